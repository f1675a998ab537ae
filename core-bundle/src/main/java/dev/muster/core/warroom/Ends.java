package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.warroom.NewClosing;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoom.Times;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.warroom.RoomRecord.End;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.HistoryEntry;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rooms that are closed, or opened again. */
final class Ends {
  private final Changes changes;
  private final RoomStore store;
  private final TaskQueue queue;
  private final RoomWaits waits;
  private final ChatCalls calls;
  private final PlannedClosings planned;
  private final InstantSource clock;

  Ends(
      Changes changes,
      RoomStore store,
      TaskQueue queue,
      RoomWaits waits,
      ChatCalls calls,
      PlannedClosings planned,
      InstantSource clock) {
    this.changes = changes;
    this.store = store;
    this.queue = queue;
    this.waits = waits;
    this.calls = calls;
    this.planned = planned;
    this.clock = clock;
  }

  Closing close(Caller caller, String tenant, String id, NewClosing how) {
    Optional<String> reason = RoomRules.reason(how.reason());
    Optional<String> farewell = RoomRules.farewell(how.farewell());
    requireHistory(tenant, id, how);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          RoomRecord room = read.value();
          StoredWarRooms.requireOpen(room);
          RoomRules.checkPolicies(room, how.policies());
          close(work, store, tenant, read, end(caller, how, reason, clock.instant()), farewell);
        });
    waits.forEnds(tenant, id);
    RoomRecord room = store.require(tenant, id).value();
    return new RoomViews(store)
        .closing(
            tenant,
            room.end().orElseThrow(),
            store.chats(tenant, id, room).stream().map(Stored::value).toList());
  }

  private static End end(Caller caller, NewClosing how, Optional<String> reason, Instant at) {
    return new End(
        how.policy(), how.policies(), reason, how.force(), caller.actor(), at, Optional.empty());
  }

  /** Closes an open room with a commit. The farewell goes out before anything is done to a chat. */
  static void close(
      ChangeSet work,
      RoomStore store,
      String tenant,
      Stored<RoomRecord> read,
      End how,
      Optional<String> farewell) {
    String id = read.key().id();
    RoomRecord room = read.value();
    Optional<String> message = farewell.map(any -> store.newId());
    End end = how.saying(message);
    Times times =
        new Times(
            room.times().openedAt(),
            room.times().acknowledgedAt(),
            room.times().recoveredAt(),
            Optional.of(end.at()));
    store.replace(
        work,
        read,
        room.with(Status.CLOSED, times).ended(Optional.of(end)).planned(Optional.empty()));
    message.ifPresent(
        it -> {
          String text = farewell.orElseThrow();
          work.add(
              store.messages.create(
                  tenant, it, MessageRecord.to(room.platforms(), id, text, false, end.at())));
          store.record(work, tenant, entry(id, end, "farewell", farewell, Map.of()));
        });
    for (String platform : room.platforms()) {
      store.change(work, tenant, id, platform, Ends::ending);
      store.wake(work, tenant, id, platform);
    }
    store.record(work, tenant, entry(id, end, "closed", end.reason(), policies(end)));
    work.emit(new WarRoomChanged(id, WarRoomChange.CLOSED));
  }

  Stored<RoomRecord> closeLater(
      Caller caller, String tenant, String id, NewClosing how, Duration delay) {
    Optional<String> reason = RoomRules.reason(how.reason());
    Optional<String> farewell = RoomRules.farewell(how.farewell());
    RoomRules.checkDelay(delay);
    requireHistory(tenant, id, how);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          RoomRecord room = read.value();
          StoredWarRooms.requireOpen(room);
          RoomRules.checkPolicies(room, how.policies());
          End end = end(caller, how, reason, clock.instant().plus(delay));
          store.replace(work, read, planned.plan(work, tenant, id, room, end, farewell));
          work.emit(new WarRoomChanged(id, WarRoomChange.CHANGED));
        });
    return store.require(tenant, id);
  }

  void callOff(Caller caller, String tenant, String id) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          StoredWarRooms.requireOpen(read.value());
          if (read.value().plan().isEmpty()) {
            throw ProblemException.notFound(Resource.WAR_ROOM_CLOSING);
          }
          store.replace(work, read, planned.calledOff(work, caller, tenant, id, read.value()));
          work.emit(new WarRoomChanged(id, WarRoomChange.CHANGED));
        });
  }

  /** One that stands is ended, whatever was wrong with it. */
  private static ChatRecord ending(ChatRecord chat) {
    ChatRecord ending = chat.ending(Optional.of(Ended.BEGUN));
    return chat.state() == ChatState.FAILED && chat.ref().isPresent()
        ? ending.state(ChatState.OPEN)
        : ending;
  }

  private static TimelineRecord entry(
      String id, End end, String kind, Optional<String> text, Map<String, String> detail) {
    return new TimelineRecord(id, end.at(), kind, end.by(), Optional.empty(), text, detail);
  }

  /** For the timeline: the policy, and by platform where it is another. */
  static Map<String, String> policies(End end) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("policy", ChatEnding.word(end.policy()));
    end.policies().forEach((platform, it) -> detail.put("policy." + platform, ChatEnding.word(it)));
    return detail;
  }

  private void requireHistory(String tenant, String id, NewClosing how) {
    RoomRecord room = store.require(tenant, id).value();
    StoredWarRooms.requireOpen(room);
    RoomRules.checkPolicies(room, how.policies());
    if (how.force()) {
      return;
    }
    Deadline deadline = Deadline.in(Bounds.HISTORY_ASKED);
    Instant since = room.times().openedAt();
    List<String> lost =
        store.chats(tenant, id, room).stream()
            .map(Stored::value)
            .filter(ChatRecord::stands)
            .filter(it -> how.policyOf(it.platform()) == Policy.DISSOLVE)
            .filter(chat -> losesHistory(tenant, chat, since, deadline))
            .map(ChatRecord::platform)
            .toList();
    if (!lost.isEmpty()) {
      String names = String.join(", ", lost);
      throw new ProblemException(
          ProblemCode.HISTORY_WOULD_BE_LOST,
          new Text(
              "Dissolving these chats would lose what was said in them, and it cannot be read: "
                  + names
                  + ". Archive them, or set force to dissolve them all the same.",
              "解散以下平台的群聊将丢失聊天记录，且无法导出：" + names + "。请改为归档，或设置 force 强制解散。"));
    }
  }

  /**
   * Asks where the platform could read what was said whether this app may. Where it cannot be asked
   * now nothing is dissolved either, until it can.
   */
  private boolean losesHistory(String tenant, ChatRecord chat, Instant since, Deadline deadline) {
    GroupChatRef ref = chat.ref().orElseThrow();
    try {
      GroupChatTraits traits = calls.traits(tenant, chat.platform());
      if (!traits.has(GroupChatFeature.DISSOLVE) || traits.has(GroupChatFeature.HISTORY_SURVIVES)) {
        return false;
      }
      if (!traits.has(GroupChatFeature.READ_HISTORY)) {
        return true;
      }
      Page<HistoryEntry> unused =
          calls.ask(
              tenant,
              chat.platform(),
              deadline,
              (chats, by) -> chats.history(ref, since, Optional.empty(), by));
      return false;
    } catch (Fault e) {
      return !e.retryable() && !e.gone();
    }
  }

  void reopen(Caller caller, String tenant, String id, Optional<String> raw) {
    Optional<String> reason = RoomRules.reason(raw);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RoomRecord> read = store.require(tenant, id);
          RoomRecord room = read.value();
          if (!room.isClosed()) {
            throw new ProblemException(
                ProblemCode.IN_USE, new Text("The war room is not closed.", "作战室尚未关闭。"));
          }
          Times times =
              new Times(
                  room.times().openedAt(),
                  room.times().acknowledgedAt(),
                  Optional.empty(),
                  Optional.empty());
          store.replace(work, read, room.with(Status.STARTED, times).ended(Optional.empty()));
          List<String> stayed =
              store.chats(tenant, id, room).stream()
                  .map(Stored::value)
                  .filter(Ends::stayed)
                  .map(ChatRecord::platform)
                  .toList();
          planned.openedAgain(work, tenant, id, room, stayed);
          for (String platform : room.platforms()) {
            store.change(work, tenant, id, platform, Ends::reopened);
            store.wake(work, tenant, id, platform);
          }
          if (!room.rotas().isEmpty()) {
            DutyChanges.look(work, queue, tenant, id);
          }
          store.record(
              work,
              tenant,
              TimelineRecord.by(caller, id, clock.instant(), "reopened", reason, Map.of()));
          work.emit(new WarRoomChanged(id, WarRoomChange.REOPENED));
        });
  }

  private static ChatRecord reopened(ChatRecord chat) {
    return stayed(chat)
        ? chat.ending(Optional.empty()).state(ChatState.OPEN)
        : chat.openingAgain(isUnsure(chat) || chat.ref().isPresent());
  }

  private static boolean stayed(ChatRecord chat) {
    return chat.ref().isPresent()
        && chat.ended().filter(it -> it.done() != Done.DISSOLVED).isPresent()
        && chat.problem().filter(it -> it.code().equals(Fault.GONE)).isEmpty();
  }

  /** Whether nothing is known of its last opening, and never will be. */
  static boolean isUnsure(ChatRecord chat) {
    return chat.problem().filter(it -> it.code().equals(Fault.UNKNOWN_OPENING)).isPresent();
  }
}
