package dev.muster.core.warroom;

import dev.muster.core.digest.Sha256;
import dev.muster.core.store.Schema;
import java.util.Base64;

/**
 * Which room a caller's key opened.
 *
 * @param room the room's id
 * @param digest of what was asked for
 */
record KeyRecord(String room, String digest) {
  static final Schema<KeyRecord> SCHEMA = Schema.of("war-room-key", KeyRecord.class);

  static String id(String key) {
    return digest(key);
  }

  static String digest(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
  }
}
