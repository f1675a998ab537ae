package dev.muster.web.http;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How many requests are worked on at a time, and how many wait for that. Fewer work than the server
 * has threads: what is left reads, writes and says that the process lives. Thread-safe.
 */
final class ConcurrencyLimit {
  private final int most;
  private final int mostWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  ConcurrencyLimit(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /** Takes a permit, to be given back by {@link #release}, where one is free. */
  synchronized boolean tryAcquire() {
    if (running >= most) {
      return false;
    }
    running++;
    return true;
  }

  /**
   * Waits for a permit.
   *
   * @param begin called once with a permit, which somebody gives back by {@link #release}; it does
   *     not block and throws nothing
   * @return false where too many wait
   */
  boolean acquire(Runnable begin) {
    synchronized (this) {
      if (running >= most) {
        return waiting.size() < mostWaiting && waiting.add(begin);
      }
      running++;
    }
    begin.run();
    return true;
  }

  /** Gives a permit back, to whoever has waited for the longest. */
  void release() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        running--;
        return;
      }
    }
    next.run();
  }
}
