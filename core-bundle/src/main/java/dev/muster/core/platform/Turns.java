package dev.muster.core.platform;

import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A number of calls at a time, and of callers that wait for their answers. While calls end, whoever
 * comes waits a moment for a turn. When none has ended for long, or one in vain, the platform is
 * taken to hang: nobody waits for a turn any more, and of those who wait for an answer only so many
 * stay that platforms which hang at once leave threads for the others.
 */
final class Turns {
  private static final long STALLED_NANOS = Duration.ofSeconds(2).toNanos();

  /** How often those who wait look whether they still may. */
  static final Duration LOOK = Duration.ofMillis(200);

  private final Semaphore free;
  private final int mostWhileStalled;
  private final Duration wait;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger callers = new AtomicInteger();
  private volatile long lastSign = System.nanoTime();
  private volatile boolean inVain;

  Turns(int most, int mostWhileStalled, Duration wait) {
    this.free = new Semaphore(most);
    this.mostWhileStalled = mostWhileStalled;
    this.wait = wait;
  }

  /**
   * Takes a turn. Whoever gets one calls {@link #ended} when the work is over and, unless {@link
   * #isSentAway} said so, {@link #left} when nobody waits for it any more.
   */
  boolean take(Deadline deadline) {
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
    return running.get() > 0 && (inVain || System.nanoTime() - lastSign > STALLED_NANOS);
  }

  void left() {
    callers.decrementAndGet();
  }

  /**
   * Gives the turn back.
   *
   * @param answered whether it ended by itself, which shows that the platform does not hang; what
   *     was waited for in vain shows that it does, until something is answered
   */
  void ended(boolean answered) {
    inVain = !answered;
    if (answered) {
      lastSign = System.nanoTime();
    }
    running.decrementAndGet();
    free.release();
  }
}
