package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.Together;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PasswordHashTest {
  private static final Secret PASSWORD = Secret.of("correct horse battery");

  /** Made by an earlier version, of the same password. */
  private static final String EARLIER =
      "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$" + "AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0";

  private final Semaphore turns = new Semaphore(1, true);
  private final PasswordHash passwords =
      new PasswordHash(PasswordHash.Cost.LEAST, turns, Duration.ZERO);

  @Test
  void refusesWhatThereIsNoTurnFor() {
    String hash = passwords.hash(PASSWORD);
    turns.acquireUninterruptibly();

    assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.hash(PASSWORD));
    assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.matches(PASSWORD, hash));
    turns.release();
    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
  }

  @Test
  void saysWhenToComeBackWhereThereIsNoTurn() {
    turns.acquireUninterruptibly();

    assertThat(
            catchThrowableOfType(ProblemException.class, () -> passwords.hash(PASSWORD))
                .retryAfter())
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void givesEveryTurnBack() {
    String hash = passwords.hash(PASSWORD);
    for (int i = 0; i < 10; i++) {
      assertThat(passwords.matches(Secret.of("wrong"), hash)).isFalse();
      assertThat(passwords.matches(PASSWORD, "no hash")).isFalse();
    }

    assertThat(turns.availablePermits()).isEqualTo(1);
  }

  @Test
  void doesNotWaitWhenItsThreadIsInterrupted() {
    turns.acquireUninterruptibly();
    Thread.currentThread().interrupt();

    assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.hash(PASSWORD));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void letsAFewWaitAndSendsTheOthersAway() throws Exception {
    String hash = new PasswordHash(PasswordHash.Cost.LEAST).hash(PASSWORD);
    waitAndAreSentAway(
        PasswordHash.MOST_WAITING, patient -> assertThat(patient.matches(PASSWORD, hash)).isTrue());
  }

  @Test
  void leavesHalfOfTheQueueToThoseWhoSignIn() throws Exception {
    waitAndAreSentAway(PasswordHash.MOST_SETTING, patient -> patient.hash(PASSWORD));
    assertThat(PasswordHash.MOST_SETTING).isLessThan(PasswordHash.MOST_WAITING);
  }

  /** Turns for which nobody is seen to wait yet who is about to. */
  private static final class Gate extends Semaphore {
    private static final long serialVersionUID = 1L;
    private final transient CountDownLatch opened = new CountDownLatch(1);

    Gate() {
      super(1, true);
    }

    @Override
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
      Together.await(opened);
      return super.tryAcquire(timeout, unit);
    }
  }

  @Test
  void letsNoMoreWaitThanMayOfManyWhoComeAtOnce() throws Exception {
    Gate gate = new Gate();
    PasswordHash patient = new PasswordHash(PasswordHash.Cost.LEAST, gate, Duration.ofSeconds(20));
    String hash = passwords.hash(PASSWORD);
    AtomicInteger away = new AtomicInteger();
    Thread opener =
        new Thread(
            () -> {
              Together.until(() -> away.get() == 64 - PasswordHash.MOST_WAITING);
              gate.opened.countDown();
            });
    opener.start();

    List<Boolean> right =
        Together.run(
            64,
            () -> {
              try {
                return patient.matches(PASSWORD, hash);
              } catch (ProblemException e) {
                away.incrementAndGet();
                return false;
              }
            });
    opener.join();
    assertThat(right.stream().filter(it -> it)).hasSize(PasswordHash.MOST_WAITING);
  }

  @Test
  void hasAPlaceForAnAdministratorWhereNobodyElseMayWait() throws Exception {
    PasswordHash patient = new PasswordHash(PasswordHash.Cost.LEAST, turns, Duration.ofSeconds(20));
    String hash = passwords.hash(PASSWORD);
    turns.acquireUninterruptibly();
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < PasswordHash.MOST_WAITING; i++) {
      Thread one = new Thread(() -> assertThat(patient.matches(PASSWORD, hash)).isTrue());
      one.start();
      users.add(one);
    }
    Together.until(() -> turns.getQueueLength() == PasswordHash.MOST_WAITING);
    assertProblem(ProblemCode.UNAVAILABLE, () -> patient.matches(PASSWORD, hash));

    Thread opener =
        new Thread(
            () -> {
              Together.until(() -> turns.getQueueLength() == PasswordHash.MOST_WAITING + 1);
              turns.release();
            });
    opener.start();
    assertThat(patient.matchesAdministrators(PASSWORD, hash)).isTrue();
    opener.join();
    for (Thread one : users) {
      one.join();
    }
  }

  @Test
  void makesDecoysThatTakeTheWorkOfAHashAndAreNobodys() {
    List<String> kinds = List.of(passwords.kind(), PasswordHash.kind(EARLIER).orElseThrow());
    assertThat(kinds).containsExactly("$argon2id$v=19$m=8,t=1,p=1$", "pbkdf2-sha256$1000$");

    for (String kind : kinds) {
      String decoy = passwords.decoy(kind);
      assertThat(PasswordHash.kind(decoy)).contains(kind);
      assertThat(passwords.decoy(kind)).isNotEqualTo(decoy);
      assertThat(passwords.matches(PASSWORD, decoy)).isFalse();
      turns.acquireUninterruptibly();
      assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.matches(PASSWORD, decoy));
      turns.release();
    }
    assertThat(PasswordHash.kind("no hash")).isEmpty();
  }

  private void waitAndAreSentAway(int most, Consumer<PasswordHash> work) throws Exception {
    PasswordHash patient = new PasswordHash(PasswordHash.Cost.LEAST, turns, Duration.ofSeconds(20));
    turns.acquireUninterruptibly();
    Thread opener =
        new Thread(
            () -> {
              Together.until(() -> turns.getQueueLength() == most);
              assertProblem(ProblemCode.UNAVAILABLE, () -> work.accept(patient));
              turns.release();
            });
    opener.start();

    assertThat(
            Together.run(
                most,
                () -> {
                  work.accept(patient);
                  return true;
                }))
        .hasSize(most);
    opener.join();
  }

  @Test
  void checksHashesOfEarlierVersions() {
    assertThat(passwords.matches(PASSWORD, EARLIER)).isTrue();
    assertThat(passwords.matches(Secret.of("wrong"), EARLIER)).isFalse();
    assertThat(passwords.isOutdated(EARLIER)).isTrue();
  }

  /** The vector of the reference implementation, "password" with "somesalt". */
  @Test
  void makesTheHashesThatOthersMake() {
    String reference =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    assertThat(passwords.matches(Secret.of("password"), reference)).isTrue();
    assertThat(passwords.matches(Secret.of("passwore"), reference)).isFalse();
  }

  @Test
  void tellsAHashAtAnotherCostFromOneMadeNow() {
    PasswordHash product = new PasswordHash();
    String cheap = passwords.hash(PASSWORD);

    assertThat(passwords.isOutdated(cheap)).isFalse();
    assertThat(product.isOutdated(cheap)).isTrue();
    assertThat(product.matches(PASSWORD, cheap)).isTrue();
    assertThat(product.hash(PASSWORD)).startsWith("$argon2id$v=19$m=7168,t=5,p=1$");
  }
}
