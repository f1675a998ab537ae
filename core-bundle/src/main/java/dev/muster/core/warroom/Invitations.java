package dev.muster.core.warroom;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.warroom.PeopleRecord.Person;
import dev.muster.spi.Text;
import dev.muster.spi.storage.Change;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who is in a room: stored here, with the lanes that see to it. */
final class Invitations {
  /** What a member was invited by who is one for being on duty. */
  private static final String ROTA = "rota:";

  private final RoomStore store;
  private final InstantSource clock;

  Invitations(RoomStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What an invitation came to.
   *
   * @param members the ids of all who were named, in their order
   * @param added how many of them are new
   */
  record Invited(List<String> members, int added) {
    Invited {
      members = List.copyOf(members);
    }
  }

  /** Those with whom a room begins, each once. */
  List<Person> of(
      Optional<PersonRef> owner, Optional<PersonRef> recorder, List<PersonRef> members) {
    Map<RefRecord, Role> roles = new LinkedHashMap<>();
    owner.ifPresent(it -> roles.put(RefRecord.of(it), Role.OWNER));
    recorder.ifPresent(it -> roles.putIfAbsent(RefRecord.of(it), Role.RECORDER));
    members.forEach(it -> roles.putIfAbsent(RefRecord.of(it), Role.MEMBER));
    Instant now = clock.instant();
    List<Person> people = new ArrayList<>();
    roles.forEach((ref, role) -> people.add(person(ref, role, now)));
    return people;
  }

  private Person person(RefRecord ref, Role role, Instant now) {
    return new Person(store.newId(), ref, role, now, Optional.empty(), false);
  }

  /** Invites people; who is there already stays, and who was removed comes back. */
  Invited invite(ChangeSet work, String tenant, Stored<RoomRecord> read, List<PersonRef> refs) {
    String id = read.key().id();
    RoomRecord room = read.value();
    Map<RefRecord, Person> known = new HashMap<>();
    store.everybody(tenant, id, room).forEach(it -> known.put(it.ref(), it));
    Instant now = clock.instant();
    List<Person> fresh = new ArrayList<>();
    List<Person> back = new ArrayList<>();
    for (PersonRef each : refs) {
      RefRecord ref = RefRecord.of(each);
      Person person = known.get(ref);
      if (person == null) {
        fresh.add(person(ref, Role.MEMBER, now));
      } else if (person.removed()) {
        back.add(person);
      }
    }
    if (room.people() + fresh.size() > Bounds.PEOPLE) {
      throw ProblemException.invalid(
          "members",
          "too-many",
          new Text(
              "A war room has " + Bounds.PEOPLE + " people at most.",
              "作战室最多 " + Bounds.PEOPLE + " 人。"));
    }
    if (!fresh.isEmpty() || !back.isEmpty()) {
      RoomRecord after = change(work, tenant, id, room, back, it -> it.removed(false));
      store.replace(work, read, inviting(work, tenant, id, after, fresh, back));
      wake(work, tenant, id, room);
    }
    Map<RefRecord, String> ids = new HashMap<>();
    known.forEach((ref, person) -> ids.put(ref, person.id()));
    added(work).forEach(it -> ids.put(it.ref(), it.id()));
    return new Invited(
        refs.stream()
            .flatMap(it -> Optional.ofNullable(ids.get(RefRecord.of(it))).stream())
            .toList(),
        fresh.size() + back.size());
  }

  /** New ones go behind those in the last piece, of which some may have come back. */
  private RoomRecord inviting(
      ChangeSet work,
      String tenant,
      String id,
      RoomRecord room,
      List<Person> fresh,
      List<Person> back) {
    boolean lastIsChanged =
        room.chunks() > 0
            && back.stream()
                .anyMatch(
                    it -> PeopleRecord.chunkOf(it.id()).equals(Optional.of(room.chunks() - 1)));
    if (!lastIsChanged) {
      return store.invite(work, tenant, id, room, fresh);
    }
    return store.inviteBehind(work, tenant, id, room, fresh);
  }

  /** Everybody whom a commit writes down. */
  private List<Person> added(ChangeSet work) {
    List<Person> people = new ArrayList<>();
    for (Change change : work.changes()) {
      if (change.key().collection().equals(PeopleRecord.SCHEMA.collection())) {
        if (change instanceof Change.Create it) {
          people.addAll(store.people.value(it.document()).people());
        } else if (change instanceof Change.Replace it) {
          people.addAll(store.people.value(it.document()).people());
        }
      }
    }
    return people;
  }

  /** Has who leads and who records be members, with these roles and no others. */
  RoomRecord lead(ChangeSet work, String tenant, String id, RoomRecord room) {
    List<Person> all = store.everybody(tenant, id, room);
    List<Person> changed = new ArrayList<>();
    Map<RefRecord, Role> roles = new LinkedHashMap<>();
    room.owner().ifPresent(it -> roles.put(it, Role.OWNER));
    room.recorder().ifPresent(it -> roles.putIfAbsent(it, Role.RECORDER));
    Map<RefRecord, Role> missing = new LinkedHashMap<>(roles);
    for (Person each : all) {
      Role role = roles.getOrDefault(each.ref(), Role.MEMBER);
      missing.remove(each.ref());
      boolean comesBack = each.removed() && role != Role.MEMBER;
      if (each.role() != role || comesBack) {
        changed.add(each.is(role).removed(each.removed() && !comesBack));
      }
    }
    if (changed.isEmpty() && missing.isEmpty()) {
      return room;
    }
    Instant now = clock.instant();
    List<Person> fresh = new ArrayList<>();
    missing.forEach((ref, role) -> fresh.add(person(ref, role, now)));
    Map<String, Person> byId = new HashMap<>();
    changed.forEach(it -> byId.put(it.id(), it));
    RoomRecord after =
        change(work, tenant, id, room, changed, it -> byId.getOrDefault(it.id(), it));
    return inviting(work, tenant, id, after, fresh, changed);
  }

  /**
   * Has those be members who are on duty, and those no more who were for that alone.
   *
   * @param due who is on duty, and by which rota
   * @return how many came and went
   */
  int onDuty(ChangeSet work, String tenant, Stored<RoomRecord> read, Map<PersonRef, String> due) {
    String id = read.key().id();
    Map<RefRecord, String> wanted = new LinkedHashMap<>();
    due.forEach((ref, rota) -> wanted.put(RefRecord.of(ref), ROTA + rota));
    List<Person> changed = new ArrayList<>();
    Map<RefRecord, String> missing = new LinkedHashMap<>(wanted);
    for (Person each : store.everybody(tenant, id, read.value())) {
      boolean isWanted = missing.remove(each.ref()) != null;
      boolean isByDuty = each.via().filter(it -> it.startsWith(ROTA)).isPresent();
      if (isByDuty && each.role() == Role.MEMBER && each.removed() == isWanted) {
        changed.add(each.removed(!isWanted));
      }
    }
    int free = Math.max(0, Bounds.PEOPLE - read.value().people());
    Instant now = clock.instant();
    List<Person> fresh =
        missing.entrySet().stream()
            .limit(free)
            .map(
                it ->
                    new Person(
                        store.newId(),
                        it.getKey(),
                        Role.MEMBER,
                        now,
                        Optional.of(it.getValue()),
                        false))
            .toList();
    if (changed.isEmpty() && fresh.isEmpty()) {
      return 0;
    }
    Map<String, Person> byId = new HashMap<>();
    changed.forEach(it -> byId.put(it.id(), it));
    RoomRecord after =
        change(work, tenant, id, read.value(), changed, it -> byId.getOrDefault(it.id(), it));
    store.replace(work, read, inviting(work, tenant, id, after, fresh, changed));
    wake(work, tenant, id, read.value());
    return changed.size() + fresh.size();
  }

  void remove(ChangeSet work, String tenant, Stored<RoomRecord> read, String member) {
    String id = read.key().id();
    RoomRecord room = read.value();
    Person person =
        store.everybody(tenant, id, room).stream()
            .filter(it -> it.id().equals(member) && !it.removed())
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_MEMBER));
    boolean leads =
        room.owner().filter(person.ref()::equals).isPresent()
            || room.recorder().filter(person.ref()::equals).isPresent();
    RoomRecord after =
        leads
            ? room.about(
                room.facts(),
                room.owner().filter(it -> !it.equals(person.ref())),
                room.recorder().filter(it -> !it.equals(person.ref())))
            : room;
    RoomRecord changed =
        change(work, tenant, id, after, List.of(person), it -> it.is(Role.MEMBER).removed(true));
    store.replace(work, read, changed.inviting(changed.chunks(), changed.people()));
    wake(work, tenant, id, room);
  }

  private RoomRecord change(
      ChangeSet work,
      String tenant,
      String id,
      RoomRecord room,
      List<Person> people,
      UnaryOperator<Person> change) {
    Map<Integer, List<Person>> byChunk = new HashMap<>();
    for (Person each : people) {
      byChunk
          .computeIfAbsent(PeopleRecord.chunkOf(each.id()).orElseThrow(), any -> new ArrayList<>())
          .add(each);
    }
    byChunk.forEach(
        (chunk, some) -> {
          Stored<PeopleRecord> read =
              store.people.find(tenant, PeopleRecord.id(id, chunk)).orElseThrow();
          List<String> ids = some.stream().map(Person::id).toList();
          work.add(
              store.people.replace(
                  read,
                  new PeopleRecord(
                      id,
                      chunk,
                      read.value().people().stream()
                          .map(it -> ids.contains(it.id()) ? change.apply(it) : it)
                          .toList())));
        });
    return room;
  }

  private void wake(ChangeSet work, String tenant, String id, RoomRecord room) {
    for (String platform : room.platforms()) {
      store.change(work, tenant, id, platform, Invitations::wanted);
      store.wake(work, tenant, id, platform);
    }
  }

  /** A chat for which there were too few may be opened now that others are invited. */
  static ChatRecord wanted(ChatRecord chat) {
    boolean isTooFew =
        chat.state() == ChatState.FAILED
            && chat.problem().filter(why -> why.code().equals(Fault.TOO_FEW)).isPresent();
    return isTooFew ? chat.openingAgain(true) : chat;
  }
}
