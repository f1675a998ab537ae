package dev.muster.core.signin;

import dev.muster.api.SignIns;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * States that somebody is finishing at this moment or has finished on this node, so that a platform
 * is asked about one of them once. What counts on all nodes stands in storage.
 */
final class UsedStates {
  static final int MOST = 20_000;

  private final InstantSource clock;
  private final Set<String> finishing = new HashSet<>();
  private final Map<String, Long> used = new LinkedHashMap<>();

  UsedStates(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether a state may be finished now; a caller who gets true has to say when it is over. */
  synchronized boolean begin(String state) {
    return !used.containsKey(state) && finishing.add(state);
  }

  synchronized void end(String state, boolean asked) {
    finishing.remove(state);
    if (asked) {
      long now = clock.millis();
      Iterator<Long> oldest = used.values().iterator();
      while (oldest.hasNext() && (oldest.next() <= now || used.size() >= MOST)) {
        oldest.remove();
      }
      used.put(state, now + SignIns.LIFETIME.toMillis());
    }
  }
}
