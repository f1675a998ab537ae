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
 * Whether every stored user carries the index entries of today. What an earlier version stored is
 * brought up to date once per installation; a document says that it is done.
 */
final class UserIndexes {
  /** Stored at the end; another one for another set of entries. */
  private static final String DONE = "user-2";

  private static final int BATCH = 100;
  private static final Schema<Made> SCHEMA = Schema.of("indexes-made", Made.class);

  private final Storage storage;
  private final Repository<UserRecord> users;
  private final Repository<Made> marks;
  private volatile boolean made;

  UserIndexes(Storage storage) {
    this.storage = storage;
    this.users = storage.repository(UserRecord.SCHEMA);
    this.marks = storage.repository(SCHEMA);
  }

  record Made(Instant at) {}

  boolean areMade() {
    if (!made) {
      made = marks.find("", DONE).isPresent();
    }
    return made;
  }

  /** Brings every user of these tenants up to date; harmless where others do the same. */
  int make(List<String> tenants, Instant now) {
    int changed = 0;
    for (String tenant : tenants) {
      Optional<String> after = Optional.empty();
      do {
        Page<Stored<UserRecord>> page = users.outdated(tenant, BATCH, after);
        if (!page.items().isEmpty()) {
          changed += rewrite(tenant, page.items());
        }
        after = page.next();
      } while (after.isPresent());
    }
    storage.commit(new UnitOfWork().add(marks.create("", DONE, new Made(now))));
    return changed;
  }

  private int rewrite(String tenant, List<Stored<UserRecord>> outdated) {
    return storage.transact(
        work -> {
          outdated.forEach(
              each ->
                  users
                      .find(tenant, each.key().id())
                      .ifPresent(read -> work.add(users.replace(read, read.value()))));
          return outdated::size;
        });
  }
}
