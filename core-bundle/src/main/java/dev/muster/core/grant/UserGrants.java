package dev.muster.core.grant;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a user has granted to clients, for the user themselves. */
@Component(service = UserGrants.class)
public final class UserGrants {
  private final Repository<GrantRecord> grants;
  private final InstantSource clock;

  /** Uses a storage. */
  @Activate
  public UserGrants(@Reference Storage storage, @Reference InstantSource clock) {
    this.grants = storage.repository(GrantRecord.SCHEMA);
    this.clock = clock;
  }

  /**
   * A grant by which a client has a token that works.
   *
   * @param clientId the client
   * @param clientCreatedAt when the client was created that it was given to
   * @param sessionId in which session it was given
   * @param since when
   * @param scope for what
   * @param offline whether it lasts beyond the session
   */
  public record Held(
      String clientId,
      Instant clientCreatedAt,
      String sessionId,
      Instant since,
      Set<String> scope,
      boolean offline) {}

  /** What clients hold of a user, as far as the grants alone decide it. */
  public List<Held> of(String tenant, String user) {
    Instant now = clock.instant();
    return some(tenant, user, grant -> grant.isHeld(now), Integer.MAX_VALUE).stream()
        .map(Stored::value)
        .map(
            grant ->
                new Held(
                    grant.clientId(),
                    grant.clientCreatedAt(),
                    grant.sessionId(),
                    grant.since(),
                    grant.scope(),
                    grant.isOffline()))
        .toList();
  }

  /** Who has been given anything that has not ended. */
  Set<String> clients(String tenant, String user) {
    return some(tenant, user, grant -> true, Integer.MAX_VALUE).stream()
        .map(grant -> grant.value().clientId())
        .collect(Collectors.toSet());
  }

  /**
   * Adds the end of what a client holds of a user, codes among it.
   *
   * @return of how many grants; there may be more where they are {@link UnitOfWork#MOST_OF_A_KIND}
   */
  public int end(UnitOfWork work, String tenant, String user, String clientId) {
    List<Stored<GrantRecord>> held =
        some(tenant, user, grant -> grant.clientId().equals(clientId), UnitOfWork.MOST_OF_A_KIND);
    held.forEach(grant -> work.add(grants.delete(grant)));
    return held.size();
  }

  /** Page by page: what other clients hold hides nothing of one. */
  private List<Stored<GrantRecord>> some(
      String tenant, String user, Predicate<GrantRecord> which, int most) {
    List<Stored<GrantRecord>> found = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<GrantRecord>> page =
          grants.query(
              tenant, new Query.Equal(GrantRecord.BY_USER, user), false, Query.MAX_LIMIT, after);
      page.items().stream()
          .filter(grant -> which.test(grant.value()))
          .limit(most - found.size())
          .forEach(found::add);
      after = page.next();
    } while (after.isPresent() && found.size() < most);
    return found;
  }
}
