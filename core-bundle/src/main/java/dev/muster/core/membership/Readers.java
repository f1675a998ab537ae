package dev.muster.core.membership;

import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
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

  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;

  /** By tenant, whose turn is next first. */
  private final Map<String, Deque<Step>> waiting = new LinkedHashMap<>();

  /** The sources that are read, by tenant. */
  private final Map<String, Set<String>> busy = new HashMap<>();

  Readers() {
    ThreadFactory factory =
        work -> {
          Thread thread = new Thread(work, "muster-address-books");
          thread.setDaemon(true);
          return thread;
        };
    this.threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, factory);
    timer.setKeepAliveTime(30, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** Whose address book is read. */
  record Lane(String tenant, String source) {}

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

  private record Step(Lane lane, Runnable work) {}

  /**
   * Begins to read.
   *
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
        add(new Step(lane, work));
      } else {
        var unused =
            timer.schedule(() -> add(new Step(lane, work)), pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new ProviderException(
              ProviderException.Code.UNAVAILABLE, "It is being stopped", Optional.empty()));
    }
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

  private void add(Step step) {
    synchronized (this) {
      waiting.computeIfAbsent(step.lane().tenant(), tenant -> new ArrayDeque<>()).add(step);
    }
    threads.execute(this::run);
  }

  /** Runs what may be run. What may not, waits for something that ends on another thread. */
  private void run() {
    for (Optional<Step> step = take(); step.isPresent(); step = take()) {
      try {
        step.get().work().run();
      } finally {
        ended(step.get().lane());
      }
    }
  }

  private synchronized Optional<Step> take() {
    Optional<Step> step =
        waiting.entrySet().stream()
            .flatMap(
                each -> take(each.getValue(), busy.getOrDefault(each.getKey(), Set.of())).stream())
            .findFirst();
    step.map(Step::lane)
        .ifPresent(
            lane -> {
              // its tenant's next turn comes after those of the others
              Deque<Step> others = waiting.remove(lane.tenant());
              if (others != null && !others.isEmpty()) {
                waiting.put(lane.tenant(), others);
              }
              busy.computeIfAbsent(lane.tenant(), any -> new HashSet<>()).add(lane.source());
            });
    return step;
  }

  private static Optional<Step> take(Deque<Step> steps, Set<String> sources) {
    if (sources.size() >= OF_A_TENANT) {
      return Optional.empty();
    }
    for (Iterator<Step> each = steps.iterator(); each.hasNext(); ) {
      Step step = each.next();
      if (!sources.contains(step.lane().source())) {
        each.remove();
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  private synchronized void ended(Lane lane) {
    busy.computeIfPresent(
        lane.tenant(),
        (tenant, sources) -> {
          sources.remove(lane.source());
          return sources.isEmpty() ? null : sources;
        });
  }

  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
  }
}
