package dev.muster.core.source;

import dev.muster.core.store.Stored;
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
   * @return the time, with the version of the source that a commit which rests on it requires;
   *     empty if the source is gone or disabled
   */
  Optional<Stored<Instant>> validFrom(String tenant, String source);
}
