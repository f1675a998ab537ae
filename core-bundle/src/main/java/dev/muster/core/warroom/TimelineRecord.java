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

  static final Schema<TimelineRecord> SCHEMA =
      Schema.of(
          "war-room-timeline",
          TimelineRecord.class,
          it ->
              List.of(
                  IndexEntry.of(BY_ROOM, Schema.join(it.room(), RoomRecord.sortable(it.at())))));

  TimelineRecord {
    detail = Map.copyOf(detail);
  }
}
