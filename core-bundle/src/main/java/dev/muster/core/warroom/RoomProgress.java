package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoom.Times;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.spi.hook.WarRoomEvent.Progress;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import dev.muster.spi.hook.WarRoomEvent.WarRoomProgressed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How far the problems of rooms are. */
final class RoomProgress {
  private final RoomStore store;
  private final PlannedClosings planned;
  private final InstantSource clock;

  RoomProgress(RoomStore store, PlannedClosings planned, InstantSource clock) {
    this.store = store;
    this.planned = planned;
    this.clock = clock;
  }

  /** Has an open room be of another status, with the commit. */
  void set(ChangeSet work, Caller caller, String tenant, Stored<RoomRecord> read, Status status) {
    String id = read.key().id();
    RoomRecord room = read.value();
    Instant now = clock.instant();
    Times times =
        new Times(
            room.times().openedAt(),
            isAcknowledged(caller, status)
                ? room.times().acknowledgedAt().or(() -> Optional.of(now))
                : room.times().acknowledgedAt(),
            status == Status.RECOVERED ? Optional.of(now) : Optional.empty(),
            Optional.empty());
    RoomRecord changed = room.with(status, times);
    boolean isBack = room.status() == Status.RECOVERED && status != Status.RECOVERED;
    if (isBack && room.plan().isPresent()) {
      // nobody wants to lose the chats of a problem that is there again
      changed = planned.calledOff(work, caller, tenant, id, changed);
    }
    store.replace(work, read, changed);
    store.record(
        work,
        tenant,
        TimelineRecord.by(
            caller,
            id,
            now,
            "status-changed",
            Optional.empty(),
            Map.of("status", status.name().toLowerCase(Locale.ROOT))));
    emit(work, id, room.times(), times);
  }

  /** What is over by itself was looked into by nobody. */
  private static boolean isAcknowledged(Caller caller, Status status) {
    return status == Status.DIAGNOSING
        || (status == Status.RECOVERED && !caller.actor().equals(Caller.SYSTEM.actor()));
  }

  private static void emit(ChangeSet work, String id, Times before, Times after) {
    boolean acknowledged = before.acknowledgedAt().isEmpty() && after.acknowledgedAt().isPresent();
    boolean recovered = after.recoveredAt().isPresent();
    if (acknowledged) {
      work.emit(progressed(id, Progress.ACKNOWLEDGED, after, after.acknowledgedAt()));
    }
    if (recovered) {
      work.emit(progressed(id, Progress.RECOVERED, after, after.recoveredAt()));
    }
    if (!acknowledged && !recovered) {
      work.emit(new WarRoomChanged(id, WarRoomChange.CHANGED));
    }
  }

  private static WarRoomProgressed progressed(
      String id, Progress progress, Times times, Optional<Instant> at) {
    long seconds = Duration.between(times.openedAt(), at.orElse(times.openedAt())).toSeconds();
    return new WarRoomProgressed(id, progress, (int) Math.min(Integer.MAX_VALUE, seconds));
  }
}
