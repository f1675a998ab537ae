package dev.muster.core.warroom;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Component;

/** Waits for what the background does, by looking at what is stored. */
@Component(service = Waiting.class)
public class Waiting {
  /**
   * How many callers may wait at a time; of the others each gets what is there. They hold threads
   * that people need who sign in.
   */
  private static final int MOST_WAITING = 16;

  private static final long PAUSE = Duration.ofMillis(40).toNanos();

  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /** Made by Declarative Services. */
  public Waiting() {}

  /**
   * Waits.
   *
   * @param most the longest time
   * @param isOver whether there is nothing to wait for; asked now and then
   */
  public void until(Duration most, BooleanSupplier isOver) {
    if (!waiting.tryAcquire()) {
      return;
    }
    try {
      long end = System.nanoTime() + most.toNanos();
      while (!isOver.getAsBoolean()
          && System.nanoTime() - end < 0
          && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(PAUSE);
      }
    } finally {
      waiting.release();
    }
  }
}
