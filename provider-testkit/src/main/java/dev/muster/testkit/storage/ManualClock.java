package dev.muster.testkit.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. Thread-safe. */
public final class ManualClock implements InstantSource {
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

  /**
   * Moves it on.
   *
   * @param by how far
   */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
