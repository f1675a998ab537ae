package dev.muster.core.warroom;

import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some of those who were invited to a room.
 *
 * @param room the room's id
 * @param chunk which piece, from 0
 * @param people in the order in which they were invited
 */
record PeopleRecord(String room, int chunk, List<Person> people) {
  private static final String BY_ROOM = "room";

  static final Schema<PeopleRecord> SCHEMA =
      Schema.of(
          "war-room-people", PeopleRecord.class, it -> List.of(IndexEntry.of(BY_ROOM, it.room())));

  /**
   * Somebody.
   *
   * @param id {@code <chunk>-<random>}, so that it is found by a read of one key
   * @param ref by what
   * @param role what they do
   * @param at when they were invited
   * @param via the member's id of the department by which they were, or {@code rota:} and the rota;
   *     empty if somebody named them
   * @param removed whether they are to be removed, or were
   * @param duty the rota by which they were on duty when that was last known
   * @param name what the address book called them whose department was read
   */
  record Person(
      String id,
      RefRecord ref,
      Role role,
      Instant at,
      Optional<String> via,
      boolean removed,
      Optional<String> duty,
      Optional<String> name) {
    private static final String ROTA = "rota:";

    /** Somebody who is named. */
    static Person named(String id, RefRecord ref, Role role, Instant at) {
      return new Person(
          id, ref, role, at, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    Person is(Role other) {
      return new Person(id, ref, other, at, via, removed, duty, name);
    }

    Person removed(boolean now) {
      return new Person(id, ref, role, at, via, now, duty, name);
    }

    Person by(Optional<String> invitation) {
      return new Person(id, ref, role, at, invitation, removed, duty, name);
    }

    Person byDuty(String rota) {
      return by(Optional.of(ROTA + rota)).onDuty(Optional.of(rota));
    }

    Person onDuty(Optional<String> rota) {
      return new Person(id, ref, role, at, via, removed, rota, name);
    }

    Person named(Optional<String> called) {
      return new Person(id, ref, role, at, via, removed, duty, called);
    }

    Person called(String other) {
      return new Person(other, ref, role, at, via, removed, duty, name);
    }

    /** Whether they are here for nothing but their duty. */
    boolean byDutyAlone() {
      return via.filter(it -> it.startsWith(ROTA)).isPresent();
    }
  }

  PeopleRecord {
    people = List.copyOf(people);
  }

  static String id(String room, int chunk) {
    return room + "." + chunk;
  }

  /** In which piece a member is, or empty if that is no member's id. */
  static Optional<Integer> chunkOf(String member) {
    int dash = member.indexOf('-');
    return dash > 0
            && dash <= 3
            && member.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Integer.valueOf(member.substring(0, dash)))
        : Optional.empty();
  }
}
