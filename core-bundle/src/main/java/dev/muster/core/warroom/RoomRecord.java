package dev.muster.core.warroom;

import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.NewWarRoom.Origin;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.api.warroom.WarRoom.Times;
import dev.muster.api.warroom.WarRooms.Filter;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A room as it is stored; its id is the document's. Its chats, people and messages are documents of
 * their own.
 *
 * @param chunks how many documents of people there are
 * @param people how many people are in them
 * @param invitations changes with whoever is invited or removed
 * @param end how it was closed
 * @param plan how it is to be closed later
 * @param origin of which problem it is, where alerts opened it
 */
record RoomRecord(
    Facts facts,
    Status status,
    List<String> platforms,
    Optional<String> template,
    Optional<RefRecord> owner,
    Optional<RefRecord> recorder,
    List<String> rotas,
    Times times,
    String openedBy,
    int chunks,
    int people,
    long invitations,
    Optional<End> end,
    Optional<Plan> plan,
    Optional<Origin> origin) {
  static final String COLLECTION = "war-room";

  /** The index of all rooms, and of those of a status, a severity or both, by time. */
  static final String FOUND = "found";

  static final Schema<RoomRecord> SCHEMA =
      Schema.of(COLLECTION, RoomRecord.class, room -> found(room, Optional.empty()));

  /**
   * How a room was closed.
   *
   * @param policies of the platforms whose chats are not to become what {@code policy} says
   * @param at when
   * @param farewell the id of the message that goes into each chat before
   */
  record End(
      Policy policy,
      Map<String, Policy> policies,
      Optional<String> reason,
      boolean force,
      String by,
      Instant at,
      Optional<String> farewell) {
    End {
      policies = Map.copyOf(policies);
    }

    End at(Instant time) {
      return new End(policy, policies, reason, force, by, time, farewell);
    }

    End saying(Optional<String> message) {
      return new End(policy, policies, reason, force, by, at, message);
    }

    /** What is to become of the chat of a platform. */
    Policy of(String platform) {
      return policies.getOrDefault(platform, policy);
    }
  }

  /**
   * How a room is to be closed later.
   *
   * @param id another for each time that somebody says so
   * @param end how, and when
   * @param farewell what is written into each chat before
   */
  record Plan(String id, End end, Optional<String> farewell) {}

  RoomRecord {
    platforms = List.copyOf(platforms);
    rotas = List.copyOf(rotas);
  }

  boolean isClosed() {
    return status == Status.CLOSED;
  }

  /** Everything that a filter may ask for, each with the time. */
  static List<IndexEntry> found(RoomRecord room, Optional<String> application) {
    String time = sortable(room.times.openedAt());
    List<IndexEntry> entries = new ArrayList<>(4);
    for (Optional<Status> status : either(room.status)) {
      for (var severity : either(room.facts.severity())) {
        entries.add(IndexEntry.of(FOUND, prefix(new Filter(status, severity, application)) + time));
      }
    }
    return entries;
  }

  private static <E> List<Optional<E>> either(E value) {
    return List.of(Optional.empty(), Optional.of(value));
  }

  static String prefix(Filter filter) {
    return Schema.join(
        filter.status().map(Enum::name).orElse(""),
        filter.severity().map(Enum::name).orElse(""),
        filter.application().orElse(""),
        "");
  }

  static String sortable(Instant time) {
    return String.format(Locale.ROOT, "%016d", Math.max(0, time.toEpochMilli()));
  }

  RoomRecord with(Status now, Times then) {
    return new RoomRecord(
        facts,
        now,
        platforms,
        template,
        owner,
        recorder,
        rotas,
        then,
        openedBy,
        chunks,
        people,
        invitations,
        end,
        plan,
        origin);
  }

  RoomRecord about(Facts other, Optional<RefRecord> leads, Optional<RefRecord> records) {
    return new RoomRecord(
        other,
        status,
        platforms,
        template,
        leads,
        records,
        rotas,
        times,
        openedBy,
        chunks,
        people,
        invitations,
        end,
        plan,
        origin);
  }

  RoomRecord inviting(int allChunks, int allPeople) {
    return new RoomRecord(
        facts,
        status,
        platforms,
        template,
        owner,
        recorder,
        rotas,
        times,
        openedBy,
        allChunks,
        allPeople,
        invitations + 1,
        end,
        plan,
        origin);
  }

  RoomRecord ended(Optional<End> how) {
    return new RoomRecord(
        facts,
        status,
        platforms,
        template,
        owner,
        recorder,
        rotas,
        times,
        openedBy,
        chunks,
        people,
        invitations,
        how,
        plan,
        origin);
  }

  RoomRecord planned(Optional<Plan> how) {
    return new RoomRecord(
        facts,
        status,
        platforms,
        template,
        owner,
        recorder,
        rotas,
        times,
        openedBy,
        chunks,
        people,
        invitations,
        end,
        how,
        origin);
  }
}
