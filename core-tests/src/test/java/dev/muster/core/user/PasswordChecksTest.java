package dev.muster.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.user.HashTurns.Party;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is answered of a password, and in how many turns. */
final class PasswordChecksTest {
  private static final Secret PASSWORD = Secret.of("correct horse battery");
  private static final Secret WRONG = Secret.of("wrong");
  private static final Party SOMEBODY = Party.user("acme", "198.51.100.1");

  /** Made by an earlier version, of the same password. */
  private static final String EARLIER =
      "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$" + "AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0";

  private final OneTurn turns = new OneTurn();
  private final PasswordHash passwords = new PasswordHash(PasswordHash.Cost.LEAST, turns);
  private final PasswordChecks checks = new PasswordChecks(passwords);

  /** Others have the next turn, and all after it. */
  private static final class OneTurn extends HashTurns {
    private boolean isTaken;

    OneTurn() {
      super(1, Duration.ZERO);
    }

    @Override
    public boolean take(Party party) {
      boolean isFirst = !isTaken;
      isTaken = true;
      return isFirst && super.take(party);
    }
  }

  @Test
  void saysThatAPasswordIsWrongThoughThereIsNoTurnForAnotherHash() {
    assertThat(checks.isRight(SOMEBODY, WRONG, Optional.of(EARLIER), true)).isFalse();
    assertThat(passwords.hashed()).isEqualTo(2);
  }

  @Test
  void saysSoAfterTheSameWorkOfARightOneThatIsNotHeeded() {
    assertThat(checks.isRight(SOMEBODY, PASSWORD, Optional.of(EARLIER), false)).isFalse();
    assertThat(passwords.hashed()).isEqualTo(2);
  }

  @Test
  void hashesARightOneOnce() {
    assertThat(checks.isRight(SOMEBODY, PASSWORD, Optional.of(EARLIER), true)).isTrue();
    assertThat(passwords.hashed()).isEqualTo(1);
  }

  @Test
  void givesItsTurnBack() {
    assertThat(checks.isRight(SOMEBODY, WRONG, Optional.of(EARLIER), true)).isFalse();
    turns.isTaken = false;

    assertThat(checks.isRight(SOMEBODY, PASSWORD, Optional.of(EARLIER), true)).isTrue();
  }
}
