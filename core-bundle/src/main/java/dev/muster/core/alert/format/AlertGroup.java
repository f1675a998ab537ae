package dev.muster.core.alert.format;

import java.util.List;
import java.util.Optional;

/**
 * Alerts that are one problem.
 *
 * @param key the digest of what the sender calls the problem
 * @param labels the digest of what groups its alerts, for a sender whose name for the problem
 *     changes with its configuration
 * @param ending how it says that the problem is over
 * @param title a line
 * @param summary more of it
 * @param alerts its alerts
 * @param more how many alerts were left out
 */
public record AlertGroup(
    String key,
    Optional<String> labels,
    Ending ending,
    String title,
    Optional<String> summary,
    List<AlertItem> alerts,
    int more) {
  /** Copies. */
  public AlertGroup {
    alerts = List.copyOf(alerts);
  }

  /** How a message says that a problem is over. */
  public enum Ending {
    /** The problem goes on, whatever became of one alert or the other. */
    FIRING,
    /** It is over with all its alerts. */
    RESOLVED,
    /** It is over once none of its alerts fires any more. */
    WITH_ITS_ALERTS
  }
}
