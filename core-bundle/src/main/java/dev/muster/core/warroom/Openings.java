package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoom.Times;
import dev.muster.api.warroom.WarRooms.Opened;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.JsonCodec;
import dev.muster.core.task.TaskQueue;
import dev.muster.spi.Text;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Opens rooms, each once by a caller's key. */
final class Openings {
  private final JsonCodec json;
  private final Changes changes;
  private final RoomStore store;
  private final RoomViews views;
  private final Invitations invitations;
  private final RoomWaits waits;
  private final Function<String, RoomRules.Known> known;
  private final TaskQueue queue;
  private final InstantSource clock;

  /**
   * What rooms are opened with.
   *
   * @param known what there is, by tenant
   */
  record Parts(
      RoomStore store,
      TaskQueue queue,
      Invitations invitations,
      RoomWaits waits,
      Function<String, RoomRules.Known> known) {}

  Openings(JsonCodec json, Changes changes, Parts parts, InstantSource clock) {
    this.json = json;
    this.changes = changes;
    this.store = parts.store();
    this.views = new RoomViews(store);
    this.invitations = parts.invitations();
    this.waits = parts.waits();
    this.known = parts.known();
    this.queue = parts.queue();
    this.clock = clock;
  }

  Opened open(Caller caller, String tenant, NewWarRoom raw, Optional<String> idempotencyKey) {
    RoomRules.checkKey(idempotencyKey);
    Optional<String> key = idempotencyKey.map(KeyRecord::id);
    String digest = digest(raw);
    Optional<Opened> before = key.flatMap(it -> replayed(tenant, it, digest));
    if (before.isPresent()) {
      return before.get();
    }
    RoomRules.Known there = known.apply(tenant).once();
    // what was deleted since a rule was written keeps none of its rooms from opening
    NewWarRoom asked = raw.origin().isPresent() ? RoomRules.there(raw, there) : raw;
    NewWarRoom room = RoomRules.checked(asked, there);
    String id = store.newId();
    Optional<Opened> other =
        changes.make(
            caller,
            tenant,
            work -> {
              Optional<Opened> faster = key.flatMap(it -> replayed(tenant, it, digest));
              if (faster.isEmpty()) {
                add(work, caller, tenant, id, room);
                key.ifPresent(
                    it -> work.add(store.keys.create(tenant, it, new KeyRecord(id, digest))));
              }
              return () -> faster;
            });
    if (other.isPresent()) {
      return other.get();
    }
    waits.forPeople(caller, tenant, id);
    return new Opened(views.room(tenant, store.require(tenant, id)), false);
  }

  private String digest(NewWarRoom raw) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("facts", raw.facts());
    asked.put("platforms", raw.platforms());
    asked.put("template", raw.template());
    asked.put("owner", raw.owner().map(RefRecord::of));
    asked.put("recorder", raw.recorder().map(RefRecord::of));
    asked.put("members", raw.members().stream().map(RefRecord::of).toList());
    asked.put("rotas", raw.rotas());
    return KeyRecord.digest(json.tree(asked).toString());
  }

  private Optional<Opened> replayed(String tenant, String key, String digest) {
    return store
        .keys
        .find(tenant, key)
        .map(
            read -> {
              if (!read.value().digest().equals(digest)) {
                throw ProblemException.invalid(
                    "Idempotency-Key",
                    "used",
                    new Text("The key was used to open another room.", "该幂等键已用于创建其他作战室。"));
              }
              return new Opened(
                  views.room(tenant, store.require(tenant, read.value().room())), true);
            });
  }

  private void add(ChangeSet work, Caller caller, String tenant, String id, NewWarRoom room) {
    Instant now = clock.instant();
    RoomRecord bare =
        new RoomRecord(
            room.facts(),
            Status.STARTED,
            room.platforms(),
            room.template(),
            room.owner().map(RefRecord::of),
            room.recorder().map(RefRecord::of),
            room.rotas(),
            new Times(now, Optional.empty(), Optional.empty(), Optional.empty()),
            caller.actor(),
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            room.origin());
    RoomRecord made =
        store.invite(
            work, tenant, id, bare, invitations.of(room.owner(), room.recorder(), room.members()));
    work.add(store.rooms.create(tenant, id, made));
    List<ApplicationsRecord> found = ApplicationsRecord.of(id, made);
    for (int part = 0; part < found.size(); part++) {
      work.add(store.applications.create(tenant, ApplicationsRecord.id(id, part), found.get(part)));
    }
    for (String platform : room.platforms()) {
      ChatRecord chat = ChatRecord.opening(id, platform, room.facts().title());
      work.add(store.chats.create(tenant, chat.id(), chat));
      store.wake(work, tenant, id, platform);
    }
    if (!room.rotas().isEmpty()) {
      DutyChanges.look(work, queue, tenant, id);
    }
    store.record(
        work,
        tenant,
        new TimelineRecord(
            id, now, "opened", caller.actor(), Optional.empty(), Optional.empty(), Map.of()));
    work.emit(new WarRoomChanged(id, WarRoomChange.OPENED));
  }
}
