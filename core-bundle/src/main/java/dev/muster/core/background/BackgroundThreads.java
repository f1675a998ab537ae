package dev.muster.core.background;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two threads of the core's own. */
@Component(service = Background.class)
public final class BackgroundThreads implements Background {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);
  private static final int THREADS = 2;
  private static final long STOP_SECONDS = 2;

  private final ScheduledThreadPoolExecutor threads;

  /** Starts none yet: threads come with the first work. */
  @Activate
  public BackgroundThreads() {
    threads =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "muster-background");
              thread.setDaemon(true);
              return thread;
            });
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    threads.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void run(String what, Runnable work) {
    threads.execute(() -> guarded(what, work));
  }

  @Override
  public Runnable every(String what, Duration pause, Runnable work) {
    ScheduledFuture<?> scheduled =
        threads.scheduleWithFixedDelay(
            () -> guarded(what, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return () -> scheduled.cancel(false);
  }

  private static void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) { // it would end what is done again and again
      LOG.warn("In the background: {} failed", what, e);
    }
  }

  /** Stops; what runs gets a moment to end. */
  @Deactivate
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Work in the background did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
