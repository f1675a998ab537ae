package dev.muster.core.grant;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.ClientGrants;
import dev.muster.api.Clients;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.ConsentRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.hook.ClientEvent.GrantWithdrawn;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What clients hold of a user: grants whose tokens work, and consents. */
@Component(service = {StoredClientGrants.class, ClientGrants.class})
public final class StoredClientGrants implements ClientGrants {
  private final UserGrants grants;
  private final Repository<ConsentRecord> consents;
  private final Repository<SessionRecord> sessionRecords;
  private final StoredSessions sessions;
  private final Accounts accounts;
  private final Clients clients;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredClientGrants(
      @Reference Storage storage,
      @Reference UserGrants grants,
      @Reference StoredSessions sessions,
      @Reference Accounts accounts,
      @Reference Clients clients,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.grants = grants;
    this.consents = storage.repository(ConsentRecord.SCHEMA);
    this.sessionRecords = storage.repository(SessionRecord.SCHEMA);
    this.sessions = sessions;
    this.accounts = accounts;
    this.clients = clients;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public List<ClientGrant> list(String tenant, String user) {
    require(tenant, user);
    Instant now = clock.instant();
    Map<String, ClientGrant> byClient = new LinkedHashMap<>();
    consentsOf(tenant, user).stream()
        .map(Stored::value)
        .forEach(
            consent ->
                client(tenant, consent.clientId(), consent.clientCreatedAt())
                    .filter(client -> !client.settings().firstParty())
                    .ifPresent(
                        client ->
                            byClient.put(
                                client.clientId(),
                                new ClientGrant(
                                    client.clientId(),
                                    client.settings().displayName(),
                                    consent.since(),
                                    consent.scope(now),
                                    Optional.of(consent.givenAt()),
                                    false))));
    Map<String, Boolean> live = live(tenant, user);
    grants.of(tenant, user).stream()
        .filter(
            grant ->
                grant.offline()
                    ? live.containsKey(grant.sessionId())
                    : live.getOrDefault(grant.sessionId(), false))
        .forEach(
            grant ->
                client(tenant, grant.clientId(), grant.clientCreatedAt())
                    .ifPresent(
                        client ->
                            byClient.merge(
                                client.clientId(),
                                new ClientGrant(
                                    client.clientId(),
                                    client.settings().displayName(),
                                    grant.since(),
                                    grant.scope(),
                                    Optional.empty(),
                                    grant.offline()),
                                StoredClientGrants::both)));
    return byClient.values().stream()
        .sorted(Comparator.comparing(ClientGrant::since).reversed())
        .toList();
  }

  /** Of each session that was not ended whether its time is not over either. */
  private Map<String, Boolean> live(String tenant, String user) {
    Instant now = clock.instant();
    Map<String, Boolean> live = new HashMap<>();
    sessionRecords
        .all(tenant, new Query.Equal(SessionRecord.BY_USER, user), UnitOfWork.MOST_OF_A_KIND)
        .stream()
        .filter(session -> sessions.notEnded(tenant, session).isPresent())
        .forEach(session -> live.put(session.key().id(), session.value().isLive(now)));
    return live;
  }

  private Optional<Client> client(String tenant, String id, Instant createdAt) {
    return clients
        .find(tenant, id)
        .map(Versioned::value)
        .filter(client -> client.createdAt().equals(createdAt));
  }

  private static ClientGrant both(ClientGrant one, ClientGrant other) {
    Set<String> scope = new HashSet<>(one.scope());
    scope.addAll(other.scope());
    return new ClientGrant(
        one.clientId(),
        one.displayName(),
        one.since().isBefore(other.since()) ? one.since() : other.since(),
        scope,
        one.consentedAt().or(other::consentedAt),
        one.offline() || other.offline());
  }

  private List<Stored<ConsentRecord>> consentsOf(String tenant, String user) {
    return consents.all(
        tenant, new Query.Equal(ConsentRecord.BY_USER, user), UnitOfWork.MOST_OF_A_KIND);
  }

  @Override
  public void withdraw(Caller caller, String tenant, String user, String clientId) {
    boolean more = withdraw(caller, tenant, user, clientId, true);
    while (more) {
      more = withdraw(caller, tenant, user, clientId, false);
    }
  }

  private boolean withdraw(
      Caller caller, String tenant, String user, String clientId, boolean first) {
    return changes.make(
        caller,
        tenant,
        work -> {
          require(tenant, user);
          boolean more = withdraw(work, tenant, user, clientId, first);
          return () -> more;
        });
  }

  /**
   * Adds the end of what a client holds of a user to a commit.
   *
   * @param first whether nothing of it was withdrawn yet: then there has to be something
   * @return whether there may be more than one commit ends
   */
  public boolean withdraw(
      ChangeSet work, String tenant, String user, String clientId, boolean first) {
    Optional<Stored<ConsentRecord>> consent =
        consents.find(tenant, ConsentRecord.id(user, clientId));
    int ended = grants.end(work, tenant, user, clientId);
    if (first && ended == 0 && consent.isEmpty()) {
      throw ProblemException.notFound(Resource.CLIENT);
    }
    consent.ifPresent(it -> work.add(consents.delete(it)));
    if (first) {
      work.emit(new GrantWithdrawn(clientId, user));
    }
    return ended == UnitOfWork.MOST_OF_A_KIND;
  }

  @Override
  public void withdrawAll(Caller caller, String tenant, String user) {
    require(tenant, user);
    Set<String> all = new HashSet<>(grants.clients(tenant, user));
    consentsOf(tenant, user).forEach(consent -> all.add(consent.value().clientId()));
    for (String clientId : all) {
      try {
        withdraw(caller, tenant, user, clientId);
      } catch (ProblemException e) {
        // ended meanwhile by somebody else
        if (e.code() != ProblemCode.NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  private void require(String tenant, String user) {
    if (accounts.users().find(tenant, user).isEmpty()) {
      throw ProblemException.notFound(Resource.USER);
    }
  }
}
