package dev.muster.core.hook;

import dev.muster.api.Metrics;

/**
 * Counts calls of hooks.
 *
 * @param metrics where
 * @param successes whether those that succeed are counted as well
 */
record CallCounter(Metrics metrics, boolean successes) {
  void succeeded(Hook.Origin origin, String outcome) {
    if (successes) {
      count(origin, outcome);
    }
  }

  void failed(Hook.Origin origin, String outcome) {
    count(origin, outcome);
  }

  private void count(Hook.Origin origin, String outcome) {
    metrics.count(
        "muster_hook_calls_total",
        "hook",
        origin.kind(),
        "bundle",
        origin.bundle(),
        "outcome",
        outcome);
  }
}
