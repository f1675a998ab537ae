package dev.muster.core.logout;

import java.util.function.LongSupplier;

/**
 * Limits how fast this node sends logout tokens, to all applications together: the end of many
 * sessions would otherwise take the processor from people who sign in meanwhile. Thread-safe.
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
   * Takes the next turn. Turns that nobody took are lost.
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
