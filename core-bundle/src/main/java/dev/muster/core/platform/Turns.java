package dev.muster.core.platform;

import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A number of calls at a time. Whoever comes when they are all under way waits a moment for a turn,
 * unless none has ended for so long that waiting would only hold one more thread.
 */
final class Turns {
  private static final long STALLED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Semaphore free;
  private final Duration wait;
  private volatile long lastEnd = System.nanoTime();

  Turns(int most, Duration wait) {
    this.free = new Semaphore(most);
    this.wait = wait;
  }

  boolean take(Deadline deadline) {
    if (free.tryAcquire()) {
      return true;
    }
    if (System.nanoTime() - lastEnd > STALLED_NANOS) {
      return false;
    }
    try {
      return free.tryAcquire(deadline.atMost(wait).left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void giveBack() {
    lastEnd = System.nanoTime();
    free.release();
  }
}
