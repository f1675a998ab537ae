package dev.muster.core.client;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how much work is under way at a time: in all, and for each tenant, so that none stops the
 * others. Nobody waits for a turn. Safe for many threads.
 */
final class Turns {
  private final int most;
  private final int mostOfTenant;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  Turns(int most, int mostOfTenant) {
    this.most = most;
    this.mostOfTenant = mostOfTenant;
  }

  /**
   * Works in one's turn.
   *
   * @param tenant for whom
   * @param work the work
   * @return false, and nothing was done, if there is no turn left
   */
  boolean take(String tenant, Runnable work) {
    if (!begin(tenant)) {
      return false;
    }
    try {
      work.run();
    } finally {
      end(tenant);
    }
    return true;
  }

  private synchronized boolean begin(String tenant) {
    if (all >= most || taken.getOrDefault(tenant, 0) >= mostOfTenant) {
      return false;
    }
    all++;
    taken.merge(tenant, 1, Integer::sum);
    return true;
  }

  private synchronized void end(String tenant) {
    all--;
    taken.computeIfPresent(tenant, (key, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }
}
