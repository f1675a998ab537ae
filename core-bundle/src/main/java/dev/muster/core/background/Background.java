package dev.muster.core.background;

import java.time.Duration;

/** Runs what nobody waits for. What fails is logged and does not run again by itself. */
public interface Background {
  /**
   * Runs something soon.
   *
   * @param what for the log
   * @param work what to do
   */
  void run(String what, Runnable work);

  /**
   * Runs something again and again, the first time after one pause.
   *
   * @param what for the log
   * @param pause from the end of one run to the begin of the next
   * @param work what to do
   * @return ends it; what runs goes on to its end
   */
  Runnable every(String what, Duration pause, Runnable work);
}
