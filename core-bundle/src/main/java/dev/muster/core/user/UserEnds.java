package dev.muster.core.user;

import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Change;
import dev.muster.spi.Document;
import dev.muster.spi.DocumentStore;
import dev.muster.spi.Query;
import java.util.List;
import java.util.Optional;

/**
 * Removes what hangs on a user, in batches. Codes and tokens work as long as their session is
 * there, so they end with it.
 */
final class UserEnds {
  private static final String BY_USER = "user";
  private static final int BATCH = 200;

  private final Storage storage;
  private final DocumentStore store;

  UserEnds(Storage storage, DocumentStore store) {
    this.storage = storage;
    this.store = store;
  }

  void endSessions(String tenant, String user) {
    remove(SessionRecord.COLLECTION, tenant, user);
  }

  void removeIdentities(String tenant, String user) {
    remove(IdentityRecord.COLLECTION, tenant, user);
  }

  private void remove(String collection, String tenant, String user) {
    Query query =
        new Query(
            collection, tenant, new Query.Equal(BY_USER, user), false, BATCH, Optional.empty());
    List<Document> batch = store.query(query).items();
    while (!batch.isEmpty()) {
      UnitOfWork work = new UnitOfWork();
      batch.forEach(document -> work.add(new Change.Delete(document.key(), 0)));
      storage.commit(work);
      batch = store.query(query).items();
    }
  }
}
