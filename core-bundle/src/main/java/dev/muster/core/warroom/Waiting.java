package dev.muster.core.warroom;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Component;

/** Waits for what the background does, by looking at what is stored. */
@Component(service = Waiting.class)
public class Waiting {
  private static final long PAUSE = Duration.ofMillis(40).toNanos();

  /** Made by Declarative Services. */
  public Waiting() {}

  /**
   * Waits.
   *
   * @param most the longest time
   * @param isOver whether there is nothing to wait for; asked now and then
   */
  public void until(Duration most, BooleanSupplier isOver) {
    long end = System.nanoTime() + most.toNanos();
    while (!isOver.getAsBoolean()
        && System.nanoTime() - end < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE);
    }
  }
}
