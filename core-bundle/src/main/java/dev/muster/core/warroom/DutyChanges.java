package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.PersonRef;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.rota.Duty;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.user.Accounts;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Invites who comes on duty and removes who was invited for that alone and goes off it. */
@Component(service = TaskHandler.class)
public final class DutyChanges implements TaskHandler<DutyChanges.Of> {
  static final TaskType<Of> TYPE = TaskType.of("war-room-duty", Of.class, Pace.LOCAL, Retry.ALWAYS);

  /** The rota itself may be another one meanwhile. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** Where there was no time to find out when it is somebody else's turn. */
  private static final Duration LOOK_SOON = Duration.ofMinutes(1);

  private final RoomStore store;
  private final Invitations invitations;
  private final Duty duty;
  private final TaskQueue queue;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public DutyChanges(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference TaskQueue queue,
      @Reference Duty duty,
      @Reference InstantSource clock) {
    this.store = new RoomStore(storage, accounts, queue);
    this.invitations = new Invitations(store, clock);
    this.duty = duty;
    this.queue = queue;
    this.clock = clock;
  }

  /** The task's payload: which room. */
  record Of(String room) {}

  /** Looks at who is on duty now, with the commit that makes that necessary. */
  static void look(ChangeSet work, TaskQueue queue, String tenant, String room) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, room, new Of(room)));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    return new Result.Done(work -> follow(work, task));
  }

  private void follow(ChangeSet work, Run<Of> task) {
    String tenant = task.tenant();
    String id = task.payload().room();
    Optional<Stored<RoomRecord>> read =
        store.rooms.find(tenant, id).filter(it -> !it.value().isClosed());
    if (read.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    // a task may run a moment early
    Instant then = now.plus(TaskType.EARLY);
    List<String> rotas = read.get().value().rotas();
    Map<PersonRef, String> due = new LinkedHashMap<>();
    for (String rota : rotas) {
      duty.onDuty(tenant, rota, then).forEach(it -> due.putIfAbsent(it, rota));
    }
    int changed = invitations.onDuty(work, tenant, read.get(), due);
    if (changed > 0) {
      store.record(
          work,
          tenant,
          new TimelineRecord(
              id,
              now,
              "duty-changed",
              Caller.SYSTEM.actor(),
              Optional.empty(),
              Optional.empty(),
              Map.of("count", Integer.toString(changed))));
      work.emit(new WarRoomChanged(id, WarRoomChange.MEMBERS));
    }
    Instant next = next(task, rotas, then);
    // the same for all that look at the room: one that was opened again has one of them waiting
    String name = String.join(".", TYPE.name(), id, Long.toString(next.toEpochMilli()));
    if (!queue.isKnown(name)) {
      queue.add(work, new TaskQueue.New<>(TYPE, tenant, id, new Of(id)), name, next);
    }
  }

  /** When to look again: when others come on duty, and now and then. */
  private Instant next(Run<Of> task, List<String> rotas, Instant then) {
    Instant next = onTheBeat(task.payload().room(), then, LOOK_AGAIN);
    for (String rota : rotas) {
      if (task.deadline().passed()) {
        Instant soon = onTheBeat(task.payload().room(), then, LOOK_SOON);
        return soon.isBefore(next) ? soon : next;
      }
      next = duty.nextChange(task.tenant(), rota, then, next).orElse(next);
    }
    return next;
  }

  /** The next moment after another one of those that a room has, each room at other ones. */
  private static Instant onTheBeat(String room, Instant after, Duration every) {
    long beat = every.toMillis();
    long offset = Math.floorMod(room.hashCode(), beat);
    long beats = Math.floorDiv(after.toEpochMilli() - offset, beat) + 1;
    return Instant.ofEpochMilli(beats * beat + offset);
  }
}
