package dev.muster.web.server;

import java.time.Duration;

/** How fast the other side of one connection says and takes what there is. Thread-safe. */
final class Pace {
  /** The longest time from the first byte of a header to its last. */
  static final Duration HEADER_TIME = Duration.ofSeconds(10);

  /** The longest time for which nothing of an answer has to arrive, the work on it included. */
  static final Duration ANSWER_TIME = Duration.ofSeconds(30);

  /** The least that has to be taken of an answer after that, in bytes per second. */
  static final long BYTES_PER_SECOND = 2_048;

  private boolean busy;
  private long busySince;
  private long outBefore;
  private long inBefore;
  private boolean begun;
  private long begunSince;
  private long changed;

  Pace(long now) {
    changed = now;
  }

  /** What there is to say about it. */
  enum Verdict {
    FINE,
    SLOW_HEADER,
    SLOW_ANSWER
  }

  /** A request begins. */
  synchronized void begin(long now, long bytesOut) {
    busy = true;
    busySince = now;
    changed = now;
    outBefore = bytesOut;
  }

  /** It has been answered. */
  synchronized void end(long now, long bytesIn) {
    busy = false;
    changed = now;
    begun = false;
    inBefore = bytesIn;
  }

  /** Whether nothing has been asked that is not answered. */
  synchronized boolean isIdle() {
    return !busy;
  }

  /** When it was opened, or the last request began or ended. */
  synchronized long changed() {
    return changed;
  }

  synchronized Verdict look(long now, long bytesIn, long bytesOut) {
    if (busy) {
      long over = now - busySince - ANSWER_TIME.toNanos();
      long due = over / 1_000_000 * BYTES_PER_SECOND / 1_000;
      return over > 0 && bytesOut - outBefore <= due ? Verdict.SLOW_ANSWER : Verdict.FINE;
    }
    if (bytesIn <= inBefore) {
      return Verdict.FINE;
    }
    if (!begun) {
      begun = true;
      begunSince = now;
    }
    return now - begunSince >= HEADER_TIME.toNanos() ? Verdict.SLOW_HEADER : Verdict.FINE;
  }
}
