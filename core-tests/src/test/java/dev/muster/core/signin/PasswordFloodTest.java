package dev.muster.core.signin;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.platform.Together;
import dev.muster.core.user.HashTurns;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More passwords than can be looked at: who waits, who is sent away and who is let in. */
@Timeout(60)
class PasswordFloodTest extends PasswordProofFixture {
  /** Whoever holds a turn so that others have to wait. */
  private static final Party TEST = Party.user("another", "192.0.2.1");

  /** Everybody who comes to it waits for a turn that a test has taken. */
  private final class Flood {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();

    void guesses(String name, String address) {
      Thread one =
          new Thread(
              () -> {
                try {
                  boolean unused = proves(proofs, name, WRONG, address, NONE);
                } catch (ProblemException e) {
                  assertThat(e.retryAfter()).isPresent();
                  (e.code() == ProblemCode.UNAVAILABLE ? away : throttled).incrementAndGet();
                }
              });
      one.start();
      threads.add(one);
    }

    void ends() throws InterruptedException {
      for (Thread one : threads) {
        one.join();
      }
    }
  }

  @Test
  void keepsNobodyFromSigningInByTheirPlatformHoweverManyCome() throws Exception {
    assertThat(turns.take(TEST)).isTrue();
    Flood flood = new Flood();
    for (int i = 0; i < 40; i++) {
      flood.guesses("wang", stranger(i));
    }
    Together.until(() -> turns.waiting() == 12 && flood.away.get() == 28);

    assertThat(comesIn("door", "corp-1", "li")).isInstanceOf(Outcome.InteractionRequired.class);
    turns.giveBack();
    flood.ends();
    assertThat(provesAt(ELSEWHERE)).isTrue();
  }

  @Test
  void makesAnAddressWaitThatSendsMoreThanIsLookedAtWhateverNamesItInvents() throws Exception {
    assertThat(turns.take(TEST)).isTrue();
    Flood flood = new Flood();
    for (int i = 0; i < 8; i++) {
      flood.guesses("nobody-" + i, ELSEWHERE);
    }
    Together.until(() -> turns.waiting() == 8);
    for (int i = 0; i < 100; i++) {
      String name = "no-one-" + i;
      assertProblem(ProblemCode.UNAVAILABLE, () -> proves(proofs, name, WRONG, ELSEWHERE, NONE));
    }
    int hashed = turns.taken.get();

    assertProblem(ProblemCode.THROTTLED, () -> proves(proofs, "another", WRONG, ELSEWHERE, NONE));
    assertThat(turns.taken).hasValue(hashed);
    turns.giveBack();
    flood.ends();
    assertThat(flood.throttled).hasValue(8);
    assertThat(provesAt(HOME)).isTrue();
  }

  @Test
  void letsAKnownBrowserAndAnotherAddressInWhileStrangersWaitInEveryPlace() throws Exception {
    Optional<Secret> browser = Optional.of(proofs.browser(TENANT, wang.id()));
    assertThat(turns.take(TEST)).isTrue();
    Flood flood = new Flood();
    for (int i = 0; i < 40; i++) {
      flood.guesses("nobody-" + i, stranger(i % 5));
    }
    Together.until(() -> turns.waiting() == 12 && flood.away.get() == 28);
    AtomicInteger in = new AtomicInteger();
    List<Thread> right =
        List.of(
            new Thread(
                () -> {
                  assertThat(proves(proofs, "wang", PASSWORD, stranger(0), browser)).isTrue();
                  in.incrementAndGet();
                }),
            new Thread(
                () -> {
                  assertThat(provesAt(HOME)).isTrue();
                  in.incrementAndGet();
                }));
    right.forEach(Thread::start);
    Together.until(() -> turns.waiting() == 13 && flood.away.get() == 29);

    turns.giveBack();
    for (Thread one : right) {
      one.join();
    }
    assertThat(in).hasValue(2);
    flood.ends();
  }

  @Test
  void letsInWhoHasNotFailedWhileThoseWhoHaveWaitInEveryPlace() throws Exception {
    for (int i = 0; i < 12; i++) {
      assertThat(proves(proofs, "nobody", WRONG, stranger(i), NONE)).isFalse();
    }
    assertThat(turns.take(TEST)).isTrue();
    Flood flood = new Flood();
    for (int i = 0; i < 12; i++) {
      flood.guesses("nobody", stranger(i));
    }
    Together.until(() -> turns.waiting() == 12);
    AtomicInteger in = new AtomicInteger();
    Thread right =
        new Thread(
            () -> {
              if (provesAt(HOME)) {
                in.incrementAndGet();
              }
            });
    right.start();
    Together.until(() -> flood.away.get() == 1);

    turns.giveBack();
    right.join();
    flood.ends();
    assertThat(in).hasValue(1);
  }

  @Test
  void countsNothingForAnAddressWhereAKnownBrowserWasSentAway() {
    Optional<Secret> browser = Optional.of(proofs.browser(TENANT, wang.id()));
    PasswordProof busy =
        node(
            new PasswordHash(PasswordHash.Cost.LEAST, new HashTurns(0, Duration.ZERO)),
            core.background);
    for (int i = 0; i < 100; i++) {
      assertProblem(
          ProblemCode.UNAVAILABLE, () -> proves(busy, "wang", PASSWORD, ELSEWHERE, browser));
    }

    assertThat(provesAt(ELSEWHERE)).isTrue();
  }
}
