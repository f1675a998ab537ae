package dev.muster.core.membership;

import dev.muster.core.background.TenantTurns;
import dev.muster.core.background.TenantTurns.Lane;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads address books on a few threads, call by call. Of a source one call is made at a time, of a
 * tenant a few, and tenants take turns: after each call a reading stands at the end of the line,
 * and one that has to pause holds no thread. Thread-safe.
 */
final class Readers implements AutoCloseable {
  static final int THREADS = 16;

  /** The most that one tenant's sources keep busy. */
  static final int OF_A_TENANT = 4;

  /** What waits is bounded by who begins to read: each source once for all who ask. */
  private final TenantTurns turns =
      new TenantTurns(
          "muster-address-books",
          new TenantTurns.Bounds(THREADS, OF_A_TENANT, Integer.MAX_VALUE, Integer.MAX_VALUE));

  private final ScheduledThreadPoolExecutor timer;

  Readers() {
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "muster-address-books");
              thread.setDaemon(true);
              return thread;
            });
    timer.setKeepAliveTime(30, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** Something that takes some calls. */
  interface Reading<V> {
    /**
     * Makes one call.
     *
     * @return what was read; empty if more calls are needed
     */
    Optional<V> step() throws ProviderException;

    /** How long to wait before the next step, also before the first; asked once for each. */
    Duration pause();
  }

  /**
   * Begins to read.
   *
   * @param lane the tenant, and which of its sources
   * @return what is read, or why it could not be
   */
  <V> CompletableFuture<V> read(Lane lane, Reading<V> reading) {
    CompletableFuture<V> result = new CompletableFuture<>();
    next(lane, reading, result);
    return result;
  }

  private <V> void next(Lane lane, Reading<V> reading, CompletableFuture<V> result) {
    Runnable work = () -> step(lane, reading, result);
    try {
      Duration pause = reading.pause();
      if (pause.isZero()) {
        add(lane, work, result);
      } else {
        var unused =
            timer.schedule(() -> add(lane, work, result), pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException e) {
      stopped(result);
    }
  }

  private void add(Lane lane, Runnable work, CompletableFuture<?> result) {
    if (!turns.add(lane, work)) {
      stopped(result);
    }
  }

  private static void stopped(CompletableFuture<?> result) {
    result.completeExceptionally(
        new ProviderException(
            ProviderException.Code.UNAVAILABLE, "It is being stopped", Optional.empty()));
  }

  private <V> void step(Lane lane, Reading<V> reading, CompletableFuture<V> result) {
    try {
      Optional<V> read = reading.step();
      if (read.isPresent()) {
        result.complete(read.get());
      } else {
        next(lane, reading, result);
      }
    } catch (ProviderException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    turns.close();
  }
}
