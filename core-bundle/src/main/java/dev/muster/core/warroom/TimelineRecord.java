package dev.muster.core.warroom;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened in a room, as it is stored. */
record TimelineRecord(
    String room,
    Instant at,
    String kind,
    String actor,
    Optional<String> platform,
    Optional<String> text,
    Map<String, String> detail) {
  /** The index of a room's, by time. */
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
                          RoomRecord.sortable(it.at()),
                          it.kind().equals(FIRST) ? "0" : "1"))));

  TimelineRecord {
    detail = Map.copyOf(detail);
  }
}
