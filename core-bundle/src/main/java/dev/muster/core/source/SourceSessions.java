package dev.muster.core.source;

import java.time.Instant;
import java.util.Optional;

/** From when on sessions that began by an identity source are valid. */
@FunctionalInterface
public interface SourceSessions {
  /**
   * What a session that begins by a source keeps: it is worth nothing once this differs.
   *
   * @param tenant the tenant's id
   * @param source the source's id
   * @return empty if the source is gone or disabled
   */
  Optional<Instant> validFrom(String tenant, String source);
}
