package dev.muster.spi.alert;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Alerts that are one problem, which has one war room. Immutable; the {@code with} methods make
 * changed copies.
 */
@ProviderType
public sealed interface AlertGroup permits AlertGroupRecord {
  /** How a message says that a problem is over. */
  enum Ending {
    /** The problem goes on, whatever became of one alert or the other. */
    FIRING,
    /** It is over with all its alerts. */
    RESOLVED,
    /** It is over once none of its alerts fires any more. */
    WITH_ITS_ALERTS
  }

  /**
   * A problem.
   *
   * @param key what the sender calls the problem, in every message about it
   * @param ending whether it goes on
   * @param title a line
   * @param alerts its alerts, one or more
   * @return the group
   * @throws IllegalArgumentException if there are no alerts
   */
  static AlertGroup of(String key, Ending ending, String title, List<AlertItem> alerts) {
    return new AlertGroupRecord(key, Optional.empty(), ending, title, Optional.empty(), alerts, 0);
  }

  /** {@return what the sender calls the problem} */
  String key();

  /** {@return what groups its alerts, see {@link #groupedBy}} */
  Optional<String> grouping();

  /** {@return whether it goes on} */
  Ending ending();

  /** {@return a line} */
  String title();

  /** {@return more of it} */
  Optional<String> summary();

  /** {@return its alerts, one or more} */
  List<AlertItem> alerts();

  /** {@return how many alerts were left out} */
  int more();

  /**
   * The same, for a sender whose key changes with its configuration: it stays the same problem if
   * it is grouped by the same and has an alert in common.
   *
   * @param grouping what groups its alerts
   * @return a changed copy
   */
  AlertGroup groupedBy(String grouping);

  /**
   * The same with more of it.
   *
   * @param summary plain text
   * @return a changed copy
   */
  AlertGroup withSummary(String summary);

  /**
   * The same with other alerts.
   *
   * @param alerts one or more
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  AlertGroup withAlerts(List<AlertItem> alerts);

  /**
   * The same, of which alerts were left out.
   *
   * @param number how many
   * @return a changed copy
   */
  AlertGroup withMore(int number);
}
