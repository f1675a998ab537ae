package dev.muster.core.statistics;

import dev.muster.api.warroom.Severity;
import java.util.Map;

/** How many war rooms are open. */
public interface OpenRooms {
  /**
   * How many war rooms of a tenant are open now.
   *
   * @param tenant the tenant's id
   * @return by severity; none where one is missing
   */
  Map<Severity, Long> open(String tenant);
}
