package dev.muster.testkit.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. Thread-safe. */
public final class ManualClock extends Clock {
  private volatile Instant now;

  /**
   * Makes one.
   *
   * @param start what it shows at first
   */
  public ManualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The same clock: nobody asks it for the time of day. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  /**
   * Moves it on.
   *
   * @param by how far
   */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
