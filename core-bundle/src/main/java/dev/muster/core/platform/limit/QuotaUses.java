package dev.muster.core.platform.limit;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many were used, by the part of time that they were used in.
 *
 * @param byPart numbers above 0
 */
record QuotaUses(Map<Long, Integer> byPart) {
  static final QuotaUses NONE = new QuotaUses(Map.of());

  QuotaUses {
    byPart = Map.copyOf(byPart);
  }

  long since(long part) {
    return byPart.entrySet().stream()
        .filter(each -> each.getKey() >= part)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Without what was used before that. */
  QuotaUses from(long part) {
    Map<Long, Integer> left = new TreeMap<>(byPart);
    left.keySet().removeIf(each -> each < part);
    return new QuotaUses(left);
  }

  QuotaUses plus(long part) {
    Map<Long, Integer> more = new TreeMap<>(byPart);
    more.merge(part, 1, Integer::sum);
    return new QuotaUses(more);
  }

  /** Without the one that was used last. */
  QuotaUses minusLast() {
    TreeMap<Long, Integer> less = new TreeMap<>(byPart);
    if (!less.isEmpty()) {
      less.computeIfPresent(less.lastKey(), (part, number) -> number > 1 ? number - 1 : null);
    }
    return new QuotaUses(less);
  }
}
