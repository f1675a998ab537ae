package dev.muster.core.alert;

import dev.muster.api.warroom.Alert.State;
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
      TaskType.of("alert-states", Followers.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

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

  /**
   * The task's payload.
   *
   * @param problem whose alerts
   * @param upTo how far an earlier run came
   */
  record Followers(String problem, Optional<UpTo> upTo) {
    Followers(String problem) {
      this(problem, Optional.empty());
    }
  }

  /**
   * How far a run came.
   *
   * @param page the page that is next
   * @param state in which state it saw the problem
   * @param firing whether that fired
   */
  record UpTo(String page, State state, boolean firing) {}

  @Override
  public TaskType<Followers> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Followers> task) {
    String problem = task.payload().problem();
    Optional<UpTo> upTo = task.payload().upTo();
    do {
      Optional<UpTo> before = upTo;
      upTo = storage.transact(work -> batch(work, task.tenant(), problem, before));
      if (upTo.isPresent() && task.deadline().passed()) {
        return new Result.Unfinished(Optional.of(new Followers(problem, upTo)));
      }
    } while (upTo.isPresent());
    return Result.done();
  }

  private Supplier<Optional<UpTo>> batch(
      UnitOfWork work, String tenant, String id, Optional<UpTo> before) {
    Optional<Stored<ProblemRecord>> problem = problems.find(tenant, id);
    if (problem.isEmpty()) {
      return Optional::empty;
    }
    ProblemRecord now = problem.get().value();
    // where it is another state by now, those that were seen follow again
    Optional<String> from =
        before
            .filter(it -> it.state() == now.state() && it.firing() == now.firing())
            .map(UpTo::page);
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
    return () -> page.next().map(next -> new UpTo(next, now.state(), now.firing()));
  }
}
