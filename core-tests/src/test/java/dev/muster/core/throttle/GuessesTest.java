package dev.muster.core.throttle;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.Together;
import dev.muster.core.testing.TestCore;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.core.throttle.Guesses.Kind;
import dev.muster.spi.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuessesTest {
  private static final String HERE = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private static Guess guess(String name, String address) {
    return guess(name, address, Optional.empty());
  }

  private static Guess guess(String name, String address, Optional<String> device) {
    return guess(Kind.CLIENT_SECRET, TestCore.TENANT, name, address, device);
  }

  private static Guess guess(
      Kind kind, String tenant, String name, String address, Optional<String> device) {
    return new Guess(
        kind, new Caller("system", address, "c1"), tenant, name, "client:" + name, device);
  }

  private void wrong(String name, String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(core.guesses.judge(guess(name, address), false)).isFalse();
    }
  }

  private void refuses(Guess guess, boolean right) {
    assertProblem(ProblemCode.THROTTLED, () -> core.guesses.judge(guess, right));
    assertProblem(ProblemCode.THROTTLED, () -> core.guesses.requireNoWait(guess));
  }

  @Test
  void refusesTheEleventhAlsoIfItIsRightAndSaysHowLongToWait() {
    wrong("shop", HERE, 10);

    refuses(guess("shop", HERE), true);
    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class, () -> core.guesses.judge(guess("shop", HERE), false));
    assertThat(problem.retryAfter()).contains(Duration.ofSeconds(1));
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(core.guesses.judge(guess("shop", HERE), true)).isTrue();
  }

  @Test
  void neverRefusesARightOneFromElsewhereNorForAnotherName() {
    wrong("shop", HERE, 10);

    assertThat(core.guesses.judge(guess("shop", ELSEWHERE), true)).isTrue();
    assertThat(core.guesses.judge(guess("other", HERE), true)).isTrue();
    refuses(guess("shop", HERE), true);
  }

  @Test
  void neverRefusesARightOneOfTheSameNameAtAnotherTenantNorOfAnotherKind() {
    wrong("shop", HERE, 10);

    for (Kind kind : Kind.values()) {
      for (String tenant : List.of(TestCore.TENANT, "other")) {
        Guess same = guess(kind, tenant, "shop", HERE, Optional.empty());
        if (kind != Kind.CLIENT_SECRET || tenant.equals("other")) {
          assertThat(core.guesses.judge(same, true)).as("%s at %s", kind, tenant).isTrue();
        }
      }
    }
    refuses(guess("shop", HERE), true);
  }

  @Test
  void countsNamesAsOneThatDifferOnlyWhereNobodysDo() {
    for (int i = 0; i < 10; i++) {
      wrong("x".repeat(100) + i, HERE, 1);
    }

    refuses(guess("x".repeat(100), HERE), true);
    assertThat(core.guesses.judge(guess("x".repeat(99), HERE), true)).isTrue();
  }

  @Test
  void forgetsTheWrongOnesOfANameOnceItGetsOneRight() {
    wrong("shop", HERE, 9);
    assertThat(core.guesses.judge(guess("shop", HERE), true)).isTrue();
    wrong("shop", HERE, 9);

    assertThat(core.guesses.judge(guess("shop", HERE), true)).isTrue();
  }

  @Test
  void neverRefusesARightOneFromElsewhereWhenAThousandAddressesFail() {
    for (int i = 0; i < 1000; i++) {
      wrong("shop", "198.51." + i / 250 + "." + i % 250, 10);
    }

    assertThat(core.guesses.judge(guess("shop", HERE), true)).isTrue();
  }

  @Test
  void refusesAnAddressThatFailsAHundredTimesOverAllNames() {
    for (int i = 0; i < 100; i++) {
      wrong("n" + i, HERE, 1);
    }

    refuses(guess("never-seen", HERE), true);
    assertThat(core.guesses.judge(guess("never-seen", ELSEWHERE), true)).isTrue();
  }

  @Test
  void doesNotForgetWhatAnAddressDidWhenItGetsOneRight() {
    for (int i = 0; i < 99; i++) {
      wrong("n" + i, HERE, 1);
      assertThat(core.guesses.judge(guess("own", HERE), true)).isTrue();
    }
    wrong("last", HERE, 1);

    refuses(guess("own", HERE), true);
  }

  @Test
  void countsANetworkOfIpv6AsOneAddress() {
    for (int i = 0; i < 10; i++) {
      wrong("shop", "2001:db8:0:1::" + i, 1);
    }

    refuses(guess("shop", "2001:db8:0:1:ffff::1"), true);
    assertThat(core.guesses.judge(guess("shop", "2001:db8:0:2::1"), true)).isTrue();
  }

  @Test
  void letsAKnownBrowserCountByItself() {
    wrong("shop", HERE, 10);
    for (int i = 0; i < 100; i++) {
      core.clock.advance(Duration.ofMillis(1));
      wrong("n" + i % 50, HERE, i < 90 ? 1 : 0);
    }
    Guess known = guess("shop", HERE, Optional.of("browser-1"));

    assertThat(core.guesses.judge(known, true)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(core.guesses.judge(known, false)).isFalse();
    }
    refuses(known, true);
    assertThat(core.guesses.judge(guess("shop", HERE, Optional.of("browser-2")), true)).isTrue();
  }

  private static Guess of(Kind kind, String tenant, String name) {
    return guess(kind, tenant, name, HERE, Optional.empty());
  }

  private static List<Guess> othersThanUsersOf(String tenant) {
    return List.of(
        of(Kind.USER_PASSWORD, "other", "wang"),
        of(Kind.PASSWORD, "", "admin"),
        of(Kind.CLIENT_SECRET, tenant, "shop"),
        of(Kind.TOKEN, "", "token"));
  }

  @Test
  void makesNobodyButTheUsersOfATenantWaitForTheirWrongPasswords() {
    for (int i = 0; i < 100; i++) {
      core.guesses.judge(of(Kind.USER_PASSWORD, TestCore.TENANT, "n" + i), false);
    }

    refuses(of(Kind.USER_PASSWORD, TestCore.TENANT, "wang"), true);
    for (Guess other : othersThanUsersOf(TestCore.TENANT)) {
      assertThat(core.guesses.judge(other, true)).as(other.toString()).isTrue();
    }
  }

  @Test
  void makesNoUserWaitForWhatApplicationsAndAdministratorsGetWrong() {
    wrong("shop", HERE, 10);
    for (int i = 0; i < 90; i++) {
      wrong("n" + i, HERE, 1);
    }

    refuses(of(Kind.TOKEN, "", "token"), true);
    assertThat(core.guesses.judge(of(Kind.USER_PASSWORD, TestCore.TENANT, "wang"), true)).isTrue();
  }

  @Test
  void forgetsNothingOfApplicationsHoweverManyUsersAreNamed() {
    wrong("shop", HERE, 1);
    for (int i = 0; i < 20_001; i++) {
      String address = "198." + i / 60_000 + "." + i / 250 + "." + i % 250;
      core.guesses.judge(
          guess(Kind.USER_PASSWORD, TestCore.TENANT, "n" + i, address, Optional.empty()), false);
    }
    wrong("shop", HERE, 9);

    refuses(guess("shop", HERE), true);
  }

  @Test
  void makesAnAddressWaitForNothingThatAKnownBrowserGetsWrong() {
    for (int i = 0; i < 110; i++) {
      assertThat(core.guesses.judge(guess("n" + i, HERE, Optional.of("browser")), false)).isFalse();
    }

    assertThat(core.guesses.judge(guess("shop", HERE), true)).isTrue();
  }

  @Test
  void tellsTenAttemptsSideBySideApartFromThoseThatCameTooLate() throws Exception {
    List<Boolean> judged =
        Together.run(
            64,
            () -> {
              try {
                return core.guesses.judge(guess("shop", HERE), false);
              } catch (ProblemException e) {
                return true;
              }
            });

    assertThat(judged.stream().filter(throttled -> !throttled)).hasSize(10);
  }

  @Test
  void neverRefusesRightOnesHoweverManyComeAtOnce() throws Exception {
    List<Boolean> judged = Together.run(200, () -> core.guesses.judge(guess("shop", HERE), true));

    assertThat(judged).containsOnly(true);
  }

  @Test
  void makesOneEventOfEachMinuteNameAndAddress() {
    wrong("shop", HERE, 10);
    for (int i = 0; i < 20; i++) {
      assertProblem(ProblemCode.THROTTLED, () -> core.guesses.judge(guess("shop", HERE), false));
    }
    assertThat(core.events(TestCore.TENANT))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo("client.authentication-refused");
              assertThat(event.subject()).isEqualTo("client:shop");
              assertThat(event.actor()).isEqualTo("system");
              assertThat(event.address()).isEqualTo(HERE);
              assertThat(event.correlationId()).isEqualTo("c1");
              assertThat(event.detail()).isEqualTo(Map.of("count", "30"));
            });

    wrong("shop", ELSEWHERE, 1);
    wrong("other", HERE, 1);
    assertThat(core.events(TestCore.TENANT)).hasSize(3);
    core.clock.advance(RefusedAttempts.MINUTE);
    core.refused.write();
    wrong("shop", HERE, 1);
    refuses(guess("shop", HERE), false);
    List<AuditEvent> events = core.events(TestCore.TENANT);
    assertThat(events).hasSize(4);
    assertThat(events.get(0).detail()).isEqualTo(Map.of("count", "3"));
  }

  @Test
  void writesNothingForWhatIsRight() {
    assertThat(core.guesses.judge(guess("shop", HERE), true)).isTrue();

    assertThat(core.events(TestCore.TENANT)).isEmpty();
  }

  private static Guess administrator(String name, String address) {
    return guess(Kind.PASSWORD, "", name, address, Optional.empty());
  }

  @Test
  void remembersForAQuarterOfAnHourWhichAddressesFailed() {
    Guess here = administrator("alice", HERE);
    assertThat(core.guesses.hasFailures(here)).isFalse();
    assertThat(core.guesses.judge(here, false)).isFalse();

    assertThat(core.guesses.hasFailures(administrator("bob", HERE))).isTrue();
    assertThat(core.guesses.hasFailures(administrator("alice", ELSEWHERE))).isFalse();
    assertThat(core.guesses.hasFailures(guess("shop", HERE))).as("of another kind").isFalse();
    core.clock.advance(Throttle.MEMORY);
    assertThat(core.guesses.hasFailures(here)).isFalse();
  }

  @Test
  void takesNothingForAFailureThatWasNotLookedAtOrWasInAKnownBrowser() {
    Guess here = administrator("alice", HERE);
    assertProblem(
        ProblemCode.UNAVAILABLE,
        () ->
            core.guesses.judge(
                here,
                () -> {
                  throw new ProblemException(
                      ProblemCode.UNAVAILABLE, new Text("Try again.", "请重试。"));
                }));
    Guess known = guess(Kind.PASSWORD, "", "alice", HERE, Optional.of("d1"));
    assertThat(core.guesses.judge(known, false)).isFalse();

    assertThat(core.guesses.hasFailures(here)).isFalse();
  }
}
