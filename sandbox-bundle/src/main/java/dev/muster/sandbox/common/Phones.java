package dev.muster.sandbox.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The messages that the app has sent to single people, as their phones show them. */
final class Phones {
  /** Of each person; the oldest goes first. */
  private static final int MOST_SHOWN = 20;

  private final Map<String, List<String>> messages = new ConcurrentHashMap<>();
  private final Map<String, Boolean> keys = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();

  /** Shows a message, unless one of the same key was shown. */
  void show(String person, String text, String key) {
    if (!key.isEmpty() && keys.put(key, true) != null) {
      return;
    }
    total.incrementAndGet();
    messages.merge(person, List.of(text), Phones::added);
  }

  private static List<String> added(List<String> before, List<String> one) {
    List<String> all = new ArrayList<>(before);
    all.addAll(one);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST_SHOWN), all.size()));
  }

  List<String> of(String person) {
    return messages.getOrDefault(person, List.of());
  }

  long total() {
    return total.get();
  }
}
