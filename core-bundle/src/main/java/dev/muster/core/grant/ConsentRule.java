package dev.muster.core.grant;

import dev.muster.api.Client;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.ConsentRecord;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Whether a client may be given something of a user: the one place that says so. */
final class ConsentRule {
  private final Repository<ConsentRecord> consents;
  private final InstantSource clock;

  ConsentRule(Storage storage, InstantSource clock) {
    this.consents = storage.repository(ConsentRecord.SCHEMA);
    this.clock = clock;
  }

  /**
   * What a commit rests on that gives something.
   *
   * @param stored the consent; empty for a client of the company's own, which needs none
   */
  record Given(Optional<Stored<ConsentRecord>> stored) {}

  /** Empty if the user has not consented to all of it. */
  Optional<Given> of(String tenant, String user, Client client, Set<String> scope) {
    if (client.settings().firstParty()) {
      return Optional.of(new Given(Optional.empty()));
    }
    return find(tenant, user, client)
        .filter(consent -> consent.value().scope(clock.instant()).containsAll(scope))
        .map(consent -> new Given(Optional.of(consent)));
  }

  /** What a user consented to for a client as it was created. */
  Optional<Stored<ConsentRecord>> find(String tenant, String user, Client client) {
    return consents
        .find(tenant, ConsentRecord.id(user, client.clientId()))
        .filter(consent -> consent.value().clientCreatedAt().equals(client.createdAt()));
  }

  /** The scopes that a user has consented to for a client as it was created. */
  Set<String> consented(String tenant, String user, Client client) {
    return find(tenant, user, client)
        .map(consent -> consent.value().scope(clock.instant()))
        .orElse(Set.of());
  }

  void require(UnitOfWork work, Given given) {
    given.stored().ifPresent(consent -> work.add(consents.require(consent)));
  }
}
