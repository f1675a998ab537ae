package dev.muster.distribution.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many begin a sign-in and leave.
 *
 * @param warmUp how many sign in before, all the way
 * @param before how many leave in each way before
 * @param left how many leave in which way
 * @param isWaitedFor whether their time is waited for, a quarter of an hour; otherwise what was
 *     stored of them is made to have expired
 */
record AbandonedSizes(int warmUp, int before, Map<Visit, Integer> left, boolean isWaitedFor) {
  static final AbandonedSizes FULL =
      new AbandonedSizes(6_000, 500, left(100_000, 10_000, 1_000), true);

  /** Proves that the benchmark runs; its figures say nothing. */
  static final AbandonedSizes QUICK = new AbandonedSizes(200, 20, left(300, 60, 20), false);

  private static Map<Visit, Integer> left(int atPlatform, int atStep, int withCode) {
    Map<Visit, Integer> left = new EnumMap<>(Visit.class);
    left.put(Visit.LEFT_AT_PLATFORM, atPlatform);
    left.put(Visit.LEFT_AT_QUESTION, atStep);
    left.put(Visit.LEFT_IN_APP, atStep);
    left.put(Visit.LEFT_AT_CONSENT, atStep);
    left.put(Visit.LEFT_AT_CODE, withCode);
    return left;
  }

  int all() {
    return left.values().stream().mapToInt(Integer::intValue).sum();
  }
}
