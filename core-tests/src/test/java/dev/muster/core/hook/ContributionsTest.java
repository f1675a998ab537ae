package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants;
import dev.muster.api.User;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.hook.ClaimsContributor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionsTest {
  private final CountedMetrics metrics = new CountedMetrics();

  /** Nothing is left out because the machine is busy. */
  private final Contributions contributions = Contributions.within(Duration.ofMinutes(1), metrics);

  private Map<String, Object> claims() {
    return claims(contributions);
  }

  private static Map<String, Object> claims(Contributions contributions) {
    User.Profile profile = User.Profile.builder("li").externalId(Optional.of("e-7")).build();
    return contributions.of(
        "acme",
        new Grants.Access(
            "shop",
            Set.of("openid", "cost"),
            new User(
                "u-1",
                profile,
                true,
                false,
                Instant.EPOCH,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty()),
            Optional.empty(),
            Instant.EPOCH));
  }

  private void outcomes(String... outcomes) {
    assertThat(metrics.lines())
        .containsExactly(
            List.of(outcomes).stream()
                .map(
                    each ->
                        "muster_hook_calls_total hook claims bundle test.bundle outcome " + each)
                .toArray(String[]::new));
  }

  @Test
  void addsWhatAContributorGives() {
    AtomicReference<ClaimsContributor.Subject> asked = new AtomicReference<>();
    contributions.add(
        subject -> {
          asked.set(subject);
          return Map.of("cost_centre", "4711", "grades", List.of(1, Map.of("a", true)));
        },
        0);

    assertThat(claims())
        .isEqualTo(Map.of("cost_centre", "4711", "grades", List.of(1, Map.of("a", true))));
    assertThat(asked.get())
        .isEqualTo(
            new ClaimsContributor.Subject(
                "acme",
                "shop",
                Set.of("openid", "cost"),
                "u-1",
                "li",
                Optional.of("e-7"),
                Optional.empty()));
    outcomes("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"iss", "sub", "aud", "exp", "nonce", "email_verified", "email", "platform", "sid"})
  void leavesOutWhatIsNotAContributorsToGive(String name) {
    contributions.add(subject -> Map.of(name, "forged", "cost_centre", "4711"), 0);

    assertThat(claims()).isEqualTo(Map.of("cost_centre", "4711"));
    outcomes("ok", "invalid");
  }

  @Test
  void goesOnWithoutOneThatFails() {
    contributions.add(
        subject -> {
          throw new LinkageError("made for another world");
        },
        1);
    contributions.add(subject -> Map.of("cost_centre", "4711"), 0);

    assertThat(claims()).isEqualTo(Map.of("cost_centre", "4711"));
    outcomes("failed", "ok");
  }

  @Test
  void goesOnWithoutOneThatHangsAndInterruptsIt() throws Exception {
    Contributions within = Contributions.within(Duration.ofSeconds(1), metrics);
    CountDownLatch interrupted = new CountDownLatch(1);
    within.add(
        subject -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return Map.of();
        },
        1);
    within.add(subject -> Map.of("cost_centre", "4711"), 0);

    assertThat(claims(within)).isEqualTo(Map.of("cost_centre", "4711"));
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    outcomes("timeout", "ok");
  }

  @Test
  void oneThatHangsForEverTakesNoThreadOfTheOthers() {
    Contributions within = Contributions.within(Duration.ofMillis(500), metrics);
    CountDownLatch never = new CountDownLatch(1);
    within.add(
        subject -> {
          while (true) {
            try {
              never.await();
            } catch (InterruptedException e) {
              // goes on hanging
            }
          }
        },
        1);
    within.add(subject -> Map.of("cost_centre", "4711"), 0);

    for (int i = 0; i < 3; i++) {
      assertThat(claims(within)).containsEntry("cost_centre", "4711");
    }
  }

  @Test
  void theHigherRankingWins() {
    contributions.add(subject -> Map.of("grade", "low"), -1);
    contributions.add(subject -> Map.of("grade", "high"), 5);

    assertThat(claims()).isEqualTo(Map.of("grade", "high"));
  }

  @Test
  void passesOnNothingThatIsTooMuchTooLongOrNoPlainValue() {
    contributions.add(
        subject ->
            IntStream.rangeClosed(0, ClaimsContributor.MAX_CLAIMS)
                .boxed()
                .collect(Collectors.toMap(i -> "c" + i, i -> "x")),
        0);
    contributions.add(subject -> Map.of("long", "x".repeat(ClaimsContributor.MAX_CHARACTERS)), 0);
    contributions.add(subject -> Map.of("bean", new Object()), 0);
    contributions.add(subject -> Map.of("nan", Double.NaN), 0);
    contributions.add(
        subject -> {
          Map<String, Object> endless = new HashMap<>();
          endless.put("again", endless);
          return endless;
        },
        0);

    assertThat(claims()).isEmpty();
    outcomes("ok", "invalid", "ok", "invalid", "ok", "invalid", "ok", "invalid", "ok", "invalid");
  }
}
