package dev.muster.sandbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers that wait for their time in a queue, so that a slow platform costs no thread. */
final class HeldBack implements AutoCloseable {
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sandbox-held-back");
            thread.setDaemon(true);
            return thread;
          });

  /** Sends it after a while. */
  void send(Duration delay, Runnable answer) {
    Future<?> unused = later.schedule(answer, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Drops what is still waiting. */
  @Override
  public void close() {
    later.shutdownNow();
  }
}
