package dev.muster.core.client;

import dev.muster.api.Client;
import dev.muster.api.Client.Draft;
import dev.muster.api.Versioned;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Optional;

/** A client as it is stored; its id is the document's. */
record ClientRecord(
    Draft draft, Optional<String> secretDigest, Optional<Instant> secretSetAt, Instant createdAt) {
  static final String COLLECTION = "client";
  static final Schema<ClientRecord> SCHEMA = Schema.of(COLLECTION, ClientRecord.class);

  ClientRecord with(Draft changed) {
    return new ClientRecord(changed, secretDigest, secretSetAt, createdAt);
  }

  ClientRecord withSecret(Optional<String> digest, Instant now) {
    return new ClientRecord(draft, digest, digest.map(each -> now), createdAt);
  }

  static Versioned<Client> client(Stored<ClientRecord> stored) {
    ClientRecord record = stored.value();
    return new Versioned<>(
        new Client(stored.key().id(), record.draft, record.secretSetAt, record.createdAt),
        stored.version());
  }
}
