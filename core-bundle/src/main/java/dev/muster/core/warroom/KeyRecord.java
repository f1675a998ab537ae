package dev.muster.core.warroom;

import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.util.Base64;
import java.util.List;

/**
 * Which room a caller's key opened.
 *
 * @param room the room's id
 * @param digest of what was asked for
 */
record KeyRecord(String room, String digest) {
  static final String BY_ROOM = "room";

  static final Schema<KeyRecord> SCHEMA =
      Schema.of("war-room-key", KeyRecord.class, it -> List.of(IndexEntry.of(BY_ROOM, it.room())));

  static String id(String key) {
    return digest(key);
  }

  static String digest(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
  }
}
