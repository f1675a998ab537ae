package dev.muster.core.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorShareTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void stop() {
    released.countDown();
    for (Thread thread : threads) {
      join(thread);
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

  /** Somebody holds a place until something is over. */
  private Thread hang(ProcessorShare share, CountDownLatch over) {
    CountDownLatch hanging = new CountDownLatch(1);
    Thread thread =
        start(
            () ->
                share.run(
                    () -> {
                      hanging.countDown();
                      await(over);
                    }));
    await(hanging);
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }

  private static void assertFree(ProcessorShare share) {
    long began = System.nanoTime();
    share.run(() -> {});
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
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
    hang(share, released);
    CountDownLatch other = new CountDownLatch(2);

    share.run(other::countDown);
    share.run(other::countDown);

    assertThat(other.getCount()).isZero();
  }

  @Test
  void whatHangsCostsAWaitOnceAndNotForEachTurn() throws Exception {
    Duration longest = Duration.ofMillis(200);
    ProcessorShare share = new ProcessorShare(1, longest);
    hang(share, released);
    long began = System.nanoTime();

    for (int i = 0; i < 20; i++) {
      share.run(() -> {});
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(longest, longest.multipliedBy(19));
  }

  /** Nor do those make more places of them who went on without one. */
  @Test
  void placesAreWaitedForAgainOnceWhatHungHasEnded() {
    Duration longest = Duration.ofMillis(20);
    ProcessorShare share = new ProcessorShare(1, longest);
    CountDownLatch over = new CountDownLatch(1);
    Thread hung = hang(share, over);
    share.run(() -> {});
    share.run(() -> {});
    over.countDown();
    join(hung);
    hang(share, released);
    long began = System.nanoTime();

    share.run(() -> {});

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(longest);
  }

  @Test
  void waitingWithinWaitingTakesAndGivesOnePlace() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    long began = System.nanoTime();

    share.run(() -> ProcessorShare.waiting(() -> ProcessorShare.waiting(() -> 7)));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
    share.run(() -> awaitWaiting(start(() -> share.run(() -> {}))));
  }

  @Test
  void whateverFailsGivesItsPlaceBack() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    assertThatThrownBy(
            () ->
                share.run(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertFree(share);
  }

  @Test
  void whoeverHasWaitedInVainTakesAPlaceAgainToo() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    share.run(
        () -> {
          assertThatThrownBy(
                  () ->
                      ProcessorShare.waiting(
                          () -> {
                            throw new IOException("gone");
                          }))
              .hasMessage("gone");
          awaitWaiting(start(() -> share.run(() -> {})));
        });
  }

  @Test
  void aThreadHasNoPlaceAnyMoreOnceItsWorkIsDone() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    share.run(() -> {});
    int unused = ProcessorShare.waiting(() -> 7);

    assertFree(share);
  }

  @Test
  void whoeverIsInterruptedBeforeThereIsAPlaceLearnsOfIt() {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    AtomicBoolean interrupted = new AtomicBoolean();
    share.run(
        () -> {
          Thread waiting =
              start(() -> share.run(() -> interrupted.set(Thread.currentThread().isInterrupted())));
          awaitWaiting(waiting);
          waiting.interrupt();
          join(waiting);
        });

    assertThat(interrupted).isTrue();
  }

  /** How long somebody works for whom others wait, and how long the place is empty behind. */
  private record Turn(Duration worked, Duration rested) {}

  private Turn turn(int waiting, Duration least) {
    ProcessorShare share = new ProcessorShare(1, PATIENCE);
    long[] at = new long[2];
    share.run(
        () -> {
          at[0] = System.nanoTime();
          for (int i = 0; i < waiting; i++) {
            awaitWaiting(start(() -> share.run(() -> {})));
          }
          LockSupport.parkNanos(least.toNanos() - (System.nanoTime() - at[0]));
          at[1] = System.nanoTime();
        });
    return new Turn(Duration.ofNanos(at[1] - at[0]), Duration.ofNanos(System.nanoTime() - at[1]));
  }

  @Test
  void whileManyWaitThePlaceIsLeftEmptyInBetween() {
    Turn turn = turn(4, Duration.ZERO);

    assertThat(turn.rested().toNanos())
        .isGreaterThan(Math.min(turn.worked().toNanos(), Duration.ofMillis(20).toNanos()));
  }

  /** It may take longer by chance, but not each time. */
  @Test
  void whileFewWaitThePlaceIsNotLeftEmpty() {
    assertThat(
            Stream.generate(() -> turn(3, Duration.ofMillis(2)))
                .limit(50)
                .anyMatch(turn -> turn.rested().compareTo(turn.worked()) < 0))
        .isTrue();
  }

  @Test
  void thePlaceIsNotLeftEmptyForLongAfterALongTurn() {
    assertThat(
            Stream.generate(() -> turn(4, Duration.ofMillis(60)))
                .limit(20)
                .anyMatch(turn -> turn.rested().compareTo(turn.worked()) < 0))
        .isTrue();
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
