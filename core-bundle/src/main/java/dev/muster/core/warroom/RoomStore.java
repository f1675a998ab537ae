package dev.muster.core.warroom;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.user.Accounts;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Text;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Where rooms and all that belongs to them are stored. */
final class RoomStore {
  final Repository<RoomRecord> rooms;
  final Repository<ApplicationsRecord> applications;
  final Repository<ChatRecord> chats;
  final Repository<PeopleRecord> people;
  final Repository<LedgerRecord> ledgers;
  final Repository<MessageRecord> messages;
  final Repository<TimelineRecord> timeline;
  final Repository<KeyRecord> keys;
  final Repository<SearchedRecord> searched;
  private final Accounts accounts;
  private final TaskQueue queue;

  RoomStore(Storage storage, Accounts accounts, TaskQueue queue) {
    this.rooms = storage.repository(RoomRecord.SCHEMA);
    this.applications = storage.repository(ApplicationsRecord.SCHEMA);
    this.chats = storage.repository(ChatRecord.SCHEMA);
    this.people = storage.repository(PeopleRecord.SCHEMA);
    this.ledgers = storage.repository(LedgerRecord.SCHEMA);
    this.messages = storage.repository(MessageRecord.SCHEMA);
    this.timeline = storage.repository(TimelineRecord.SCHEMA);
    this.keys = storage.repository(KeyRecord.SCHEMA);
    this.searched = storage.repository(SearchedRecord.SCHEMA);
    this.accounts = accounts;
    this.queue = queue;
  }

  /** Opaque, random; no dot is in it. */
  String newId() {
    return accounts.newId();
  }

