package dev.muster.distribution.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks {@code /livez} ten times a second, each time on a connection of its own as an orchestrator
 * does, and looks at the memory of the process as often.
 */
final class HealthProbe implements AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

  private final GatewayProcess gateway;
  private final Thread health = new Thread(this::ask, "probe-health");
  private final Thread memory = new Thread(this::weigh, "probe-memory");
  private volatile boolean stopped;
  private volatile double slowestSeconds;
  private volatile double mostMebibytes;
  private volatile int failed;

  HealthProbe(GatewayProcess gateway) {
    this.gateway = gateway;
    health.setDaemon(true);
    memory.setDaemon(true);
    health.start();
    memory.start();
  }

  /** Goes on for a while. */
  void watch(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(INTERVAL);
    }
  }

  /** The slowest answer, in seconds. */
  double slowestSeconds() {
    return slowestSeconds;
  }

  /** How often there was none. */
  int failed() {
    return failed;
  }

  /** The most resident memory. */
  double mostMebibytes() {
    return mostMebibytes;
  }

  private void ask() {
    while (!stopped && gateway.alive()) {
      long before = System.nanoTime();
      try (HttpConnection connection = new HttpConnection(gateway.port())) {
        if (connection.get("/livez", "").status() != 200) {
          failed++;
        }
      } catch (IOException e) {
        failed++;
      }
      slowestSeconds = Math.max(slowestSeconds, (System.nanoTime() - before) / 1e9);
      LockSupport.parkNanos(INTERVAL);
    }
  }

  private void weigh() {
    while (!stopped && gateway.alive()) {
      try {
        mostMebibytes = Math.max(mostMebibytes, gateway.residentMebibytes());
      } catch (UncheckedIOException | NoSuchElementException e) {
        // it has just ended
      }
      LockSupport.parkNanos(INTERVAL);
    }
  }

  /** Waits for the answer that is still to come. */
  @Override
  public void close() {
    stopped = true;
    try {
      health.join();
      memory.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
