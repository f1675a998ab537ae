package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.hook.SecretKeepers.Answer;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.hook.SecretKeeper;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeepersTest {
  private final CountedMetrics metrics = new CountedMetrics();
  private final SecretKeepers keepers = new SecretKeepers(metrics);

  /** Turns each byte by as much as its name is long. */
  private static class Turning implements SecretKeeper {
    private final String name;
    private final int by;

    Turning(String name, int by) {
      this.name = name;
      this.by = by;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] wrap(String keyId, byte[] key) {
      return turned(key, by);
    }

    @Override
    public byte[] unwrap(String keyId, byte[] wrapped) {
      return turned(wrapped, -by);
    }

    private static byte[] turned(byte[] bytes, int by) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] += (byte) by;
      }
      return bytes;
    }
  }

  private static byte[] done(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done) answer).bytes();
  }

  @Test
  void wrapsAndUnwrapsWithTheKeeperOfThatName() {
    keepers.add(new Turning("other", 9), 0);
    keepers.add(new Turning("vault", 1), 0);

    byte[] wrapped = done(keepers.wrap("vault", "k1", new byte[] {1, 2}));

    assertThat(wrapped).containsExactly(2, 3);
    assertThat(done(keepers.unwrap("vault", "k1", wrapped))).containsExactly(1, 2);
  }

  @Test
  void aKeeperThatWritesOverWhatItWasGivenSpoilsNothing() {
    keepers.add(new Turning("vault", 1), 0);
    byte[] key = {1, 2};
    byte[] wrapped = {5, 6};

    keepers.wrap("vault", "k1", key);
    keepers.unwrap("vault", "k1", wrapped);

    assertThat(key).containsExactly(1, 2);
    assertThat(wrapped).containsExactly(5, 6);
  }

  @Test
  void aKeeperThatClearsWhatItGaveSpoilsNothing() {
    byte[][] kept = {{}};
    keepers.add(
        new Turning("vault", 1) {
          @Override
          public byte[] unwrap(String keyId, byte[] wrapped) {
            kept[0] = super.unwrap(keyId, wrapped);
            return kept[0];
          }
        },
        0);

    byte[] key = done(keepers.unwrap("vault", "k1", new byte[] {5, 6}));
    Arrays.fill(kept[0], (byte) 0);

    assertThat(key).containsExactly(4, 5);
  }

  @Test
  void tellsAKeeperThatIsNotThereFromOneThatFails() {
    assertThat(keepers.unwrap("vault", "k1", new byte[1])).isInstanceOf(Answer.Absent.class);
    keepers.add(
        new Turning("vault", 1) {
          @Override
          public byte[] unwrap(String keyId, byte[] wrapped) {
            throw new IllegalStateException("as the test says");
          }

          @Override
          public byte[] wrap(String keyId, byte[] key) {
            return null;
          }
        },
        0);

    assertThat(keepers.unwrap("vault", "k1", new byte[1])).isInstanceOf(Answer.Failed.class);
    assertThat(keepers.wrap("vault", "k1", new byte[1])).isInstanceOf(Answer.Failed.class);
    assertThat(keepers.wrap("Vault", "k1", new byte[1])).isInstanceOf(Answer.Absent.class);
    assertThat(metrics.lines())
        .containsExactly(
            "muster_hook_calls_total hook keeper bundle test.bundle outcome failed",
            "muster_hook_calls_total hook keeper bundle test.bundle outcome failed");
  }

  @Test
  void asksOfTwoWithOneNameTheHigherRanked() {
    keepers.bind(new Turning("vault", 1), RegisteredService.<SecretKeeper>of("old", 1));
    keepers.bind(new Turning("vault", 2), RegisteredService.<SecretKeeper>of("new", 2).ranked(7));

    assertThat(done(keepers.wrap("vault", "k1", new byte[1]))).containsExactly(2);

    keepers.unbind(RegisteredService.of("new", 2));
    assertThat(done(keepers.wrap("vault", "k1", new byte[1]))).containsExactly(1);
    keepers.unbind(RegisteredService.of("old", 1));
    assertThat(keepers.wrap("vault", "k1", new byte[1])).isInstanceOf(Answer.Absent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1vault", "Vault", "va:ult", "va ult", "vault\n", "-vault", "väult"})
  void ignoresAKeeperWhoseNameWouldNotStandInTheFile(String name) {
    keepers.bind(new Turning(name, 1), RegisteredService.<SecretKeeper>of("b", 1));

    assertThat(keepers.wrap(name, "k1", new byte[1])).isInstanceOf(Answer.Absent.class);
  }

  @Test
  void takesANameOfThirtyOneCharactersAndNoneThatIsLonger() {
    String longest = "v".repeat(31);
    keepers.bind(new Turning(longest, 1), RegisteredService.<SecretKeeper>of("b", 1));
    keepers.bind(new Turning(longest + "v", 1), RegisteredService.<SecretKeeper>of("b", 2));

    assertThat(keepers.wrap(longest, "k1", new byte[1])).isInstanceOf(Answer.Done.class);
    assertThat(keepers.wrap(longest + "v", "k1", new byte[1])).isInstanceOf(Answer.Absent.class);
  }

  @Test
  void ignoresAKeeperThatCannotSayItsName() {
    keepers.bind(
        new Turning("vault", 1) {
          @Override
          public String name() {
            throw new NoClassDefFoundError("made for another world");
          }
        },
        RegisteredService.<SecretKeeper>of("b", 1));
    keepers.bind(
        new Turning("vault", 1) {
          @Override
          public String name() {
            return null;
          }
        },
        RegisteredService.<SecretKeeper>of("b", 2));

    assertThat(keepers.wrap("vault", "k1", new byte[1])).isInstanceOf(Answer.Absent.class);
  }

  @Test
  void tellsThoseWhoWaitThatAKeeperHasComeAndMayBeAsked() {
    AtomicInteger answered = new AtomicInteger();
    keepers.onArrival(
        () -> {
          if (keepers.wrap("vault", "k1", new byte[1]) instanceof Answer.Done) {
            answered.incrementAndGet();
          }
        });

    keepers.bind(new Turning("vault", 1), RegisteredService.<SecretKeeper>of("b", 1));
    assertThat(answered).hasValue(1);
    keepers.unbind(RegisteredService.of("b", 1));
    assertThat(answered).hasValue(1);
  }
}