  Stored<RoomRecord> require(String tenant, String id) {
    return rooms.find(tenant, id).orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM));
  }

  Optional<Stored<ChatRecord>> chat(String tenant, String room, String platform) {
    return chats.find(tenant, ChatRecord.id(room, platform));
  }

  /** A room's chats, in the order of its platforms. */
  List<Stored<ChatRecord>> chats(String tenant, String id, RoomRecord room) {
    return room.platforms().stream()
        .flatMap(platform -> chat(tenant, id, platform).stream())
        .toList();
  }

  /** Everybody who was ever invited, in that order. */
  List<Person> everybody(String tenant, String id, RoomRecord room) {
    List<Person> all = new ArrayList<>(room.people());
    for (int chunk = 0; chunk < room.chunks(); chunk++) {
      people
          .find(tenant, PeopleRecord.id(id, chunk))
          .ifPresent(read -> all.addAll(read.value().people()));
    }
    return all;
  }

  /** Members by their ids, in that order; refuses ids of others, and too many. */
  List<Person> members(
      String tenant, String id, RoomRecord room, String field, List<String> members) {
    Set<String> named = new LinkedHashSet<>(members);
    if (named.isEmpty()) {
      return List.of();
    }
    Map<String, Person> there = new HashMap<>();
    everybody(tenant, id, room).stream()
        .filter(it -> !it.removed())
        .forEach(it -> there.put(it.id(), it));
    if (named.size() > Bounds.LISTED || !there.keySet().containsAll(named)) {
      throw ProblemException.invalid(
          field,
          "unknown-value",
          new Text(
              "Give ids of members of the room, " + Bounds.LISTED + " at most.",
              "请填写作战室成员的 ID，最多 " + Bounds.LISTED + " 个。"));
    }
    return named.stream().flatMap(it -> Optional.ofNullable(there.get(it)).stream()).toList();
  }

  /** Adds a change of a chat to a commit; others may change other parts of it. */
  void change(
      ChangeSet work,
      String tenant,
      String room,
      String platform,
      UnaryOperator<ChatRecord> change) {
    chat(tenant, room, platform)
        .ifPresent(
            read -> {
              ChatRecord after = change.apply(read.value());
              if (!after.equals(read.value())) {
                work.add(chats.replace(read, after));
              }
            });
  }

  /** Stores a room as it is now, where it is found by other applications too. */
  void replace(ChangeSet work, Stored<RoomRecord> read, RoomRecord after) {
    String tenant = read.key().partition();
    String id = read.key().id();
    work.add(rooms.replace(read, after));
    List<ApplicationsRecord> before = ApplicationsRecord.of(id, read.value());
    List<ApplicationsRecord> now = ApplicationsRecord.of(id, after);
    if (before.equals(now)) {
      return;
    }
    for (int part = 0; part < Math.max(before.size(), now.size()); part++) {
      Optional<Stored<ApplicationsRecord>> stored =
          applications.find(tenant, ApplicationsRecord.id(id, part));
      if (part >= now.size()) {
        stored.ifPresent(it -> work.add(applications.delete(it)));
      } else if (stored.isPresent()) {
        work.add(applications.replace(stored.get(), now.get(part)));
      } else {
        work.add(applications.create(tenant, ApplicationsRecord.id(id, part), now.get(part)));
      }
    }
  }

  /** Has a chat's lane look at it, with the commit that makes that necessary. */
  void wake(ChangeSet work, String tenant, String room, String platform) {
    queue.add(
        work,
        new TaskQueue.New<>(
            ChatLane.TYPE, tenant, ChatRecord.id(room, platform), new ChatLane.Of(room, platform)));
  }

  /** Invites people, in new pieces behind those that are there. */
  RoomRecord invite(ChangeSet work, String tenant, String id, RoomRecord room, List<Person> who) {
    int chunk = room.chunks();
    List<Person> left = who;
    if (chunk > 0) {
      Optional<Stored<PeopleRecord>> last = people.find(tenant, PeopleRecord.id(id, chunk - 1));
      int free =
          Bounds.PEOPLE_IN_CHUNK
              - last.map(it -> it.value().people().size()).orElse(Bounds.PEOPLE_IN_CHUNK);
      if (free > 0 && !left.isEmpty()) {
        List<Person> fits = left.subList(0, Math.min(free, left.size()));
        List<Person> all = new ArrayList<>(last.orElseThrow().value().people());
        for (Person each : fits) {
          all.add(named(each, chunk - 1));
        }
        work.add(people.replace(last.get(), new PeopleRecord(id, chunk - 1, all)));
        left = left.subList(fits.size(), left.size());
      }
    }
    return chunks(work, tenant, id, room, who.size(), left);
  }

  /** The same in new pieces alone, where the last one is written already. */
  RoomRecord inviteBehind(
      ChangeSet work, String tenant, String id, RoomRecord room, List<Person> who) {
    return chunks(work, tenant, id, room, who.size(), who);
  }

  private RoomRecord chunks(
      ChangeSet work, String tenant, String id, RoomRecord room, int more, List<Person> left) {
    int chunk = room.chunks();
    for (int at = 0; at < left.size(); at += Bounds.PEOPLE_IN_CHUNK, chunk++) {
      List<Person> all = new ArrayList<>();
      for (Person each : left.subList(at, Math.min(left.size(), at + Bounds.PEOPLE_IN_CHUNK))) {
        all.add(named(each, chunk));
      }
      work.add(people.create(tenant, PeopleRecord.id(id, chunk), new PeopleRecord(id, chunk, all)));
    }
    return room.inviting(chunk, room.people() + more);
  }

  private static Person named(Person person, int chunk) {
    return person.called(chunk + "-" + person.id());
  }

  /** Records what happens in a room. */
  void record(ChangeSet work, String tenant, TimelineRecord entry) {
    work.add(timeline.create(tenant, newId(), entry));
  }

  /** What is still to go out in a chat, the oldest first. */
  List<Stored<MessageRecord>> waiting(String tenant, String room, String platform) {
    return messages
        .query(
            tenant,
            new Query.Prefix(MessageRecord.WAITING, MessageRecord.waiting(room, platform)),
            false,
            20,
            Optional.empty())
        .items();
  }

  /**
   * What somebody is called who was invited by this, as far as a platform or our records say so.
   */
  Optional<String> name(String tenant, String id, RoomRecord room, RefRecord ref) {
    for (int chunk = 0; chunk < room.chunks(); chunk++) {
      Optional<String> member =
          people.find(tenant, PeopleRecord.id(id, chunk)).stream()
              .flatMap(read -> read.value().people().stream())
              .filter(person -> person.ref().equals(ref))
              .map(PeopleRecord.Person::id)
              .findFirst();
      if (member.isPresent()) {
        int number = chunk;
        return room.platforms().stream()
            .flatMap(it -> ledgers.find(tenant, LedgerRecord.id(id, it, number)).stream())
            .flatMap(read -> Optional.ofNullable(read.value().entries().get(member.get())).stream())
            .flatMap(entry -> entry.name().stream())
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /** What we call a user of ours; empty for one who is gone, and for whoever is meant otherwise. */
  Optional<String> ours(String tenant, RefRecord ref) {
    return ref.ref() instanceof PersonRef.OurUser it
        ? accounts
            .users()
            .find(tenant, it.id())
            .map(user -> user.value().profile())
            .map(profile -> profile.displayName().orElse(profile.username()))
        : Optional.empty();
  }

  /** What became of everybody, by member and platform. */
  Map<String, Map<String, LedgerRecord.Entry>> ledger(String tenant, String id, RoomRecord room) {
    Map<String, Map<String, LedgerRecord.Entry>> all = new HashMap<>();
    for (String platform : room.platforms()) {
      for (int chunk = 0; chunk < room.chunks(); chunk++) {
        ledgers
            .find(tenant, LedgerRecord.id(id, platform, chunk))
            .ifPresent(
                read ->
                    read.value()
                        .entries()
                        .forEach(
                            (member, entry) ->
                                all.computeIfAbsent(member, any -> new HashMap<>())
                                    .put(platform, entry)));
      }
    }
    return all;
  }

  /** On which platforms people can be in a room's chat. */
  Set<String> open(String tenant, String id, RoomRecord room) {
    return chats(tenant, id, room).stream()
        .map(Stored::value)
        .filter(chat -> chat.state() == ChatState.OPEN)
        .map(ChatRecord::platform)
        .collect(Collectors.toSet());
  }

  /** Behind whatever belongs to a room. */
  static Query.Condition timelineOf(String room) {
    return new Query.Prefix(TimelineRecord.BY_ROOM, Schema.join(room, ""));
  }
}
