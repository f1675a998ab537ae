package dev.muster.core.code;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send codes: their own, so that a mail server that hangs keeps neither a request
 * nor other work waiting.
 */
@Component(service = CodeSenders.class)
public final class CodeSenders {
  static final int THREADS = 4;
  static final int WAITING = 100;

  private static final Logger LOG = LoggerFactory.getLogger(CodeSenders.class);
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Executor executor;
  private final Runnable close;

  /** Starts none yet: threads come with the first code. */
  @Activate
  public CodeSenders() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            QUIET.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "muster-codes");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    executor = threads;
    close = threads::shutdownNow;
  }

  private CodeSenders(Executor executor) {
    this.executor = executor;
    this.close = () -> {};
  }

  /** Sends on threads of others. No constructor: Declarative Services would try it too. */
  public static CodeSenders on(Executor executor) {
    return new CodeSenders(executor);
  }

  /**
   * Runs something soon. What fails is logged.
   *
   * @param busy is run at once instead where too much waits already
   */
  void run(Runnable work, Runnable busy) {
    try {
      executor.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException | Error e) { // nobody else would say so
              LOG.warn("A one-time code was not sent", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.warn("A one-time code was not sent: {} wait already", WAITING);
      busy.run();
    }
  }

  /** Stops; a code that is being sent is not waited for. */
  @Deactivate
  public void close() {
    close.run();
  }
}
