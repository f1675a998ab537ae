package dev.muster.core.alert;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has the alerts of a problem follow what became of it, however many they are. */
@Component(service = TaskHandler.class)
public final class AlertStates implements TaskHandler<AlertStates.Followers> {
  static final TaskType<Followers> TYPE =
      TaskType.of("alert-states", Followers.class, Pace.LOCAL, TaskType.Retry.ALWAYS);

  private static final int BATCH = 400;

  private final Storage storage;
  private final Repository<AlertRecord> alerts;
  private final Repository<ProblemRecord> problems;

  /** Made by Declarative Services. */
  @Activate
  public AlertStates(@Reference Storage storage) {
    this.storage = storage;
    this.alerts = storage.repository(AlertRecord.SCHEMA);
    this.problems = storage.repository(ProblemRecord.SCHEMA);
  }

  /** The task's payload: whose. */
  record Followers(String problem) {}

  @Override
  public TaskType<Followers> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Followers> task) {
    String problem = task.payload().problem();
    Optional<String> after = Optional.empty();
    do {
      Optional<String> from = after;
      after = storage.transact(work -> batch(work, task.tenant(), problem, from));
    } while (after.isPresent());
    return Result.done();
  }

  private Supplier<Optional<String>> batch(
      UnitOfWork work, String tenant, String id, Optional<String> from) {
    Optional<Stored<ProblemRecord>> problem = problems.find(tenant, id);
    if (problem.isEmpty()) {
      return Optional::empty;
    }
    ProblemRecord now = problem.get().value();
    Page<Stored<AlertRecord>> page =
        alerts.query(
            tenant, new Query.Prefix(AlertRecord.PROBLEM, Schema.join(id, "")), false, BATCH, from);
    for (Stored<AlertRecord> stored : page.items()) {
      AlertRecord alert = stored.value();
      AlertRecord after = alert.in(now.state(), alert.firing() && now.firing());
      if (!after.equals(alert)) {
        work.add(alerts.replace(stored, after));
      }
    }
    if (!work.isEmpty()) {
      work.add(problems.require(problem.get()));
    }
    return page::next;
  }
}
