package dev.muster.core.user;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.spi.Secret;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PasswordHashTest {
  private static final Secret PASSWORD = Secret.of("correct horse battery");

  /** Made by an earlier version, of the same password. */
  private static final String EARLIER =
      "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$" + "AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0";

  private static final Party SOMEBODY = Party.user("acme", "198.51.100.1");

  private final HashTurns turns = new HashTurns(1, Duration.ZERO);
  private final PasswordHash passwords = new PasswordHash(PasswordHash.Cost.LEAST, turns);

  @Test
  void refusesWhatThereIsNoTurnFor() {
    String hash = passwords.hash(PASSWORD);
    assertThat(turns.take(SOMEBODY)).isTrue();

    assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.hash(PASSWORD));
    assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.matches(PASSWORD, hash));
    turns.giveBack();
    assertThat(passwords.matches(PASSWORD, hash)).isTrue();
  }

  @Test
  void saysWhenToComeBackWhereThereIsNoTurn() {
    assertThat(turns.take(SOMEBODY)).isTrue();

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

    assertThat(turns.take(SOMEBODY)).isTrue();
    assertThat(turns.take(SOMEBODY)).isFalse();
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
      assertThat(turns.take(SOMEBODY)).isTrue();
      assertProblem(ProblemCode.UNAVAILABLE, () -> passwords.matches(PASSWORD, decoy));
      turns.giveBack();
    }
    assertThat(PasswordHash.kind("no hash")).isEmpty();
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

  /** What a hash leaves for the collector, a flood of guesses does many times over. */
  @Test
  void takesTheMemoryOfItsCostAndLittleMore() {
    PasswordHash product = new PasswordHash();
    String hash = product.hash(PASSWORD);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(product.matches(PASSWORD, hash)).isTrue();

    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).isBetween(7168L * 1024, 2 * 7168L * 1024);
  }
}
