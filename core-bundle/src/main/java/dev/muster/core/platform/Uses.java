package dev.muster.core.platform;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many were used, by the part of time that they were used in.
 *
 * @param byPart numbers above 0
 */
record Uses(Map<Long, Integer> byPart) {
  static final Uses NONE = new Uses(Map.of());

  Uses {
    byPart = Map.copyOf(byPart);
  }

  long since(long part) {
    return byPart.entrySet().stream()
        .filter(each -> each.getKey() >= part)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Without what was used before that. */
  Uses from(long part) {
    Map<Long, Integer> left = new TreeMap<>(byPart);
    left.keySet().removeIf(each -> each < part);
    return new Uses(left);
  }

  Uses plus(long part) {
    Map<Long, Integer> more = new TreeMap<>(byPart);
    more.merge(part, 1, Integer::sum);
    return new Uses(more);
  }

  /** Without the one that was used last. */
  Uses minusLast() {
    TreeMap<Long, Integer> less = new TreeMap<>(byPart);
    if (!less.isEmpty()) {
      less.computeIfPresent(less.lastKey(), (part, number) -> number > 1 ? number - 1 : null);
    }
    return new Uses(less);
  }
}
