package dev.muster.core.alert;

import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Nothing;
import dev.muster.core.tenant.TenantDirectory;
import java.time.Duration;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes what tenants have above their bounds. What is old ends by itself, and what is routed
 * looks at the bounds now and then.
 */
@Component(service = TaskHandler.class)
public final class AlertRetention implements TaskHandler<Nothing> {
  private static final TaskType<Nothing> TYPE =
      TaskType.every("alert-retention", Duration.ofMinutes(10));

  private final KeptAlerts kept;
  private final TenantDirectory tenants;

  /** Whose turn is next, where the time was not enough for all of them. */
  private volatile String next = "";

  /** Made by Declarative Services. */
  @Activate
  public AlertRetention(@Reference KeptAlerts kept, @Reference TenantDirectory tenants) {
    this.kept = kept;
    this.tenants = tenants;
  }

  @Override
  public TaskType<Nothing> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Nothing> task) {
    for (String tenant : new TreeSet<>(tenants.ids()).tailSet(next)) {
      next = tenant;
      if (task.deadline().passed() || !kept.trim(tenant, task.deadline())) {
        return new Result.Unfinished();
      }
    }
    next = "";
    return Result.done();
  }
}
