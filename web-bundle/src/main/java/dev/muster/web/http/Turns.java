package dev.muster.web.http;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How many requests are worked on at a time, and how many wait for that. Fewer work than the server
 * has threads: what is left reads, writes and says that the process lives. Thread-safe.
 */
final class Turns {
  private final int most;
  private final int mostWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  Turns(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /** Takes a turn, to be given back by {@link #leave}, where one is free. */
  synchronized boolean enter() {
    if (running >= most) {
      return false;
    }
    running++;
    return true;
  }

  /**
   * Waits for a turn.
   *
   * @param begin called once with a turn, which somebody gives back by {@link #leave}; it does not
   *     block and throws nothing
   * @return false where too many wait
   */
  boolean await(Runnable begin) {
    synchronized (this) {
      if (running >= most) {
        return waiting.size() < mostWaiting && waiting.add(begin);
      }
      running++;
    }
    begin.run();
    return true;
  }

  /** Gives a turn back, to whoever has waited for the longest. */
  void leave() {
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
