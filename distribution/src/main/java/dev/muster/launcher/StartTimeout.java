package dev.muster.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the time from the start of the process until it is ready, {@code start.timeout}. On a
 * thread of its own, because the start itself may hang in a bundle; meanwhile it logs at intervals
 * what is not ready.
 */
final class StartTimeout {
  static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(StartTimeout.class);
  private static final Duration MOST_AGE = Duration.ofMinutes(1);
  private static final long ASK_SECONDS = 3;

  private final Duration limit;
  private final Duration pause;
  private final Supplier<Map<String, String>> unready;
  private final Consumer<StartFailure> expired;
  private final long began;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * Watches from now on.
   *
   * @param limit from the start of the process until it is ready
   * @param pause between two lines of the log
   * @param unready what is not ready, a sentence by its name; may be called while all is starting
   * @param expired takes the failure when the time is over
   */
  StartTimeout(
      Duration limit,
      Duration pause,
      Supplier<Map<String, String>> unready,
      Consumer<StartFailure> expired) {
    this.limit = limit;
    this.pause = pause;
    this.unready = unready;
    this.expired = expired;
    this.began = System.nanoTime() - processAge().toNanos();
    Thread thread = new Thread(this::watch, "muster-start-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether the start is over in time; ends the watching. */
  boolean ready() {
    boolean first = decided.compareAndSet(false, true);
    done.countDown();
    return first;
  }

  private void watch() {
    try {
      long left = left();
      while (!done.await(Math.min(left, pause.toNanos()), TimeUnit.NANOSECONDS)) {
        String waiting = waitingFor();
        left = left();
        if (left <= 0) {
          if (decided.compareAndSet(false, true)) {
            expired.accept(
                new StartFailure(
                    "start.timeout: not ready within "
                        + limit.toSeconds()
                        + " s of the start of the process; "
                        + waiting));
          }
          return;
        }
        long seconds = limit.toSeconds() - TimeUnit.NANOSECONDS.toSeconds(left);
        LOG.warn("still starting after {} s of {}: {}", seconds, limit.toSeconds(), waiting);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long left() {
    return began + limit.toNanos() - System.nanoTime();
  }

  /** Asks on yet another thread: a check that hangs must not keep the time from running out. */
  private String waitingFor() throws InterruptedException {
    FutureTask<Map<String, String>> asked = new FutureTask<>(unready::get);
    Thread thread = new Thread(asked, "muster-start-question");
    thread.setDaemon(true);
    thread.start();
    try {
      String names =
          asked.get(ASK_SECONDS, TimeUnit.SECONDS).entrySet().stream()
              .map(each -> each.getKey() + ": " + each.getValue())
              .collect(Collectors.joining("; "));
      // between two bundles, for one, nothing that could be asked is unready
      return names.isEmpty() ? "the framework is starting" : names;
    } catch (TimeoutException e) {
      return "what is not ready does not answer either";
    } catch (ExecutionException e) {
      return "what is not ready cannot be asked (" + e.getCause() + ")";
    }
  }

  /** How long the process has run; bounded, because it is read from a clock that may be set. */
  static Duration processAge() {
    Duration age =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Instant.now()))
            .orElse(Duration.ZERO);
    if (age.isNegative()) {
      return Duration.ZERO;
    }
    return age.compareTo(MOST_AGE) > 0 ? MOST_AGE : age;
  }
}
