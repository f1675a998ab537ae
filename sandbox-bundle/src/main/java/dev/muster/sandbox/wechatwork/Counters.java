package dev.muster.sandbox.wechatwork;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each call was made, failed ones counted. */
final class Counters {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String call) {
    counts.computeIfAbsent(call, name -> new LongAdder()).increment();
  }

  Map<String, Long> all() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((call, count) -> sums.put(call, count.sum()));
    return sums;
  }

  void clear() {
    counts.clear();
  }
}
