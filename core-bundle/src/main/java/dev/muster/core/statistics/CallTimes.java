package dev.muster.core.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long calls took, in classes of time: as exact as the classes are wide, which is a third. */
final class CallTimes {
  /** Milliseconds; what takes longer than a call may take is in the last class. */
  private static final long[] BOUNDS = {
    5, 10, 15, 20, 30, 40, 60, 80, 110, 150, 200, 270, 360, 480, 640, 850, 1100, 1500, 2000, 2700,
    3600, 5000, 10_000
  };

  private final long[] counts = new long[BOUNDS.length];

  void add(Duration took) {
    int found = Arrays.binarySearch(BOUNDS, took.toMillis());
    counts[Math.min(found < 0 ? -found - 1 : found, BOUNDS.length - 1)]++;
  }

  void add(List<Long> stored) {
    for (int i = 0; i < Math.min(stored.size(), counts.length); i++) {
      counts[i] += stored.get(i);
    }
  }

  /** As they are stored, without the classes at the end in which there are none. */
  List<Long> stored() {
    int last = counts.length;
    while (last > 0 && counts[last - 1] == 0) {
      last--;
    }
    return Arrays.stream(counts, 0, last).boxed().toList();
  }

  /** The time that 95 of 100 calls did not take longer than, in milliseconds; 0 without calls. */
  long p95Millis() {
    long all = Arrays.stream(counts).sum();
    double rank = all * 0.95;
    long below = 0;
    for (int i = 0; i < counts.length && all > 0; i++) {
      if (below + counts[i] >= rank) {
        long from = i == 0 ? 0 : BOUNDS[i - 1];
        return Math.round(from + (BOUNDS[i] - from) * (rank - below) / counts[i]);
      }
      below += counts[i];
    }
    return 0;
  }
}
