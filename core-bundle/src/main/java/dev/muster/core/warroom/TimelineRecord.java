package dev.muster.core.warroom;

import dev.muster.api.Caller;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in a room, as it is stored.
 *
 * @param recordedAt when it was stored, where that is later than it happened: a timeline is read in
 *     the order in which it grew, so that whoever goes on behind what they know misses nothing
 */
record TimelineRecord(
    String room,
    Instant at,
    Optional<Instant> recordedAt,
    String kind,
    String actor,
    Optional<String> platform,
    Optional<String> text,
    Map<String, String> detail) {
  /** The index of a room's, by when they were recorded, and then by when they happened. */
  static final String BY_ROOM = "room";

  /** What a room begins with, also where a chat was open within the same millisecond. */
  private static final String FIRST = "opened";

  static final Schema<TimelineRecord> SCHEMA =
      Schema.of(
          "war-room-timeline",
          TimelineRecord.class,
          it ->
              List.of(
                  IndexEntry.of(
                      BY_ROOM,
                      Schema.join(
                          it.room(),
                          RoomRecord.sortable(it.recordedAt().orElse(it.at())),
                          it.kind().equals(FIRST) ? "0" : "1",
                          RoomRecord.sortable(it.at())))));

  TimelineRecord {
    detail = Map.copyOf(detail);
  }

  /** Something that is recorded as it happens. */
  TimelineRecord(
      String room,
      Instant at,
      String kind,
      String actor,
      Optional<String> platform,
      Optional<String> text,
      Map<String, String> detail) {
    this(room, at, Optional.empty(), kind, actor, platform, text, detail);
  }

  /** Something that somebody does in a room, as it happens. */
  static TimelineRecord by(
      Caller caller,
      String room,
      Instant at,
      String kind,
      Optional<String> text,
      Map<String, String> detail) {
    return new TimelineRecord(room, at, kind, caller.actor(), Optional.empty(), text, detail);
  }

  /** The same, recorded later than it happened. */
  TimelineRecord recordedAt(Instant later) {
    return new TimelineRecord(room, at, Optional.of(later), kind, actor, platform, text, detail);
  }
}
