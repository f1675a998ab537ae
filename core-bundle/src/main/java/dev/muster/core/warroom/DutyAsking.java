package dev.muster.core.warroom;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.rota.Duty;
import dev.muster.core.rota.Duty.Sourced;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.user.Accounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks the sources of a room's rotas once it was opened: who was known is invited by then, and
 * nobody waits for what others have to say.
 */
@Component(service = TaskHandler.class)
public final class DutyAsking implements TaskHandler<DutyAsking.Of> {
  static final TaskType<Of> TYPE =
      TaskType.of("war-room-duty-asking", Of.class, Pace.APPLICATION, Retry.ALWAYS);

  private final RoomStore store;
  private final UnaskedSources unasked;
  private final Duty duty;
  private final TaskQueue queue;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public DutyAsking(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference TaskQueue queue,
      @Reference Duty duty,
      @Reference InstantSource clock) {
    this.store = new RoomStore(storage, accounts, queue);
    this.unasked = new UnaskedSources(store);
    this.duty = duty;
    this.queue = queue;
    this.clock = clock;
  }

  /** The task's payload: which room. */
  record Of(String room) {}

  static void add(ChangeSet work, TaskQueue queue, String tenant, String room) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, room, new Of(room)));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    open(task)
        .ifPresent(
            room -> room.rotas().forEach(rota -> duty.ask(task.tenant(), rota, task.deadline())));
    return new Result.Done(work -> open(task).ifPresent(room -> asked(work, task, room)));
  }

  private Optional<RoomRecord> open(Run<Of> task) {
    return store
        .rooms
        .find(task.tenant(), task.payload().room())
        .map(Stored::value)
        .filter(room -> !room.isClosed());
  }

  private void asked(ChangeSet work, Run<Of> task, RoomRecord room) {
    String tenant = task.tenant();
    String id = task.payload().room();
    Map<String, Sourced> sourced = new LinkedHashMap<>();
    room.rotas().forEach(rota -> duty.sourced(tenant, rota).ifPresent(it -> sourced.put(rota, it)));
    Instant now = clock.instant();
    unasked.record(work, tenant, id, sourced, Instant.MAX, now);
    DutyChanges.lookAgain(work, queue, tenant, id);
  }
}
