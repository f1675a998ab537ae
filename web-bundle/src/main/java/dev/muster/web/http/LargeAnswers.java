package dev.muster.web.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers of megabytes that wait for whoever asked to take them. Together they are bounded: those
 * that have waited for the longest make room, since otherwise a few hundred that nobody reads would
 * take all the memory there is. Thread-safe.
 */
final class LargeAnswers {
  private final Map<Exchange, Integer> waiting = new LinkedHashMap<>();
  private long bytes;

  /**
   * Adds one.
   *
   * @param exchange whose answer it is
   * @param size how many bytes it has
   * @return those that make room for it, to be broken off
   */
  synchronized List<Exchange> add(Exchange exchange, int size) {
    List<Exchange> oldest = new ArrayList<>();
    for (Exchange each : waiting.keySet()) {
      if (bytes + size <= Limits.LARGE_ANSWERS_BYTES) {
        break;
      }
      bytes -= waiting.getOrDefault(each, 0);
      oldest.add(each);
    }
    oldest.forEach(waiting::remove);
    waiting.put(exchange, size);
    bytes += size;
    return oldest;
  }

  /** Removes one that has been taken, or that nobody waits for any more. */
  synchronized void remove(Exchange exchange) {
    Integer size = waiting.remove(exchange);
    if (size != null) {
      bytes -= size;
    }
  }
}
