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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration RENEWAL = Duration.ofMinutes(3);
  private static final Duration MEANWHILE = Duration.ofHours(1);
  private static final Duration FAILURE = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-29T12:00:00Z"));
  private int readings;

  private final Remembered<String, String> all =
      new Remembered<>(
          new Bounds<>(10, String::length, LIFETIME, RENEWAL, MEANWHILE, FAILURE), clock);

  private String get(String key) throws ProviderException {
    return get(key, Runnable::run);
  }

  private String get(String key, Executor executor) throws ProviderException {
    return all.get(key, soon(), () -> reading(key, executor));
  }

  private CompletableFuture<String> reading(String key, Executor executor) {
    return CompletableFuture.supplyAsync(
        () -> {
          readings++;
          return key;
        },
        executor);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofMillis(20));
  }

  private void fails(Exception fault) {
    assertThatThrownBy(() -> all.get("a", soon(), () -> failing(fault)))
        .isInstanceOf(fault.getClass());
  }

  @Test
  void keepsSoMuchAndLetsGoOfWhatWasAskedForTheLongestAgo() throws Exception {
    get("aaaa");
    get("bbbb");
    get("aaaa");
    get("cccc");
    assertThat(readings).isEqualTo(3);

    get("aaaa");
    get("cccc");
    assertThat(readings).isEqualTo(3);
    get("bbbb");
    assertThat(readings).isEqualTo(4);
  }

  @Test
  void whatIsReadAgainCountsOnce() throws Exception {
    get("aaaa");
    for (int i = 0; i < 5; i++) {
      clock.advance(LIFETIME);
      get("aaaa");
    }
    get("bbbb");
    int before = readings;

    get("aaaa");
    assertThat(readings).isEqualTo(before);
  }

  @Test
  void keepsOneThatIsLargerThanAll() throws Exception {
    get("a".repeat(100));
    get("a".repeat(100));
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void whoeverHasNoTimeLeftGoesAndTheReadingGoesOn() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> get("a", waiting::add))
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
    }
    assertThat(waiting).as("one reading for both").hasSize(1);
    waiting.remove().run();

    assertThat(get("a")).isEqualTo("a");
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void servesTheOldOneWhileItIsReadAgain() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    get("a");
    clock.advance(RENEWAL.minusMillis(1));
    get("a", waiting::add);
    assertThat(waiting).isEmpty();
    clock.advance(Duration.ofMillis(1));

    assertThat(get("a", waiting::add)).isEqualTo("a");
    assertThat(get("a", waiting::add)).isEqualTo("a");
    assertThat(waiting).hasSize(1);
  }

  @Test
  void whomAnOldOneDoesNotServeWaitsForANewOneWhichOthersDoNot() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    get("a");
    Duration moment = Duration.ofMinutes(1);
    assertThat(all.newer("a", moment, soon(), () -> reading("a", waiting::add))).hasValue("a");
    assertThat(waiting).as("it has just been read").isEmpty();
    clock.advance(moment);

    assertThat(all.newer("a", moment, soon(), () -> reading("a", waiting::add)))
        .as("it is still being read")
        .isEmpty();
    assertThat(get("a", waiting::add)).isEqualTo("a");
    assertThat(waiting).hasSize(1);
    waiting.remove().run();
    assertThat(all.newer("a", moment, soon(), () -> reading("a", waiting::add))).hasValue("a");
  }

  @Test
  void anOldOneServesWhileTheNextIsReadAndNoLongerThanThat() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    get("a");
    clock.advance(MEANWHILE.minusMillis(1));
    assertThat(all.has("a")).isTrue();
    assertThat(get("a", waiting::add)).isEqualTo("a");
    assertThat(waiting).as("it is being read").hasSize(1);
    clock.advance(Duration.ofMillis(1));

    assertThat(all.has("a")).isFalse();
    assertThatThrownBy(() -> get("a", waiting::add))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
    assertThat(waiting).hasSize(1);
  }

  @Test
  void anOldOneServesNobodyOnceTheNextCannotBeRead() throws Exception {
    get("a");
    clock.advance(LIFETIME);

    fails(new ProviderException(Code.UNAVAILABLE, "down", Optional.empty()));
    assertThatThrownBy(() -> get("a")).isInstanceOf(ProviderException.class);
  }

  @Test
  void aFailureReachesAllWhoAskInAWhile() throws Exception {
    ProviderException throttled =
        new ProviderException(
            Code.THROTTLED, "too fast", Optional.of("7"), Optional.of(RENEWAL), Optional.empty());
    fails(throttled);
    clock.advance(FAILURE.minusMillis(1));
    assertThatThrownBy(() -> get("a"))
        .isNotSameAs(throttled)
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.THROTTLED);
              assertThat(e.platformCode()).hasValue("7");
              assertThat(e.retryAfter()).hasValue(RENEWAL);
            });
    assertThat(readings).as("asked once").isOne();
    assertThat(get("b")).as("others are not affected").isEqualTo("b");
    clock.advance(Duration.ofMillis(1));

    assertThat(get("a")).isEqualTo("a");
    assertThat(get("a")).isEqualTo("a");
  }

  @Test
  void servesTheOldOneWhileReadingItAgainFails() throws Exception {
    get("a");
    clock.advance(RENEWAL);
    ProviderException fault = new ProviderException(Code.UNAVAILABLE, "down", Optional.empty());
    for (int i = 0; i < 3; i++) {
      assertThat(all.get("a", soon(), () -> failing(fault))).isEqualTo("a");
    }
    assertThat(readings).as("asked again once").isEqualTo(2);
  }

  private CompletableFuture<String> failing(Exception fault) {
    readings++;
    return CompletableFuture.failedFuture(fault);
  }

  @Test
  void forgetsWhatNoPlatformIsToBlameFor() throws Exception {
    fails(new IllegalStateException("broken"));
    assertThat(get("a")).isEqualTo("a");
  }
}
