package dev.muster.sandbox.common;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each call was made, failed ones counted. */
public final class Counters {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Nothing was called. */
  public Counters() {}

  /**
   * Counts a call.
   *
   * @param call its name
   */
  public void count(String call) {
    counts.computeIfAbsent(call, name -> new LongAdder()).increment();
  }

  /**
   * All counts.
   *
   * @return numbers by call
   */
  public Map<String, Long> all() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((call, count) -> sums.put(call, count.sum()));
    return sums;
  }

  /** Counts from zero. */
  public void clear() {
    counts.clear();
  }
}
