package dev.muster.core.task;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Tasks;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.hook.TaskEvent.TaskChange;
import dev.muster.spi.hook.TaskEvent.TaskChanged;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A tenant's tasks, as administrators see them. */
@Component(service = Tasks.class)
public final class StoredTasks implements Tasks {
  /** How often a filter may leave nothing of what was read. */
  private static final int MAX_ROUNDS = 10;

  private static final String FAILED = TaskRecord.State.FAILED.name();
  private static final String WAITING = TaskRecord.State.WAITING.name();

  /** Behind whatever begins with a state's name. */
  private static final String BEYOND = "\u0002";

  private static final Text KEPT =
      new Text(
          "This task cannot be deleted: nothing else does what it is for. It ends by itself, or"
              + " with what it is for: take the source out of the rota, close the war room,"
              + " or call off its planned closing. Retry it if it is stuck.",
          "此任务不能删除：没有别的任务会完成它的工作。它会自行结束，或随所属对象一起结束：移除值班表的数据源、关闭作战室，或取消计划的关闭。如果任务卡住了，请重试。");

  private final Changes changes;
  private final Repository<TaskRecord> tasks;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredTasks(
      @Reference Storage storage, @Reference Changes changes, @Reference InstantSource clock) {
    this.changes = changes;
    this.tasks = storage.repository(TaskRecord.SCHEMA);
    this.clock = clock;
  }

  @Override
  public Page<Task> list(
      String tenant,
      Optional<State> state,
      Optional<String> type,
      int limit,
      Optional<String> after) {
    String first = state.filter(it -> it != State.FAILED).isPresent() ? WAITING : FAILED;
    String last = state.filter(it -> it == State.FAILED).isPresent() ? FAILED : WAITING;
    Query.Condition condition =
        new Query.Range(
            TaskRecord.TENANT, Schema.join(tenant, first, ""), Schema.join(tenant, last) + BEYOND);
    List<Task> found = new ArrayList<>();
    Optional<String> cursor = after;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Page<Stored<TaskRecord>> page =
          tasks.page(TaskRecord.PARTITION, condition, false, limit - found.size(), cursor);
      page.items().stream()
          .map(this::shown)
          .filter(task -> state.stream().allMatch(it -> it == task.state()))
          .filter(task -> type.stream().allMatch(task.type()::equals))
          .forEach(found::add);
      cursor = page.next();
      if (cursor.isEmpty() || found.size() == limit) {
        break;
      }
    }
    return new Page<>(found, cursor);
  }

  @Override
  public Task retry(Caller caller, String tenant, String id) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Instant now = clock.instant();
          Stored<TaskRecord> read = require(tenant, id);
          if (read.value().isLeased(now)) {
            return () -> shown(read);
          }
          TaskRecord again = read.value().again(0, read.value().problem(), now);
          work.add(tasks.replace(read, again));
          work.emit(new TaskChanged(id, again.type(), TaskChange.RETRIED));
          return () -> shown(new Stored<>(read.key(), read.version(), again));
        });
  }

  @Override
  public void delete(Caller caller, String tenant, String id) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<TaskRecord> read = require(tenant, id);
          if (read.value().isLeased(clock.instant())) {
            throw new ProblemException(
                ProblemCode.IN_USE,
                new Text("The task is running. Try again in a minute.", "任务正在运行，请一分钟后重试。"));
          }
          if (!isDeletable(read.value())) {
            throw new ProblemException(ProblemCode.IN_USE, KEPT);
          }
          work.add(tasks.delete(read));
          work.emit(new TaskChanged(id, read.value().type(), TaskChange.DELETED));
        });
  }

  /** One that is done is remembered for its id alone. */
  private Stored<TaskRecord> require(String tenant, String id) {
    return tasks
        .find(TaskRecord.PARTITION, id)
        .filter(task -> !tenant.isEmpty() && task.value().tenant().equals(tenant))
        .filter(task -> task.value().state() != TaskRecord.State.DONE)
        .orElseThrow(() -> ProblemException.notFound(Resource.TASK));
  }

  /** What has failed for good does nothing any more, of whatever kind. */
  private static boolean isDeletable(TaskRecord task) {
    return !task.isKept() || task.state() == TaskRecord.State.FAILED;
  }

  private Task shown(Stored<TaskRecord> stored) {
    TaskRecord task = stored.value();
    State state =
        task.dueAt().isEmpty()
            ? State.FAILED
            : task.isLeased(clock.instant()) ? State.RUNNING : State.WAITING;
    return new Task(
        stored.key().id(),
        task.type(),
        state,
        task.createdAt(),
        task.dueAt(),
        task.attempts(),
        task.problem(),
        task.endedAt(),
        isDeletable(task));
  }
}
