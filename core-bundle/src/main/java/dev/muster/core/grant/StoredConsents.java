package dev.muster.core.grant;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.Consents;
import dev.muster.api.Session;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.user.ConsentRecord;
import dev.muster.spi.hook.ClientEvent.ConsentGiven;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Consents as documents. */
@Component(service = Consents.class)
public final class StoredConsents implements Consents {
  private final Repository<ConsentRecord> consents;
  private final ConsentRule rule;
  private final StoredSessions sessions;
  private final Clients clients;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredConsents(
      @Reference Storage storage,
      @Reference StoredSessions sessions,
      @Reference Clients clients,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.consents = storage.repository(ConsentRecord.SCHEMA);
    this.rule = new ConsentRule(storage, clock);
    this.sessions = sessions;
    this.clients = clients;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public boolean covers(String tenant, String user, Client client, Set<String> scope) {
    return rule.of(tenant, user, client, scope).isPresent();
  }

  @Override
  public boolean give(
      Caller caller, String tenant, Session session, Client client, Set<String> scope) {
    return changes.make(
        caller.asUser(session.userId()),
        tenant,
        work -> {
          Optional<StoredSessions.Valid> valid = sessions.valid(tenant, session.id());
          boolean same =
              clients
                  .find(tenant, client.clientId())
                  .map(Versioned::value)
                  .filter(it -> it.createdAt().equals(client.createdAt()))
                  .isPresent();
          if (valid.isEmpty() || !same) {
            return () -> false;
          }
          String user = session.userId();
          Instant now = clock.instant();
          // one that was given to a former client of this id is replaced
          ConsentRecord consent =
              rule.find(tenant, user, client)
                  .map(before -> before.value().again(scope, now))
                  .orElseGet(
                      () ->
                          ConsentRecord.first(
                              user, client.clientId(), client.createdAt(), scope, now));
          String id = ConsentRecord.id(user, client.clientId());
          work.add(
              consents
                  .find(tenant, id)
                  .map(stored -> consents.replace(stored, consent))
                  .orElseGet(() -> consents.create(tenant, id, consent)));
          sessions.use(work, valid.get(), now);
          work.emit(new ConsentGiven(client.clientId(), user, scope));
          return () -> true;
        });
  }
}
