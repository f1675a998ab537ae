package dev.muster.core.branding;

import dev.muster.api.Logo;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;

/**
 * A logo as it is stored, apart from the branding, which pages keep in memory; its id is its
 * digest.
 */
record LogoRecord(String mediaType, String base64) {
  static final String COLLECTION = "logo";
  static final Schema<LogoRecord> SCHEMA = Schema.of(COLLECTION, LogoRecord.class);

  static LogoRecord of(Logo logo) {
    return new LogoRecord(logo.mediaType(), logo.base64());
  }

  static Logo logo(Stored<LogoRecord> stored) {
    return new Logo(stored.key().id(), stored.value().mediaType(), stored.value().base64());
  }
}
