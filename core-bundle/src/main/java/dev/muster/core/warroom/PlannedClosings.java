package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.warroom.RoomRecord.End;
import dev.muster.core.warroom.RoomRecord.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rooms that are to be closed later; their chats are told of that, and of its contrary. */
final class PlannedClosings {
  private final RoomStore store;
  private final TaskQueue queue;
  private final ChatTitles titles;
  private final InstantSource clock;

  PlannedClosings(RoomStore store, TaskQueue queue, ChatTitles titles, InstantSource clock) {
    this.store = store;
    this.queue = queue;
    this.titles = titles;
    this.clock = clock;
  }

  /** Schedules the closing of a room, in place of one before; the caller stores what it returns. */
  RoomRecord plan(
      ChangeSet work,
      String tenant,
      String id,
      RoomRecord room,
      End end,
      Optional<String> farewell) {
    Plan plan = new Plan(store.newId(), end, farewell);
    DueClosings.add(work, queue, tenant, id, plan, store.newId());
    String text = titles.texts(tenant, room).closesAt(end.at());
    tell(work, tenant, id, room.platforms(), text);
    Map<String, String> detail = new TreeMap<>(Ends.policies(end));
    detail.put("at", end.at().toString());
    record(work, tenant, id, "close-planned", end.by(), end.reason(), detail);
    return room.planned(Optional.of(plan));
  }

  /** Has a room stay open; the caller stores what it returns. */
  RoomRecord calledOff(ChangeSet work, Caller caller, String tenant, String id, RoomRecord room) {
    tell(work, tenant, id, room.platforms(), titles.texts(tenant, room).staysOpen());
    record(work, tenant, id, "close-called-off", caller.actor(), Optional.empty(), Map.of());
    return room.planned(Optional.empty());
  }

  /** Tells the chats that were kept when a room was closed that it is open again. */
  void openedAgain(
      ChangeSet work, String tenant, String id, RoomRecord room, List<String> platforms) {
    if (!platforms.isEmpty()) {
      tell(work, tenant, id, platforms, titles.texts(tenant, room).openAgain());
    }
  }

  private void tell(ChangeSet work, String tenant, String id, List<String> platforms, String text) {
    Instant now = clock.instant();
    work.add(
        store.messages.create(
            tenant, store.newId(), MessageRecord.to(platforms, id, text, false, now)));
    platforms.forEach(it -> store.wake(work, tenant, id, it));
  }

  private void record(
      ChangeSet work,
      String tenant,
      String id,
      String kind,
      String actor,
      Optional<String> text,
      Map<String, String> detail) {
    store.record(
        work,
        tenant,
        new TimelineRecord(id, clock.instant(), kind, actor, Optional.empty(), text, detail));
  }
}
