package dev.muster.core.task;

import java.time.Duration;
import java.time.Instant;

/** When something is looked at again and again: the same moments on every node. */
public final class Beat {
  private Beat() {}

  /**
   * The next moment after another one.
   *
   * @param what what is looked at, by its id: each is at moments of its own
   * @param after the other moment
   * @param every how far the moments are apart
   */
  public static Instant next(String what, Instant after, Duration every) {
    long beat = every.toMillis();
    long offset = Math.floorMod(what.hashCode(), beat);
    long beats = Math.floorDiv(after.toEpochMilli() - offset, beat) + 1;
    return Instant.ofEpochMilli(beats * beat + offset);
  }
}
