package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartTimeoutTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final BlockingQueue<StartFailure> failures = new ArrayBlockingQueue<>(10);

  @Test
  void endsAStartThatIsNotReadyInTimeAndNamesEverythingThatIsNot() throws InterruptedException {
    StartTimeout watch =
        new StartTimeout(
            Duration.ZERO,
            LONG,
            () -> Map.of("storage", "does not answer", "dev.acme.slow", "is starting"),
            failures::add);

    assertThat(failures.poll(60, TimeUnit.SECONDS))
        .hasMessageContaining("start.timeout")
        .hasMessageContaining("storage: does not answer")
        .hasMessageContaining("dev.acme.slow: is starting");
    assertThat(watch.ready()).isFalse();
  }

  @Test
  void saysThatTheFrameworkIsStartingWhereNothingElseIsNotReady() throws InterruptedException {
    StartTimeout watch = new StartTimeout(Duration.ZERO, LONG, Map::of, failures::add);

    assertThat(failures.poll(60, TimeUnit.SECONDS))
        .hasMessageEndingWith("; the framework is starting");
    assertThat(watch.ready()).isFalse();
  }

  @Test
  void endsAStartWhoseChecksHang() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    StartTimeout watch =
        new StartTimeout(
            Duration.ZERO,
            LONG,
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Map.of();
            },
            failures::add);

    assertThat(failures.poll(60, TimeUnit.SECONDS)).hasMessageContaining("does not answer either");
    assertThat(watch.ready()).isFalse();
    never.countDown();
  }

  @Test
  void asksAgainAndAgainWhatIsNotReadyAndLeavesAStartAloneThatIsReady()
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(3);
    StartTimeout watch =
        new StartTimeout(
            LONG,
            Duration.ofMillis(1),
            () -> {
              asked.countDown();
              return Map.of("storage", "does not answer");
            },
            failures::add);

    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(watch.ready()).isTrue();
    assertThat(failures).isEmpty();
  }
}
