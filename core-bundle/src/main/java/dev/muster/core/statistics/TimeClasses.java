package dev.muster.core.statistics;

import java.util.Arrays;
import java.util.List;

/** How long things took, in classes of time: as exact as the classes are wide. */
final class TimeClasses {
  private final long[] bounds;
  private final long[] counts;

  /**
   * None yet.
   *
   * @param bounds the longest time of each class, in order; what is longer is in the last
   */
  TimeClasses(long[] bounds) {
    this.bounds = bounds;
    this.counts = new long[bounds.length];
  }

  void add(long took) {
    int found = Arrays.binarySearch(bounds, took);
    counts[Math.min(found < 0 ? -found - 1 : found, bounds.length - 1)]++;
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

  long count() {
    return Arrays.stream(counts).sum();
  }

  /** The time that a share did not take longer than; 0 if there are none. */
  long within(double share) {
    long all = count();
    double rank = all * share;
    long below = 0;
    for (int i = 0; i < counts.length && all > 0; i++) {
      if (below + counts[i] >= rank) {
        long from = i == 0 ? 0 : bounds[i - 1];
        return Math.round(from + (bounds[i] - from) * (rank - below) / counts[i]);
      }
      below += counts[i];
    }
    return 0;
  }
}
