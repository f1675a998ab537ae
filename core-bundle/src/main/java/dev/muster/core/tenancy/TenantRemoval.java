package dev.muster.core.tenancy;

import dev.muster.core.admin.DeletedTenants;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes what a deleted tenant had, in batches. A marker stands until all of it is gone, so that
 * no tenant of the same id comes to be meanwhile.
 */
@Component(service = {TenantRemoval.class, TaskHandler.class})
public final class TenantRemoval implements TaskHandler<TenantRemoval.Removal> {
  private static final TaskType<Removal> TYPE =
      TaskType.of("tenant-removal", Removal.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  private static final int BATCH = 200;

  private final Storage storage;
  private final DocumentStore store;
  private final TaskQueue queue;
  private final DeletedTenants managers;
  private final Repository<Marker> markers;

  /** Made by Declarative Services. */
  @Activate
  public TenantRemoval(
      @Reference Storage storage, @Reference DocumentStore store, @Reference TaskQueue queue) {
    this.storage = storage;
    this.store = store;
    this.queue = queue;
    this.managers = new DeletedTenants(storage);
    this.markers = storage.repository(Schema.of("tenant-removal", Marker.class));
  }

  /** The task's payload: which tenant. */
  record Removal(String tenant) {}

  private record Marker() {}

  /** Adds the removal to the commit that deletes a tenant. */
  void begin(UnitOfWork work, String tenant) {
    work.add(markers.create("", tenant, new Marker()));
    queue.add(work, new TaskQueue.New<>(TYPE, "", tenant, new Removal(tenant)));
  }

  /** Requires that nothing of a former tenant of that id is left. */
  Change requireNone(String tenant) {
    return new Change.Require(markers.key("", tenant), 0);
  }

  @Override
  public TaskType<Removal> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Removal> task) {
    String tenant = task.payload().tenant();
    for (String collection : storage.tenantCollections()) {
      while (removeBatch(Query.of(collection, tenant, new Query.All(), BATCH))) {
        if (task.deadline().passed()) {
          return new Result.Unfinished();
        }
      }
    }
    managers.remove(tenant);
    return queue.removeSome(tenant, BATCH)
        ? new Result.Unfinished()
        : new Result.Done(work -> work.add(markers.delete("", tenant)));
  }

  private boolean removeBatch(Query query) {
    Page<Document> page = store.query(query);
    if (page.items().isEmpty()) {
      return false;
    }
    UnitOfWork work = new UnitOfWork();
    page.items().forEach(document -> work.add(new Change.Delete(document.key(), 0)));
    storage.commit(work);
    return true;
  }
}
