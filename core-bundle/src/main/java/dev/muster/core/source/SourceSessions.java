package dev.muster.core.source;

import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Optional;

/** From when on sessions that began by an identity source, or with a password, are valid. */
@FunctionalInterface
public interface SourceSessions {
  /**
   * What a session that begins by a source keeps: it is worth nothing once this differs.
   *
   * @param tenant the tenant's id
   * @param source the source's id, or {@link dev.muster.api.PasswordSignIns#SOURCE}
   * @return the time, with the version of the source, or the tenant, that a commit which rests on
   *     it requires; empty if the source is gone or disabled
   */
  Optional<Stored<Instant>> validFrom(String tenant, String source);
}
