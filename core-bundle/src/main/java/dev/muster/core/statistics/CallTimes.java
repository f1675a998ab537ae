package dev.muster.core.statistics;

import java.time.Duration;
import java.util.List;

/** How long calls took, in classes of time, each about a third wider than the one before. */
final class CallTimes {
  /** Milliseconds; what takes longer than a call may take is in the last class. */
  private static final long[] BOUNDS = {
    5, 10, 15, 20, 30, 40, 60, 80, 110, 150, 200, 270, 360, 480, 640, 850, 1100, 1500, 2000, 2700,
    3600, 5000, 10_000
  };

  private final TimeClasses classes = new TimeClasses(BOUNDS);

  void add(Duration took) {
    classes.add(took.toMillis());
  }

  void add(List<Long> stored) {
    classes.add(stored);
  }

  /** As they are stored, without the classes at the end in which there are none. */
  List<Long> stored() {
    return classes.stored();
  }

  /** The time that 95 of 100 calls did not take longer than, in milliseconds; 0 without calls. */
  long p95Millis() {
    return classes.within(0.95);
  }
}
