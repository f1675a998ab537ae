package dev.muster.core.warroom;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By which applications a room is found: a document carries so many index entries and no more, and
 * a room may name a hundred applications.
 */
record ApplicationsRecord(String room, List<Found> found) {
  /** Four entries each. */
  static final int MOST = 15;

  static final Schema<ApplicationsRecord> SCHEMA =
      Schema.of(
          "war-room-applications",
          ApplicationsRecord.class,
          it ->
              it.found().stream()
                  .map(each -> IndexEntry.of(RoomRecord.FOUND, each.entry()))
                  .toList());

  record Found(String entry) {}

  ApplicationsRecord {
    found = List.copyOf(found);
  }

  static String id(String room, int part) {
    return room + "." + part;
  }

  /** As many as a room's applications need. */
  static List<ApplicationsRecord> of(String id, RoomRecord room) {
    List<String> applications = room.facts().applications();
    List<ApplicationsRecord> parts = new ArrayList<>();
    for (int at = 0; at < applications.size(); at += MOST) {
      List<Found> found = new ArrayList<>();
      for (String each : applications.subList(at, Math.min(applications.size(), at + MOST))) {
        RoomRecord.found(room, Optional.of(each))
            .forEach(entry -> found.add(new Found(entry.value())));
      }
      parts.add(new ApplicationsRecord(id, found));
    }
    return parts;
  }
}
