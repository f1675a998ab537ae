package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.PersonRef;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.rota.Duty;
import dev.muster.core.rota.Duty.Sourced;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.Beat;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Invites who comes on duty and removes who was invited for that alone and goes off it. */
@Component(service = TaskHandler.class)
public final class DutyChanges implements TaskHandler<DutyChanges.Of> {
  static final TaskType<Of> TYPE =
      TaskType.of("war-room-duty", Of.class, Pace.LOCAL, Retry.ALWAYS).kept();

  /** The rota itself may be another one meanwhile. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  /** The same of a rota whose source says who is on duty, which is read as often. */
  private static final Duration LOOK_AT_SOURCES = Duration.ofMinutes(5);

  /** A source that fails for a moment, such as while its plugin is updated, is not worth a word. */
  private static final Duration FAILS_FOR = Duration.ofMinutes(2);

  /** Where there was no time to find out when it is somebody else's turn. */
  private static final Duration LOOK_SOON = Duration.ofMinutes(1);

  private final RoomStore store;
  private final Invitations invitations;
  private final UnaskedSources unasked;
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
    this.unasked = new UnaskedSources(store);
    this.duty = duty;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * The task's payload: which room.
   *
   * @param begins whether the sources of its rotas are to be asked anew
   */
  record Of(String room, boolean begins) {}

  /**
   * Looks at who is on duty now, with the commit that opens a room: those come who are known, and
   * sources are asked afterwards.
   */
  static void look(ChangeSet work, TaskQueue queue, String tenant, String room) {
    add(work, queue, tenant, new Of(room, true));
  }

  /** Looks again, once a source was asked. */
  static void lookAgain(ChangeSet work, TaskQueue queue, String tenant, String room) {
    add(work, queue, tenant, new Of(room, false));
  }

  private static void add(ChangeSet work, TaskQueue queue, String tenant, Of look) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, look.room(), look));
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
    Map<String, Sourced> sourced = new LinkedHashMap<>();
    for (String rota : rotas) {
      duty.sourced(tenant, rota).ifPresent(it -> sourced.put(rota, it));
    }
    // of somebody's rotas one is remembered: rather one that may not be known later
    Stream.concat(sourced.keySet().stream(), rotas.stream())
        .distinct()
        .forEach(rota -> duty.onDuty(tenant, rota, then).forEach(it -> due.putIfAbsent(it, rota)));
    Set<String> unknown =
        sourced.entrySet().stream()
            .filter(it -> !it.getValue().isKnown())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    int changed = invitations.onDuty(work, tenant, read.get(), due, unknown);
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
    unasked.record(work, tenant, id, sourced, now.minus(FAILS_FOR), now);
    if (task.payload().begins()) {
      sourced.forEach(
          (rota, it) ->
              DutyAsking.add(work, queue, tenant, it.source(), new DutyAsking.Of(id, rota)));
    }
    Instant next = next(task, rotas, sourced.isEmpty() ? LOOK_AGAIN : LOOK_AT_SOURCES, then);
    // the same for all that look at the room: one that was opened again has one of them waiting
    String name = String.join(".", TYPE.name(), id, Long.toString(next.toEpochMilli()));
    if (!queue.isKnown(name)) {
      queue.add(work, new TaskQueue.New<>(TYPE, tenant, id, new Of(id, false)), name, next);
    }
  }

  /** When to look again: when others come on duty, and now and then. */
  private Instant next(Run<Of> task, List<String> rotas, Duration every, Instant then) {
    Instant next = Beat.next(task.payload().room(), then, every);
    for (String rota : rotas) {
      if (task.deadline().passed()) {
        Instant soon = Beat.next(task.payload().room(), then, LOOK_SOON);
        return soon.isBefore(next) ? soon : next;
      }
      next = duty.nextChange(task.tenant(), rota, then, next).orElse(next);
    }
    return next;
  }
}
