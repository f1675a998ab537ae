package dev.muster.core.statistics;

/** How many alerts wait. */
public interface WaitingAlerts {
  /**
   * How many alerts of a tenant wait now, for more of their kind or until there may be another
   * room.
   *
   * @param tenant the tenant's id
   * @return the number
   */
  long waiting(String tenant);
}
