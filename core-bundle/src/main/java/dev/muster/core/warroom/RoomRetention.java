package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.core.background.Unhurried;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Nothing;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Accounts;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rooms that were closed longer ago than they are kept, and whose chats have ended: each
 * from sight in one commit, and what hangs on it by a task that comes with that.
 */
@Component(service = TaskHandler.class)
public final class RoomRetention implements TaskHandler<Nothing> {
  private static final Logger LOG = LoggerFactory.getLogger(RoomRetention.class);
  private static final TaskType<Nothing> TYPE =
      TaskType.every("war-room-retention", Duration.ofHours(1));
  private static final int PAGE = 50;

  /** The oldest first, by when they were opened. */
  private static final Query.Condition CLOSED =
      new Query.Prefix(
          RoomRecord.FOUND,
          RoomRecord.prefix(
              new Filter(Optional.of(Status.CLOSED), Optional.empty(), Optional.empty())));

  private final Changes changes;
  private final TenantDirectory tenants;
  private final TaskQueue queue;
  private final RoomStore store;
  private final Duration kept;
  private final InstantSource clock;

  /** Whose turn is next, where the time was not enough for all of them. */
  private volatile String next = "";

  /** Made by Declarative Services. */
  @Activate
  public RoomRetention(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TenantDirectory tenants,
      @Reference Accounts accounts,
      @Reference TaskQueue queue,
      @Reference Settings settings,
      @Reference InstantSource clock) {
    this.changes = changes;
    this.tenants = tenants;
    this.queue = queue;
    this.store = new RoomStore(storage, accounts, queue);
    this.kept = settings.warRoomRetention();
    this.clock = clock;
  }

  @Override
  public TaskType<Nothing> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Nothing> task) {
    for (String tenant : new TreeSet<>(tenants.ids()).tailSet(next)) {
      next = tenant;
      if (task.deadline().passed() || !remove(tenant, task.deadline())) {
        return new Result.Unfinished();
      }
    }
    next = "";
    return Result.done();
  }

  /** False if the time was over before. */
  private boolean remove(String tenant, Deadline deadline) {
    Instant before = clock.instant().minus(kept);
    Optional<String> after = Optional.empty();
    int removed = 0;
    boolean isOver = false;
    do {
      Page<Stored<RoomRecord>> page = store.rooms.query(tenant, CLOSED, false, PAGE, after);
      for (Stored<RoomRecord> room : page.items()) {
        // all behind it were opened later, and closed later still
        isOver |= !room.value().times().openedAt().isBefore(before);
        if (!isOver && isOld(room.value(), before)) {
          removed += remove(tenant, room.key().id(), before) ? 1 : 0;
        }
      }
      after = page.next();
    } while (after.isPresent() && !isOver && !deadline.passed());
    if (removed > 0) {
      LOG.info("{} war rooms of the tenant {} were closed long ago and removed", removed, tenant);
    }
    return isOver || after.isEmpty();
  }

  private static boolean isOld(RoomRecord room, Instant before) {
    return room.isClosed() && room.times().closedAt().filter(it -> it.isBefore(before)).isPresent();
  }

  /** Unless somebody opened it again meanwhile, or one of its chats is still to be ended. */
  private boolean remove(String tenant, String id, Instant before) {
    return Unhurried.make(
        () -> changes.make(Caller.SYSTEM, tenant, work -> removal(work, tenant, id, before)));
  }

  private Supplier<Boolean> removal(ChangeSet work, String tenant, String id, Instant before) {
    Optional<Stored<RoomRecord>> read =
        store.rooms.find(tenant, id).filter(it -> isOld(it.value(), before));
    if (read.isEmpty()) {
      return () -> false;
    }
    RoomRecord room = read.get().value();
    List<Stored<ChatRecord>> chats = store.chats(tenant, id, room);
    if (!chats.stream().allMatch(chat -> chat.value().hasEnded())) {
      return () -> false;
    }
    work.add(store.rooms.delete(read.get()));
    for (int part = 0; part < ApplicationsRecord.of(id, room).size(); part++) {
      work.add(store.applications.delete(tenant, ApplicationsRecord.id(id, part)));
    }
    chats.forEach(chat -> work.add(store.chats.delete(chat)));
    store
        .keys
        .all(tenant, new Query.Equal(KeyRecord.BY_ROOM, id), PAGE)
        .forEach(key -> work.add(store.keys.delete(key)));
    RoomRemoval.begin(work, queue, tenant, id, room);
    work.emit(new WarRoomChanged(id, WarRoomChange.REMOVED));
    return () -> true;
  }
}
