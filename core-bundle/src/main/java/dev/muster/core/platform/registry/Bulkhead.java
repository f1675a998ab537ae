package dev.muster.core.platform.registry;

import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many calls of one platform run at a time, and how many callers wait for their answers.
 * While calls end, whoever comes waits a moment to be let in. When none has ended for long, or one
 * without an answer, the platform is taken to hang: nobody waits to be let in any more, and of
 * those who wait for an answer only so many stay that platforms which hang at the same time leave
 * threads for the others.
 */
final class Bulkhead {
  private static final long STALLED_NANOS = Duration.ofSeconds(2).toNanos();

  /** How often those who wait look whether they still may. */
  static final Duration LOOK = Duration.ofMillis(200);

  private final Semaphore free;
  private final int mostWhileStalled;
  private final Duration wait;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger callers = new AtomicInteger();
  private volatile long lastSign = System.nanoTime();
  private volatile boolean unanswered;

  Bulkhead(int most, int mostWhileStalled, Duration wait) {
    this.free = new Semaphore(most);
    this.mostWhileStalled = mostWhileStalled;
    this.wait = wait;
  }

  /**
   * Asks to be let in. Whoever is, calls {@link #ended} when the work is over and, unless {@link
   * #isSentAway} said so, {@link #left} when nobody waits for it any more.
   */
  boolean enter(Deadline deadline) {
    Deadline end = deadline.atMost(wait);
    try {
      do {
        if (isStalled() && (callers.get() >= mostWhileStalled || free.availablePermits() == 0)) {
          return false;
        }
        if (free.tryAcquire(end.atMost(LOOK).left().toNanos(), TimeUnit.NANOSECONDS)) {
          callers.incrementAndGet();
          // the first after a quiet time finds no older call that could have ended
          if (running.getAndIncrement() == 0) {
            lastSign = System.nanoTime();
          }
          return true;
        }
      } while (!end.passed());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether a caller has to leave an answer that it waits for; it has left then. */
  boolean isSentAway() {
    if (!isStalled()) {
      return false;
    }
    int before = callers.getAndUpdate(now -> now > mostWhileStalled ? now - 1 : now);
    return before > mostWhileStalled;
  }

  private boolean isStalled() {
    return running.get() > 0 && (unanswered || System.nanoTime() - lastSign > STALLED_NANOS);
  }

  void left() {
    callers.decrementAndGet();
  }

  /**
   * Lets the next one in.
   *
   * @param answered whether it ended by itself, which shows that the platform does not hang; a call
   *     that was given up shows that it does, until something is answered
   */
  void ended(boolean answered) {
    unanswered = !answered;
    if (answered) {
      lastSign = System.nanoTime();
    }
    running.decrementAndGet();
    free.release();
  }
}
