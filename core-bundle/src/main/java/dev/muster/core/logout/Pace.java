package dev.muster.core.logout;

import java.util.function.LongSupplier;

/**
 * How fast this node tells applications, all of them together. The end of many sessions would
 * otherwise take the processor from those who sign in meanwhile. Thread-safe.
 */
final class Pace {
  private final long between;
  private final LongSupplier nanoTime;
  private long next;

  /**
   * Begins.
   *
   * @param perSecond how many turns there are in a second
   * @param nanoTime as {@link System#nanoTime}
   */
  Pace(int perSecond, LongSupplier nanoTime) {
    this.between = 1_000_000_000L / perSecond;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /**
   * Takes the next turn. What nobody took is not made up for.
   *
   * @return how long to wait for it, in nanoseconds
   */
  synchronized long take() {
    long now = nanoTime.getAsLong();
    long wait = Math.max(0, next - now);
    next = now + wait + between;
    return wait;
  }
}
