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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is in a room: stored here, with the lanes that see to it. */
final class Invitations {
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
    return Person.named(store.newId(), ref, role, now);
  }

  /**
   * Invites people; who is there already stays, and who was removed comes back. From now on they
   * are here for that: neither the end of a duty nor their department takes them out.
   */
  Invited invite(ChangeSet work, String tenant, Stored<RoomRecord> read, List<PersonRef> refs) {
    String id = read.key().id();
    RoomRecord room = read.value();
    Map<RefRecord, Person> known = new HashMap<>();
    store.everybody(tenant, id, room).forEach(it -> known.put(it.ref(), it));
    Instant now = clock.instant();
    List<Person> fresh = new ArrayList<>();
    Map<String, Person> changed = new LinkedHashMap<>();
    for (PersonRef each : refs) {
      RefRecord ref = RefRecord.of(each);
      Person person = known.get(ref);
      if (person == null) {
        fresh.add(person(ref, Role.MEMBER, now));
      } else if (person.removed() || person.via().isPresent()) {
        changed.put(person.id(), person.removed(false).by(Optional.empty()));
      }
    }
    int back = count(known.values(), changed);
    comeBack(known.values(), changed);
    int more = comingBack(known.values(), changed) + fresh.size();
    if (more > free(room, known.values()) || room.people() + fresh.size() > Bounds.PEOPLE_EVER) {
      throw tooMany("members", Bounds.PEOPLE);
    }
    if (!fresh.isEmpty() || !changed.isEmpty()) {
      change(work, tenant, id, changed);
      store.replace(work, read, inviting(work, tenant, id, room, fresh, changed));
      wake(work, tenant, id, room);
    }
    Map<RefRecord, String> ids = new HashMap<>();
    known.forEach((ref, person) -> ids.put(ref, person.id()));
    added(work).forEach(it -> ids.put(it.ref(), it.id()));
    return new Invited(
        refs.stream()
            .flatMap(it -> Optional.ofNullable(ids.get(RefRecord.of(it))).stream())
            .toList(),
        fresh.size() + back);
  }

  private static ProblemException tooMany(String field, int most) {
    return ProblemException.invalid(
        field,
        "too-many",
        new Text("A war room has " + most + " people at most.", "作战室最多 " + most + " 人。"));
  }

  /** How many more may be invited. */
  static int free(RoomRecord room, Collection<Person> all) {
    int here = (int) all.stream().filter(it -> !it.removed()).count();
    return Math.max(0, Math.min(Bounds.PEOPLE - here, Bounds.PEOPLE_EVER - room.people()));
  }

  private static int comingBack(Collection<Person> all, Map<String, Person> changed) {
    return (int)
        all.stream()
            .filter(it -> it.removed() && !changed.getOrDefault(it.id(), it).removed())
            .count();
  }

  /** How many come or go by a change. */
  private static int count(Collection<Person> all, Map<String, Person> changed) {
    return (int)
        all.stream()
            .filter(it -> changed.getOrDefault(it.id(), it).removed() != it.removed())
            .count();
  }

  /** With a department that comes back those come who went with it; its lane finds the new ones. */
  private static void comeBack(Collection<Person> all, Map<String, Person> changed) {
    Set<String> departments =
        all.stream()
            .filter(it -> it.removed() && it.ref().kind() == RefRecord.Kind.DEPARTMENT)
            .filter(it -> !changed.getOrDefault(it.id(), it).removed())
            .map(Person::id)
            .collect(Collectors.toSet());
    all.stream()
        .filter(it -> it.removed() && it.via().filter(departments::contains).isPresent())
        .forEach(it -> changed.putIfAbsent(it.id(), it.removed(false)));
  }

  /** With a department those go who came by it, but for who leads, records or is on duty. */
  private static void goAlong(Collection<Person> all, Map<String, Person> changed) {
    Set<String> departments =
        all.stream()
            .filter(it -> !it.removed() && it.ref().kind() == RefRecord.Kind.DEPARTMENT)
            .filter(it -> changed.getOrDefault(it.id(), it).removed())
            .map(Person::id)
            .collect(Collectors.toSet());
    for (Person each : all) {
      Person now = changed.getOrDefault(each.id(), each);
      if (!now.removed()
          && now.role() == Role.MEMBER
          && now.via().filter(departments::contains).isPresent()) {
        changed.put(each.id(), now.duty().map(now::byDuty).orElseGet(() -> now.removed(true)));
      }
    }
  }

  /** New ones go behind those in the last piece, of which some may have changed. */
  RoomRecord inviting(
      ChangeSet work,
      String tenant,
      String id,
      RoomRecord room,
      List<Person> fresh,
      Map<String, Person> changed) {
    boolean lastIsChanged =
        room.chunks() > 0
            && changed.keySet().stream()
                .anyMatch(it -> PeopleRecord.chunkOf(it).equals(Optional.of(room.chunks() - 1)));
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
    Map<String, Person> changed = new LinkedHashMap<>();
    Map<RefRecord, Role> roles = new LinkedHashMap<>();
    room.owner().ifPresent(it -> roles.put(it, Role.OWNER));
    room.recorder().ifPresent(it -> roles.putIfAbsent(it, Role.RECORDER));
    Map<RefRecord, Role> missing = new LinkedHashMap<>(roles);
    for (Person each : all) {
      Role role = roles.getOrDefault(each.ref(), Role.MEMBER);
      missing.remove(each.ref());
      boolean comesBack = each.removed() && role != Role.MEMBER;
      if (each.role() != role || comesBack) {
        changed.put(each.id(), each.is(role).removed(each.removed() && !comesBack));
      }
    }
    if (changed.isEmpty() && missing.isEmpty()) {
      return room;
    }
    if (room.people() + missing.size() > Bounds.PEOPLE_EVER) {
      throw tooMany("owner", Bounds.PEOPLE_EVER);
    }
    Instant now = clock.instant();
    List<Person> fresh = new ArrayList<>();
    missing.forEach((ref, role) -> fresh.add(person(ref, role, now)));
    change(work, tenant, id, changed);
    return inviting(work, tenant, id, room, fresh, changed);
  }

  /** What the timeline says of a room that a commit changes. */
  Map<String, String> changes(
      ChangeSet work, String tenant, String id, RoomRecord before, RoomRecord after) {
    List<Person> all = new ArrayList<>(added(work));
    all.addAll(store.everybody(tenant, id, before));
    return RoomChanges.of(
        before,
        after,
        ref -> all.stream().filter(it -> it.ref().equals(ref)).map(Person::id).findFirst());
  }

  /**
   * Has those be members who are on duty, and those no more who were for that alone. Whoever was
   * removed during a duty stays out until the next one.
   *
   * @param due who is on duty, and by which rota
   * @param unknown rotas of which that is not known: those who were on duty by them stay, whatever
   *     others say
   * @return how many came and went
   */
  int onDuty(
      ChangeSet work,
      String tenant,
      Stored<RoomRecord> read,
      Map<PersonRef, String> due,
      Set<String> unknown) {
    String id = read.key().id();
    RoomRecord room = read.value();
    Map<RefRecord, String> missing = new LinkedHashMap<>();
    due.forEach((ref, rota) -> missing.put(RefRecord.of(ref), rota));
    List<Person> all = store.everybody(tenant, id, room);
    Map<String, Person> changed = new LinkedHashMap<>();
    for (Person each : all) {
      Optional<String> rota = Optional.ofNullable(missing.remove(each.ref()));
      // also where another rota names them, which may end before it is known
      boolean isUnknown = each.duty().filter(unknown::contains).isPresent();
      Person now = isUnknown ? each : following(each, rota);
      if (!now.equals(each)) {
        changed.put(each.id(), now);
      }
    }
    comeBack(all, changed);
    goAlong(all, changed);
    int free = Math.max(0, Bounds.PEOPLE_EVER - room.people());
    Instant now = clock.instant();
    List<Person> fresh =
        missing.entrySet().stream()
            .limit(free)
            .map(it -> person(it.getKey(), Role.MEMBER, now).byDuty(it.getValue()))
            .toList();
    change(work, tenant, id, changed);
    int moved = count(all, changed) + fresh.size();
    if (moved > 0) {
      store.replace(work, read, inviting(work, tenant, id, room, fresh, changed));
      wake(work, tenant, id, room);
    }
    return moved;
  }

  private static Person following(Person person, Optional<String> rota) {
    Person now = person.onDuty(rota);
    if (rota.isPresent()) {
      return person.removed() && person.duty().isEmpty()
          ? now.removed(false).byDuty(rota.get())
          : now;
    }
    return person.byDutyAlone() && person.role() == Role.MEMBER ? now.removed(true) : now;
  }

  /**
   * Removes somebody, with those who came by them; once more who could not be removed before.
   *
   * @return what the timeline says of the room, which has no owner or recorder any more if they
   *     were
   */
  Map<String, String> remove(
      ChangeSet work, String tenant, Stored<RoomRecord> read, String member) {
    String id = read.key().id();
    RoomRecord room = read.value();
    List<Person> all = store.everybody(tenant, id, room);
    Map<String, LedgerRecord.Entry> entries =
        store.ledger(tenant, id, room).getOrDefault(member, Map.of());
    Set<String> open = store.open(tenant, id, room);
    Person person =
        all.stream()
            .filter(it -> it.id().equals(member) && RoomViews.isPresent(it, entries, open))
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
    Map<String, Person> changed = new LinkedHashMap<>();
    changed.put(member, person.is(Role.MEMBER).removed(true));
    goAlong(all, changed);
    change(work, tenant, id, changed);
    store.replace(work, read, after.inviting(after.chunks(), after.people()));
    wake(work, tenant, id, room);
    return RoomChanges.of(room, after, any -> Optional.empty());
  }

  /** Writes people as they are from now on, by their ids. */
  void change(ChangeSet work, String tenant, String id, Map<String, Person> changed) {
    changed.keySet().stream()
        .map(it -> PeopleRecord.chunkOf(it).orElseThrow())
        .distinct()
        .forEach(
            chunk -> {
              Stored<PeopleRecord> read =
                  store.people.find(tenant, PeopleRecord.id(id, chunk)).orElseThrow();
              work.add(
                  store.people.replace(
                      read,
                      new PeopleRecord(
                          id,
                          chunk,
                          read.value().people().stream()
                              .map(it -> changed.getOrDefault(it.id(), it))
                              .toList())));
            });
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
