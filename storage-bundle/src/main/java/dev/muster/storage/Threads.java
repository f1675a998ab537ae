package dev.muster.storage;

import java.time.Duration;

/** Waiting for a thread without losing an interruption. */
final class Threads {
  private Threads() {}

  static void join(Thread thread, Duration limit) {
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
