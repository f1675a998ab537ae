package dev.muster.core.platform.registry;

import dev.muster.api.Metrics;
import dev.muster.core.background.ProcessorShare;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Calls into one provider, on threads of its own: the caller leaves at its deadline whatever the
 * provider does, and a provider that hangs holds no more threads than the bulkhead lets in, until
 * it is replaced.
 */
final class ProviderCalls {
  /** A provider that keeps its deadline says better than we what it waited for. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final long IDLE_SECONDS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);
  private static final Duration BETWEEN_LOGS = Duration.ofSeconds(10);

  private final String platform;
  private final String bundle;
  private final Metrics metrics;
  private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - BETWEEN_LOGS.toNanos());
  private final Bulkhead bulkhead;
  private final Bulkhead localBulkhead;
  private final ThreadPoolExecutor threads;

  /**
   * The calls of a provider.
   *
   * @param bundle the name and version of its bundle, for the log
   */
  ProviderCalls(String platform, String bundle, PlatformLimits limits, Metrics metrics) {
    this.metrics = metrics;
    this.platform = platform;
    this.bundle = bundle;
    this.bulkhead =
        new Bulkhead(limits.concurrentCalls(), limits.callsOfOneThatHangs(), limits.callWait());
    this.localBulkhead =
        new Bulkhead(limits.callsOfOneThatHangs(), limits.callsOfOneThatHangs(), limits.callWait());
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "provider-" + platform);
              thread.setDaemon(true);
              thread.setContextClassLoader(ProviderCalls.class.getClassLoader());
              return thread;
            });
  }

  /**
   * Asks the platform, and waits for what the work returns or throws.
   *
   * @param atEnd runs once nobody works any more, which may be after the caller has left
   */
  <T> T call(Deadline deadline, Runnable atEnd, Callable<T> work) throws Exception {
    return ProcessorShare.waiting(() -> onThread(deadline, atEnd, work));
  }

  private <T> T onThread(Deadline deadline, Runnable atEnd, Callable<T> work) throws Exception {
    if (!bulkhead.enter(deadline)) {
      atEnd.run();
      throw crowded();
    }
    Map<String, String> logged = MDC.getCopyOfContextMap();
    AtomicBoolean answered = new AtomicBoolean(true);
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try {
                return work.call();
              } catch (ProviderException e) {
                answered.set(e.code() != ProviderException.Code.TIMEOUT);
                throw e;
              }
            });
    AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    threads.execute(
        () -> {
          worker.set(Thread.currentThread());
          logAs(logged);
          try {
            task.run();
          } finally {
            worker.set(null);
            if (!over.compareAndSet(false, true)) {
              held(-1);
            }
            MDC.clear();
            bulkhead.ended(answered.get() && !task.isCancelled());
            atEnd.run();
          }
        });
    return answer(task, worker, over, deadline);
  }

  private <T> T answer(
      FutureTask<T> task,
      AtomicReference<@Nullable Thread> worker,
      AtomicBoolean over,
      Deadline deadline)
      throws Exception {
    Deadline end = new Deadline(deadline.nanoTime() + GRACE.toNanos());
    boolean sentAway = false;
    try {
      while (true) {
        try {
          return task.get(end.atMost(Bulkhead.LOOK).left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (end.passed()) {
            logWhereItHangs(worker.get());
            throw late("The provider of " + platform + " did not end in time");
          }
          sentAway = bulkhead.isSentAway();
          if (sentAway) {
            throw crowded();
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception exception ? exception : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late("The call of " + platform + " was given up");
    } finally {
      if (task.cancel(true)) {
        holdsAThread(over);
      }
      if (!sentAway) {
        bulkhead.left();
      }
    }
  }

  /** Nobody waits for the work any more, which goes on until it ends by itself. */
  private void holdsAThread(AtomicBoolean over) {
    held(1);
    if (!over.compareAndSet(false, true)) {
      held(-1); // it has just ended
    }
  }

  private void held(int change) {
    metrics.change("muster_platform_threads_held", change, "platform", platform);
  }

  /** Frames hold no values, so no secrets. */
  private void logWhereItHangs(@Nullable Thread worker) {
    long now = System.nanoTime();
    long last = loggedAt.get();
    if (worker == null
        || now - last < BETWEEN_LOGS.toNanos()
        || !loggedAt.compareAndSet(last, now)) {
      return;
    }
    LOG.warn(
        "A call of the platform {} by {} did not end by its deadline and holds a thread. It is{}",
        platform,
        bundle,
        Frames.of(worker));
  }

  /**
   * Does something that asks nothing of the platform, on the caller's thread: it ends at once, by
   * the contract of the SPI. A provider that breaks it holds a few threads and no more.
   */
  <T> T local(Deadline deadline, Callable<T> work) throws Exception {
    if (!localBulkhead.enter(deadline)) {
      throw crowded();
    }
    try {
      return work.call();
    } finally {
      localBulkhead.ended(true);
      localBulkhead.left();
    }
  }

  private ProviderException crowded() {
    return new ProviderException(
        ProviderException.Code.UNAVAILABLE,
        "Too many calls of " + platform + " are running",
        Optional.empty());
  }

  private static void logAs(@Nullable Map<String, String> logged) {
    if (logged != null) {
      MDC.setContextMap(logged);
    }
  }

  private static ProviderException late(String message) {
    return new ProviderException(ProviderException.Code.TIMEOUT, message, Optional.empty());
  }

  /** Ends the threads; those that are working end when their work does. */
  void close() {
    threads.shutdown();
  }
}
