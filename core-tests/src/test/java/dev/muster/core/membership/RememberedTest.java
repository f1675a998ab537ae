package dev.muster.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.membership.Remembered.Bounds;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration RENEWAL = Duration.ofMinutes(3);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-29T12:00:00Z"));
  private int readings;

  private Remembered<String, String> remembered(Executor executor) {
    return new Remembered<>(
        new Bounds<String>(10, String::length, LIFETIME, RENEWAL), executor, clock);
  }

  private String get(Remembered<String, String> from, String key) throws ProviderException {
    return from.get(
        key,
        Deadline.in(Duration.ofMillis(20)),
        () -> {
          readings++;
          return key;
        });
  }

  @Test
  void keepsSoMuchAndLetsGoOfWhatWasAskedForTheLongestAgo() throws Exception {
    Remembered<String, String> all = remembered(Runnable::run);
    get(all, "aaaa");
    get(all, "bbbb");
    get(all, "aaaa");
    get(all, "cccc");
    assertThat(readings).isEqualTo(3);

    get(all, "aaaa");
    get(all, "cccc");
    assertThat(readings).isEqualTo(3);
    get(all, "bbbb");
    assertThat(readings).isEqualTo(4);
  }

  @Test
  void whatIsReadAgainCountsOnce() throws Exception {
    Remembered<String, String> all = remembered(Runnable::run);
    get(all, "aaaa");
    for (int i = 0; i < 5; i++) {
      clock.advance(LIFETIME);
      get(all, "aaaa");
    }
    get(all, "bbbb");
    int before = readings;

    get(all, "aaaa");
    assertThat(readings).isEqualTo(before);
  }

  @Test
  void keepsOneThatIsLargerThanAll() throws Exception {
    Remembered<String, String> all = remembered(Runnable::run);
    get(all, "a".repeat(100));
    get(all, "a".repeat(100));
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void whoeverHasNoTimeLeftGoesAndTheReadingGoesOn() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Remembered<String, String> all = remembered(waiting::add);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> get(all, "a"))
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
    }
    assertThat(waiting).as("one reading for both").hasSize(1);
    waiting.remove().run();

    assertThat(get(all, "a")).isEqualTo("a");
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void servesTheOldOneWhileItIsReadAgain() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Remembered<String, String> all =
        remembered(
            work -> {
              if (readings == 0) {
                work.run();
              } else {
                waiting.add(work);
              }
            });
    get(all, "a");
    clock.advance(RENEWAL.minusMillis(1));
    get(all, "a");
    assertThat(waiting).isEmpty();
    clock.advance(Duration.ofMillis(1));

    assertThat(get(all, "a")).isEqualTo("a");
    assertThat(get(all, "a")).isEqualTo("a");
    assertThat(waiting).hasSize(1);
  }

  @Test
  void aFailureReachesAllWhoWaitAndIsForgotten() throws Exception {
    Remembered<String, String> all = remembered(Runnable::run);
    RuntimeException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                all.get(
                    "a",
                    Deadline.in(LIFETIME),
                    () -> {
                      throw broken;
                    }))
        .isSameAs(broken);
    assertThatThrownBy(
            () ->
                all.get(
                    "a",
                    Deadline.in(LIFETIME),
                    () -> {
                      throw new ProviderException(
                          Code.THROTTLED,
                          "too fast",
                          Optional.of("7"),
                          Optional.of(RENEWAL),
                          Optional.empty());
                    }))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.THROTTLED);
              assertThat(e.platformCode()).hasValue("7");
              assertThat(e.retryAfter()).hasValue(RENEWAL);
            });
    assertThat(get(all, "a")).isEqualTo("a");
  }
}
