package dev.muster.core.user;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether every stored user and identity carries the index entries of today. What an earlier
 * version stored is brought up to date once per installation; a document says that it is done.
 */
final class UserIndexes {
  /** Stored at the end; another one for another set of entries. */
  private static final String DONE = "user-4";

  private static final int BATCH = 100;
  private static final Schema<Made> SCHEMA = Schema.of("indexes-made", Made.class);

  private final Storage storage;
  private final Repository<UserRecord> users;
  private final Repository<IdentityRecord> identities;
  private final Repository<Made> marks;
  private volatile boolean made;

  UserIndexes(Storage storage) {
    this.storage = storage;
    this.users = storage.repository(UserRecord.SCHEMA);
    this.identities = storage.repository(IdentityRecord.SCHEMA);
    this.marks = storage.repository(SCHEMA);
  }

  record Made(Instant at) {}

  boolean areMade() {
    if (!made) {
      made = marks.find("", DONE).isPresent();
    }
    return made;
  }

  /** Brings everybody of these tenants up to date; harmless where others do the same. */
  int make(List<String> tenants, Instant now) {
    int changed = 0;
    for (String tenant : tenants) {
      changed += make(tenant, users) + make(tenant, identities);
    }
    storage.commit(new UnitOfWork().add(marks.create("", DONE, new Made(now))));
    return changed;
  }

  private <T> int make(String tenant, Repository<T> documents) {
    int changed = 0;
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<T>> page = documents.outdated(tenant, BATCH, after);
      if (!page.items().isEmpty()) {
        changed += rewrite(tenant, documents, page.items());
      }
      after = page.next();
    } while (after.isPresent());
    return changed;
  }

  private <T> int rewrite(String tenant, Repository<T> documents, List<Stored<T>> outdated) {
    return storage.transact(
        work -> {
          outdated.forEach(
              each ->
                  documents
                      .find(tenant, each.key().id())
                      .ifPresent(read -> work.add(documents.replace(read, read.value()))));
          return outdated::size;
        });
  }
}
