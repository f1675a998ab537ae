package dev.muster.core.tenant;

import dev.muster.core.background.Background;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Change;
import dev.muster.spi.Document;
import dev.muster.spi.DocumentStore;
import dev.muster.spi.Page;
import dev.muster.spi.Query;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes what a deleted tenant had, in batches, and goes on after a restart: a document stands for
 * what is still to be removed.
 */
@Component(service = TenantRemoval.class)
public final class TenantRemoval {
  /** Everything that a tenant has; whoever adds a collection adds it here. */
  static final List<String> COLLECTIONS =
      List.of(
          "session",
          "access-token",
          "authorization-code",
          "used-state",
          "identity",
          "user",
          "client",
          "identity-source",
          "mobile-app",
          "allowance",
          "signing-key",
          "audit-event");

  /** What lies in no tenant's partition: the index that tells whose it is. */
  static final Map<String, String> SHARED = Map.of("platform-event", "tenant");

  private static final Schema<Removal> SCHEMA = Schema.of("tenant-removal", Removal.class);
  private static final int BATCH = 200;
  private static final int MAX_PENDING = 1000;

  private final Storage storage;
  private final DocumentStore store;
  private final Background background;
  private final InstantSource clock;
  private final Repository<Removal> removals;

  /** Goes on with what was not finished. */
  @Activate
  public TenantRemoval(
      @Reference Storage storage,
      @Reference DocumentStore store,
      @Reference Background background) {
    this(storage, store, background, Clock.tickMillis(ZoneOffset.UTC));
    background.run("removing what deleted tenants had", this::resume);
  }

  TenantRemoval(Storage storage, DocumentStore store, Background background, InstantSource clock) {
    this.storage = storage;
    this.store = store;
    this.background = background;
    this.clock = clock;
    this.removals = storage.repository(SCHEMA);
  }

  record Removal(Instant since) {}

  Change begin(String tenant) {
    return removals.create("", tenant, new Removal(clock.instant()));
  }

  Change requireNone(String tenant) {
    return new Change.Require(removals.key("", tenant), 0);
  }

  void soon(String tenant) {
    background.run("removing what a deleted tenant had", () -> remove(tenant));
  }

  void resume() {
    removals.all("", new Query.All(), MAX_PENDING).forEach(each -> remove(each.key().id()));
  }

  private void remove(String tenant) {
    COLLECTIONS.forEach(collection -> removeAll(collection, tenant, new Query.All()));
    SHARED.forEach(
        (collection, index) -> removeAll(collection, "", new Query.Equal(index, tenant)));
    storage.commit(new UnitOfWork().add(removals.delete("", tenant)));
  }

  private void removeAll(String collection, String partition, Query.Condition which) {
    while (removeBatch(collection, partition, which)) {
      // until a batch finds nothing
    }
  }

  private boolean removeBatch(String collection, String partition, Query.Condition which) {
    Page<Document> page = store.query(Query.of(collection, partition, which, BATCH));
    UnitOfWork work = new UnitOfWork();
    page.items().forEach(document -> work.add(new Change.Delete(document.key(), 0)));
    if (page.items().isEmpty()) {
      return false;
    }
    storage.commit(work);
    return true;
  }
}
