package dev.muster.core.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundThreadsTest {
  private static final Duration SOON = Duration.ofMillis(1);

  private final BackgroundThreads background = new BackgroundThreads();

  @AfterEach
  void end() {
    background.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void fail(boolean withError) {
    if (withError) {
      throw new LinkageError("as the test says");
    }
    throw new IllegalStateException("as the test says");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesAgainWhatFailed(boolean withError) {
    AtomicInteger times = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(3);

    background.every(
        "failing",
        SOON,
        () -> {
          times.incrementAndGet();
          third.countDown();
          fail(withError);
        });

    await(third);
    assertThat(times).hasValueGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnAfterWorkThatFails(boolean withError) {
    CountDownLatch next = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      background.run("failing", () -> fail(withError));
    }
    background.run("next", next::countDown);
    await(next);
  }

  @Test
  void oneThatTakesLongHoldsUpNoOther() {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    background.run("long", () -> await(end));
    background.run("other", other::countDown);

    await(other);
    end.countDown();
  }

  @Test
  void keepsNoProcessAlive() throws InterruptedException {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    background.run("tells its thread", () -> threads.add(Thread.currentThread()));

    assertThat(threads.poll(20, TimeUnit.SECONDS)).matches(Thread::isDaemon);
  }

  @Test
  void interruptsWhatRunsWhenItStopsAndTakesNothingMore() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    background.run(
        "long",
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    await(started);

    background.close();

    await(interrupted);
    assertThatThrownBy(() -> background.run("late", () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
