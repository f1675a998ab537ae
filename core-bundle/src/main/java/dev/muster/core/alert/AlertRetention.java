package dev.muster.core.alert;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Nothing;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes the oldest alerts of a tenant that has too many. Those that are old end by themselves.
 */
@Component(service = TaskHandler.class)
public final class AlertRetention implements TaskHandler<Nothing> {
  private static final TaskType<Nothing> TYPE =
      TaskType.every("alert-retention", Duration.ofMinutes(10));

  private static final Query.Condition ALL = new Query.Prefix(AlertRecord.RECEIVED, "");

  private final Storage storage;
  private final Repository<AlertRecord> alerts;
  private final TenantDirectory tenants;
  private final int most;

  /** Made by Declarative Services. */
  @Activate
  public AlertRetention(@Reference Storage storage, @Reference TenantDirectory tenants) {
    this(storage, tenants, AlertBounds.OF_TENANT);
  }

  AlertRetention(Storage storage, TenantDirectory tenants, int most) {
    this.storage = storage;
    this.alerts = storage.repository(AlertRecord.SCHEMA);
    this.tenants = tenants;
    this.most = most;
  }

  @Override
  public TaskType<Nothing> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Nothing> task) {
    for (String tenant : tenants.ids()) {
      long tooMany = alerts.count(tenant, ALL) - most;
      while (tooMany > 0) {
        tooMany -= deleteOldest(tenant, (int) Math.min(tooMany, UnitOfWork.MOST_OF_A_KIND));
        if (task.deadline().passed()) {
          return new Result.Unfinished();
        }
      }
    }
    return Result.done();
  }

  private int deleteOldest(String tenant, int some) {
    List<Stored<AlertRecord>> oldest =
        alerts.query(tenant, ALL, false, some, Optional.empty()).items();
    UnitOfWork work = new UnitOfWork();
    oldest.forEach(alert -> work.add(alerts.delete(tenant, alert.key().id())));
    if (!work.isEmpty()) {
      storage.commit(work);
    }
    return Math.max(1, oldest.size());
  }
}
