package dev.muster.core.grant;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a user has granted to clients, for the user themselves. */
@Component(service = UserGrants.class)
public final class UserGrants {
  /** Fewer than a commit takes. */
  private static final int MOST = 900;

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
   */
  public record Held(
      String clientId,
      Instant clientCreatedAt,
      String sessionId,
      Instant since,
      Set<String> scope) {}

  /** What clients hold of a user, as far as the grants alone decide it; so many at most. */
  public List<Held> of(String tenant, String user) {
    Instant now = clock.instant();
    return all(tenant, user).stream()
        .map(Stored::value)
        .filter(grant -> grant.accessToken().filter(it -> now.isBefore(it.expiresAt())).isPresent())
        .map(
            grant ->
                new Held(
                    grant.clientId(),
                    grant.clientCreatedAt(),
                    grant.sessionId(),
                    grant.since(),
                    grant.scope()))
        .toList();
  }

  /**
   * Adds the end of all that a client holds of a user, codes among it.
   *
   * @return whether there was any
   */
  public boolean end(UnitOfWork work, String tenant, String user, String clientId) {
    List<Stored<GrantRecord>> held =
        all(tenant, user).stream()
            .filter(grant -> grant.value().clientId().equals(clientId))
            .toList();
    held.forEach(grant -> work.add(grants.delete(grant)));
    return !held.isEmpty();
  }

  private List<Stored<GrantRecord>> all(String tenant, String user) {
    return grants.all(tenant, new Query.Equal(GrantRecord.BY_USER, user), MOST);
  }
}
