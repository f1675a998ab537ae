package dev.muster.core.source;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Versioned;
import dev.muster.core.mobileapp.SecretFields;
import dev.muster.core.mobileapp.StoredSecret;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An identity source as it is stored; its id is the document's.
 *
 * @param sessionsValidFrom changes whenever the sessions that began by it end: a session holds what
 *     it was when it began, and is worth nothing once that differs
 */
record SourceRecord(
    String platform,
    Settings settings,
    Map<String, StoredSecret> secrets,
    Instant sessionsValidFrom) {
  static final String COLLECTION = "identity-source";
  static final String BY_PLATFORM = "platform";
  static final Schema<SourceRecord> SCHEMA =
      Schema.of(
          COLLECTION,
          SourceRecord.class,
          each -> List.of(IndexEntry.of(BY_PLATFORM, each.platform())));

  SourceRecord {
    secrets = Map.copyOf(secrets);
    sessionsValidFrom = sessionsValidFrom == null ? Instant.EPOCH : sessionsValidFrom;
  }

  Map<String, String> fields() {
    return settings.fields();
  }

  /** The same source with other settings; its sessions have ended if it is disabled by that. */
  SourceRecord with(Settings changed, Map<String, StoredSecret> secrets, Instant now) {
    return new SourceRecord(
        platform,
        changed,
        secrets,
        settings.enabled() && !changed.enabled() ? validAfter(now) : sessionsValidFrom);
  }

  /** The same source, the sessions of which have ended. */
  SourceRecord signedOut(Instant now) {
    return new SourceRecord(platform, settings, secrets, validAfter(now));
  }

  private Instant validAfter(Instant now) {
    return now.isAfter(sessionsValidFrom) ? now : sessionsValidFrom.plusMillis(1);
  }

  SourceRecord with(Map<String, StoredSecret> changed) {
    return new SourceRecord(platform, settings, changed, sessionsValidFrom);
  }

  static Versioned<IdentitySource> source(Stored<SourceRecord> stored) {
    SourceRecord record = stored.value();
    return new Versioned<>(
        new IdentitySource(
            stored.key().id(),
            record.platform,
            record.settings,
            SecretFields.states(record.secrets)),
        stored.version());
  }
}
