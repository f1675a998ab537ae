package dev.muster.core.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorShareTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void stop() throws InterruptedException {
    released.countDown();
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private Thread start(Runnable work) {
    Thread thread = new Thread(work);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      String answer =
          ProcessorShare.waiting(
              () -> {
                await(latch);
                return "answer";
              });
      assertThat(answer).isEqualTo("answer");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitWaiting(Thread thread) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void noMoreComputeThanThereArePlaces() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    AtomicInteger computing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      start(
          () ->
              share.run(
                  () -> {
                    most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(2_000_000);
                    computing.decrementAndGet();
                    done.countDown();
                  }));
    }
    await(done);

    assertThat(most).hasValue(1);
  }

  @Test
  void whoeverWaitsForSomebodyOutsideLeavesThePlaceToOthers() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    start(
        () ->
            share.run(
                () -> {
                  waiting.countDown();
                  waitFor(released);
                }));
    await(waiting);

    share.run(other::countDown);

    assertThat(other.getCount()).isZero();
  }

  @Test
  void whoeverHasWaitedTakesAPlaceAgain() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch goingOn = new CountDownLatch(1);
    Thread first =
        start(
            () ->
                share.run(
                    () -> {
                      waiting.countDown();
                      waitFor(answered);
                      goingOn.countDown();
                    }));
    await(waiting);
    share.run(
        () -> {
          answered.countDown();
          awaitWaiting(first);
          assertThat(goingOn.getCount()).isOne();
        });

    await(goingOn);
  }

  @Test
  void whatHangsKeepsNobodyFromWorkingForLong() {
    ProcessorShare share = new ProcessorShare(1, Duration.ofMillis(5));
    CountDownLatch hanging = new CountDownLatch(1);
    start(
        () ->
            share.run(
                () -> {
                  hanging.countDown();
                  await(released);
                }));
    await(hanging);
    CountDownLatch other = new CountDownLatch(2);

    share.run(other::countDown);
    share.run(other::countDown);

    assertThat(other.getCount()).isZero();
  }

  @Test
  void whatHangsCostsAWaitOnceAndNotForEachTurn() throws Exception {
    Duration longest = Duration.ofMillis(200);
    ProcessorShare share = new ProcessorShare(1, longest);
    CountDownLatch hanging = new CountDownLatch(1);
    start(
        () ->
            share.run(
                () -> {
                  hanging.countDown();
                  await(released);
                }));
    await(hanging);
    long began = System.nanoTime();

    for (int i = 0; i < 20; i++) {
      share.run(() -> {});
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(longest, longest.multipliedBy(19));
  }

  @Test
  void waitingWithinWaitingTakesOnePlace() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    share.run(() -> ProcessorShare.waiting(() -> ProcessorShare.waiting(() -> 7)));
    CountDownLatch other = new CountDownLatch(1);

    start(() -> share.run(other::countDown));

    await(other);
  }

  @Test
  void whileManyWaitThePlaceIsLeftEmptyInBetween() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    AtomicLong worked = new AtomicLong();
    AtomicLong ended = new AtomicLong();
    share.run(
        () -> {
          long began = System.nanoTime();
          for (int i = 0; i < 4; i++) {
            awaitWaiting(start(() -> share.run(() -> {})));
          }
          ended.set(System.nanoTime());
          worked.set(ended.get() - began);
        });

    long rested = System.nanoTime() - ended.get();
    assertThat(rested).isGreaterThan(Math.min(worked.get(), Duration.ofMillis(20).toNanos()));
  }

  @Test
  void aThreadWithoutAPlaceOnlyWaits() throws Exception {
    assertThat(ProcessorShare.waiting(() -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                ProcessorShare.waiting(
                    () -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }
}
