package dev.muster.core.platform.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that hold so many entries and no more. */
public final class LeastRecentlyUsed {
  private LeastRecentlyUsed() {}

  /**
   * A map that drops the entry that was not asked for the longest.
   *
   * @param most how many entries it holds
   * @param <V> what it holds by a text
   * @return an empty map, not for several threads at a time
   */
  public static <V> Map<String, V> map(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
