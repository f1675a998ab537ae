package dev.muster.api;

import dev.muster.spi.Page;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was done. Events are written by the services themselves, in the commit of what they tell of.
 */
@ProviderType
public interface AuditLog {
  /**
   * Lists events, newest first.
   *
   * @param tenant the tenant's id
   * @param filter which
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page; with a filter of more than one field it may hold fewer than {@code limit} while
   *     more follow
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<AuditEvent> list(String tenant, Filter filter, int limit, Optional<String> after);

  /**
   * Which events.
   *
   * @param from the earliest, inclusive
   * @param to the latest, exclusive
   * @param actor by whom
   * @param action what
   * @param subject to what
   */
  record Filter(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> actor,
      Optional<String> action,
      Optional<String> subject) {}
}
