package dev.muster.core.warroom;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.rota.Duty;
import dev.muster.core.rota.Duty.Sourced;
import dev.muster.core.store.Storage;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.user.Accounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks the source of a room's rota once the room was opened: who was known is invited by then, and
 * nobody waits for what others have to say. Each rota has a task of its own, so that a source that
 * hangs keeps nobody waiting whom another one names, and one is asked after the other of a source,
 * so that it takes one thread, however many rooms are opened.
 */
@Component(service = TaskHandler.class)
public final class DutyAsking implements TaskHandler<DutyAsking.Of> {
  static final TaskType<Of> TYPE =
      TaskType.of("war-room-duty-asking", Of.class, Pace.SOURCE, Retry.ALWAYS);

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

  /** The task's payload: which rota of which room. */
  record Of(String room, String rota) {}

  static void add(ChangeSet work, TaskQueue queue, String tenant, String source, Of of) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, source, of));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    if (isOpen(task)) {
      duty.ask(task.tenant(), task.payload().rota(), task.deadline());
    }
    return new Result.Done(
        work -> {
          if (isOpen(task)) {
            asked(work, task.tenant(), task.payload());
          }
        });
  }

  private boolean isOpen(Run<Of> task) {
    return store
        .rooms
        .find(task.tenant(), task.payload().room())
        .filter(room -> !room.value().isClosed())
        .isPresent();
  }

  private void asked(ChangeSet work, String tenant, Of of) {
    Map<String, Sourced> sourced =
        duty.sourced(tenant, of.rota()).map(it -> Map.of(of.rota(), it)).orElseGet(Map::of);
    unasked.record(work, tenant, of.room(), sourced, Instant.MAX, clock.instant());
    DutyChanges.lookAgain(work, queue, tenant, of.room());
  }
}
