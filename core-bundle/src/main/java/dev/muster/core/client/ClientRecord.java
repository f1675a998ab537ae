package dev.muster.core.client;

import dev.muster.api.Client;
import dev.muster.api.Client.Settings;
import dev.muster.api.SecretState;
import dev.muster.api.Versioned;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Optional;

/** A client as it is stored; its id is the document's. */
record ClientRecord(
    Settings settings,
    Optional<String> secretDigest,
    Optional<Instant> secretSetAt,
    Optional<String> secretSetBy,
    Instant createdAt) {
  static final String COLLECTION = "client";
  static final Schema<ClientRecord> SCHEMA = Schema.of(COLLECTION, ClientRecord.class);

  ClientRecord with(Settings changed) {
    return new ClientRecord(changed, secretDigest, secretSetAt, secretSetBy, createdAt);
  }

  ClientRecord withSecret(String digest, Instant now, String by) {
    return new ClientRecord(
        settings, Optional.of(digest), Optional.of(now), Optional.of(by), createdAt);
  }

  ClientRecord withoutSecret() {
    return new ClientRecord(
        settings, Optional.empty(), Optional.empty(), Optional.empty(), createdAt);
  }

  static Versioned<Client> client(Stored<ClientRecord> stored) {
    ClientRecord record = stored.value();
    return new Versioned<>(
        new Client(
            stored.key().id(),
            record.settings,
            record.secretSetAt.map(at -> SecretState.of(at, record.secretSetBy.orElse("system"))),
            record.createdAt),
        stored.version());
  }
}
