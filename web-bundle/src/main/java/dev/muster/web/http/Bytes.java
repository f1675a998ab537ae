package dev.muster.web.http;

import java.util.concurrent.atomic.AtomicLong;

/** What all bodies in memory have together, which is bounded. Thread-safe. */
final class Bytes {
  private final AtomicLong used = new AtomicLong();

  /**
   * The share of one body.
   *
   * @return nothing yet
   */
  Share share() {
    return new Share();
  }

  /** What one body has of it. Of one thread at a time. */
  final class Share {
    private long size;
    private long charged;

    /**
     * Takes more, of which the first {@link Limits#FREE_BODY_BYTES} are free.
     *
     * @return false where there is not so much left; nothing is taken then
     */
    boolean take(int more) {
      long due = Math.max(0, size + more - Limits.FREE_BODY_BYTES) - charged;
      if (due > 0 && used.addAndGet(due) > Limits.BODIES_BYTES) {
        used.addAndGet(-due);
        return false;
      }
      charged += due;
      size += more;
      return true;
    }

    /** Gives all of it back. */
    void giveBack() {
      used.addAndGet(-charged);
      charged = 0;
      size = 0;
    }
  }
}
