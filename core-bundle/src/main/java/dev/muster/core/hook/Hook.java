package dev.muster.core.hook;

import dev.muster.spi.Deadline;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hook that somebody registered. It runs on a few threads of its own, so that one that hangs
 * takes nobody else's; they come with the first call and go when it is quiet.
 */
final class Hook<S> {
  static final int THREADS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Hook.class);
  private static final int WAITING = 64;
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOGS = Duration.ofMinutes(1);

  private final S service;
  private final Origin origin;
  private final CallCounter calls;
  private final ThreadPoolExecutor threads;
  private final AtomicLong loggedAt;

  Hook(S service, Origin origin, CallCounter calls) {
    this.service = service;
    this.origin = origin;
    this.calls = calls;
    this.loggedAt = new AtomicLong(System.nanoTime() - BETWEEN_LOGS.toNanos());
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            QUIET.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "muster-hook-" + origin.bundle());
              thread.setDaemon(true);
              // threads that it makes inherit this: so they are known as its when it has gone
              thread.setContextClassLoader(service.getClass().getClassLoader());
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Where a hook comes from.
   *
   * @param kind {@code event}, {@code claims}, {@code policy}, {@code keeper}, {@code code}, {@code
   *     format} or {@code rota}
   * @param bundle the symbolic name of its bundle
   * @param ranking its service ranking
   * @param serviceId its service id
   */
  record Origin(String kind, String bundle, int ranking, long serviceId) {
    /** As OSGi orders services: the higher ranking first, then the older one. */
    static final Comparator<Origin> ORDER =
        Comparator.comparing(Origin::ranking).reversed().thenComparing(Origin::serviceId);
  }

  Origin origin() {
    return origin;
  }

  /** What the hook answers; empty when it fails, in whatever way, which is logged and counted. */
  <R> Optional<R> call(Function<S, @Nullable R> work, Deadline deadline) {
    return call(work, deadline, any -> "ok");
  }

  /**
   * The same for answers that are not all alike.
   *
   * @param outcome as what an answer is counted
   */
  <R> Optional<R> call(
      Function<S, @Nullable R> work, Deadline deadline, Function<R, String> outcome) {
    return call(work, deadline, outcome, (counted, what, cause) -> log(what, cause));
  }

  /** Gets what is wrong with a hook that failed. */
  @FunctionalInterface
  interface Failures {
    /**
     * It failed.
     *
     * @param outcome as what that is counted
     * @param what a part of a sentence
     * @param cause what was thrown, if that is why
     */
    void add(String outcome, String what, @Nullable Throwable cause);
  }

  /**
   * The same for failures that whoever calls knows better how to log.
   *
   * @param failures gets one, in place of the log
   */
  <R> Optional<R> call(
      Function<S, @Nullable R> work,
      Deadline deadline,
      Function<R, String> outcome,
      Failures failures) {
    return call(work, deadline, outcome, failures, () -> {});
  }

  /**
   * The same for whoever bounds how many calls run at a time.
   *
   * @param ended run once, when no thread of the hook is busy with the call any more: where it
   *     ignores that nobody waits for it, that is later than its answer
   */
  <R> Optional<R> call(
      Function<S, @Nullable R> work,
      Deadline deadline,
      Function<R, String> outcome,
      Failures failures,
      Runnable ended) {
    // whoever sets it, the call or who gives it up before it began, sees to its end
    AtomicBoolean begun = new AtomicBoolean();
    Future<@Nullable R> answer;
    try {
      answer = threads.submit(() -> begin(work, begun, ended));
    } catch (RejectedExecutionException e) {
      ended.run();
      return failed("busy", "has too much to do", null, failures);
    }
    try {
      return answered(answer, deadline, outcome, failures);
    } finally {
      if (begun.compareAndSet(false, true)) {
        ended.run();
      }
    }
  }

  private <R> @Nullable R begin(
      Function<S, @Nullable R> work, AtomicBoolean begun, Runnable ended) {
    if (!begun.compareAndSet(false, true)) {
      throw new CancellationException();
    }
    try {
      return work.apply(service);
    } finally {
      ended.run();
    }
  }

  private <R> Optional<R> answered(
      Future<@Nullable R> answer,
      Deadline deadline,
      Function<R, String> outcome,
      Failures failures) {
    try {
      R result = answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      if (result == null) {
        return failed("failed", "answered null", null, failures);
      }
      calls.succeeded(origin, outcome.apply(result));
      return Optional.of(result);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return failed("timeout", "did not answer in time", null, failures);
    } catch (ExecutionException e) {
      return failed("failed", "failed", e.getCause(), failures);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return failed("failed", "was interrupted", null, failures);
    }
  }

  /** Keeps a failure; always empty. */
  <R> Optional<R> failed(String outcome, String what, @Nullable Throwable cause) {
    return failed(outcome, what, cause, (counted, said, thrown) -> log(said, thrown));
  }

  private <R> Optional<R> failed(
      String outcome, String what, @Nullable Throwable cause, Failures failures) {
    calls.failed(origin, outcome);
    failures.add(outcome, what, cause);
    return Optional.empty();
  }

  private void log(String what, @Nullable Throwable cause) {
    long now = System.nanoTime();
    long last = loggedAt.get();
    // a hook that fails at every sign-in must not fill the log
    if (now - last >= BETWEEN_LOGS.toNanos() && loggedAt.compareAndSet(last, now)) {
      LOG.warn("The {} hook of {} {}", origin.kind(), origin.bundle(), what, cause);
    }
  }

  /** Takes no more calls; those that run come to their end. */
  void close() {
    threads.shutdown();
  }
}
