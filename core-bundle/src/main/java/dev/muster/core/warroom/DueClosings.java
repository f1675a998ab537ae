package dev.muster.core.warroom;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Storage;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.user.Accounts;
import dev.muster.core.warroom.RoomRecord.Plan;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Closes rooms when it is time to, with the commit that ends the task: once. A task whose plan was
 * replaced or called off does nothing.
 */
@Component(service = TaskHandler.class)
public final class DueClosings implements TaskHandler<DueClosings.Of> {
  static final TaskType<Of> TYPE =
      TaskType.of("war-room-closing", Of.class, Pace.LOCAL, Retry.ALWAYS).kept();

  private final RoomStore store;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public DueClosings(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference TaskQueue queue,
      @Reference InstantSource clock) {
    this.store = new RoomStore(storage, accounts, queue);
    this.clock = clock;
  }

  /** The task's payload: which room, by which plan. */
  record Of(String room, String plan) {}

  static void add(
      ChangeSet work, TaskQueue queue, String tenant, String room, Plan plan, String task) {
    queue.add(
        work,
        new TaskQueue.New<>(TYPE, tenant, room, new Of(room, plan.id())),
        task,
        plan.end().at());
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    return new Result.Done(work -> close(work, task.tenant(), task.payload()));
  }

  private void close(ChangeSet work, String tenant, Of of) {
    store
        .rooms
        .find(tenant, of.room())
        .filter(read -> !read.value().isClosed())
        .ifPresent(
            read ->
                read.value()
                    .plan()
                    .filter(plan -> plan.id().equals(of.plan()))
                    .ifPresent(
                        plan ->
                            Ends.close(
                                work,
                                store,
                                tenant,
                                read,
                                plan.end().at(clock.instant()),
                                plan.farewell())));
  }
}
