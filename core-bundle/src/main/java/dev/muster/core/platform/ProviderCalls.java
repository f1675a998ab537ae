package dev.muster.core.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.ProviderException;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Calls into one provider, on threads of its own: the caller leaves at its deadline whatever the
 * provider does, and a provider that hangs holds no more threads than its turns, until it is
 * replaced.
 */
final class ProviderCalls {
  /** A provider that keeps its deadline says better than we what it waited for. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final long IDLE_SECONDS = 30;

  private final String platform;
  private final Turns turns;
  private final ThreadPoolExecutor threads;

  ProviderCalls(String platform, PlatformLimits limits) {
    this.platform = platform;
    this.turns = new Turns(limits.concurrentCalls(), limits.callWait());
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
    if (!turns.take(deadline)) {
      atEnd.run();
      throw new ProviderException(
          ProviderException.Code.UNAVAILABLE,
          "Too many calls of " + platform + " are running",
          Optional.empty());
    }
    Map<String, String> logged = MDC.getCopyOfContextMap();
    FutureTask<T> task = new FutureTask<>(work);
    threads.execute(
        () -> {
          logAs(logged);
          try {
            task.run();
          } finally {
            MDC.clear();
            turns.giveBack();
            atEnd.run();
          }
        });
    try {
      return task.get(deadline.left().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception exception ? exception : e;
    } catch (TimeoutException e) {
      task.cancel(true);
      throw late("The provider of " + platform + " did not end in time");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw late("The call of " + platform + " was given up");
    }
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
