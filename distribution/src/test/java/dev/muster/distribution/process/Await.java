package dev.muster.distribution.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, for a bounded time. */
public final class Await {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Await() {}

  /**
   * Waits until a condition holds.
   *
   * @param atMost for how long
   * @param what what is waited for, for the message
   * @param condition the condition
   * @throws AssertionError if it does not hold in time
   */
  public static void until(Duration atMost, String what, BooleanSupplier condition) {
    until(atMost, () -> what, condition);
  }

  /**
   * Waits until a condition holds.
   *
   * @param atMost for how long
   * @param what tells what is waited for and what there is instead
   * @param condition the condition
   * @throws AssertionError if it does not hold in time
   */
  public static void until(Duration atMost, Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + atMost + ": " + what.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
