package dev.muster.core.warroom;

import dev.muster.core.background.Unhurried;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.user.Accounts;
import dev.muster.spi.storage.Change;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes what hung on a room that is gone: its people, what became of them, its timeline. */
@Component(service = TaskHandler.class)
public final class RoomRemoval implements TaskHandler<RoomRemoval.Of> {
  private static final TaskType<Of> TYPE =
      TaskType.of("war-room-removal", Of.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  private static final int BATCH = 200;

  private final Storage storage;
  private final RoomStore store;

  /** Made by Declarative Services. */
  @Activate
  public RoomRemoval(
      @Reference Storage storage, @Reference Accounts accounts, @Reference TaskQueue queue) {
    this.storage = storage;
    this.store = new RoomStore(storage, accounts, queue);
  }

  /** The task's payload: which room, and of how many documents its people are. */
  record Of(String room, List<String> platforms, int chunks) {}

  /** Adds the removal to the commit by which a room goes. */
  static void begin(UnitOfWork work, TaskQueue queue, String tenant, String id, RoomRecord room) {
    queue.add(
        work, new TaskQueue.New<>(TYPE, tenant, id, new Of(id, room.platforms(), room.chunks())));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    String tenant = task.tenant();
    List<Change> people = people(tenant, task.payload());
    for (int at = 0; at < people.size(); at += BATCH) {
      if (task.deadline().passed()) {
        return new Result.Unfinished();
      }
      delete(people.subList(at, Math.min(people.size(), at + BATCH)));
    }
    List<Change> some;
    do {
      if (task.deadline().passed()) {
        return new Result.Unfinished();
      }
      some =
          store.timeline.all(tenant, RoomStore.timelineOf(task.payload().room()), BATCH).stream()
              .map(it -> store.timeline.delete(tenant, it.key().id()))
              .toList();
      delete(some);
    } while (!some.isEmpty());
    return Result.done();
  }

  private List<Change> people(String tenant, Of room) {
    List<Change> all = new ArrayList<>();
    for (int chunk = 0; chunk < room.chunks(); chunk++) {
      all.add(store.people.delete(tenant, PeopleRecord.id(room.room(), chunk)));
      for (String platform : room.platforms()) {
        all.add(store.ledgers.delete(tenant, LedgerRecord.id(room.room(), platform, chunk)));
      }
    }
    return all;
  }

  private void delete(List<Change> some) {
    boolean unused =
        Unhurried.transact(
            storage,
            work -> {
              some.forEach(work::add);
              return () -> true;
            });
  }
}
