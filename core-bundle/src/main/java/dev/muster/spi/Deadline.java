package dev.muster.spi;

import java.time.Duration;

/**
 * A point in time by which a call ends, on the clock that never jumps.
 *
 * @param nanoTime the point, as {@link System#nanoTime} counts
 */
public record Deadline(long nanoTime) {
  /**
   * A deadline from now on.
   *
   * @param time how long
   * @return the deadline
   */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * What is left.
   *
   * @return the time until then; zero once it has passed, never negative
   */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /**
   * Whether nothing is left.
   *
   * @return true once it has passed
   */
  public boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /**
   * The earlier of this and a deadline from now on.
   *
   * @param time how long at the most
   * @return the deadline
   */
  public Deadline atMost(Duration time) {
    Deadline other = in(time);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
