package dev.muster.core.platform;

import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A number of calls at a time. Whoever comes when they are all under way waits a moment for a turn,
 * unless none has begun or ended for so long that waiting would only hold one more thread.
 */
final class Turns {
  private static final long STALLED_NANOS = Duration.ofSeconds(2).toNanos();

  private final Semaphore free;
  private final Duration wait;
  private volatile long lastChange = System.nanoTime();

  Turns(int most, Duration wait) {
    this.free = new Semaphore(most);
    this.wait = wait;
  }

  boolean take(Deadline deadline) {
    if (free.tryAcquire()) {
      lastChange = System.nanoTime();
      return true;
    }
    if (System.nanoTime() - lastChange > STALLED_NANOS) {
      return false;
    }
    try {
      if (!free.tryAcquire(deadline.atMost(wait).left().toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      lastChange = System.nanoTime();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void giveBack() {
    lastChange = System.nanoTime();
    free.release();
  }
}
