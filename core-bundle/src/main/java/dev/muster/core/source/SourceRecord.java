package dev.muster.core.source;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Versioned;
import dev.muster.core.form.FormValues;
import dev.muster.core.form.SecretFields;
import dev.muster.core.form.StoredSecret;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An identity source as it is stored; its id is the document's.
 *
 * @param sessionsValidFrom changes whenever the sessions that began by it end: a session holds what
 *     it was when it began, and is worth nothing once that differs
 * @param createdAt empty of what an earlier version stored, as the next
 * @param updatedAt when somebody changed it last
 * @param changedBy who did
 */
public record SourceRecord(
    String platform,
    Settings settings,
    Map<String, StoredSecret> secrets,
    Instant sessionsValidFrom,
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    Optional<String> changedBy) {
  /** The collection. */
  public static final String COLLECTION = "identity-source";

  /** The index of the platform's id. */
  public static final String BY_PLATFORM = "platform";

  /** The most sources of a tenant. */
  public static final int MAX_OF_TENANT = 1000;

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,31}");

  /** How sources are stored. */
  public static final Schema<SourceRecord> SCHEMA =
      Schema.of(
          COLLECTION,
          SourceRecord.class,
          each -> List.of(IndexEntry.of(BY_PLATFORM, each.platform())));

  /** Copies; what an earlier version stored has no end of its sessions yet. */
  public SourceRecord {
    secrets = Map.copyOf(secrets);
    sessionsValidFrom = sessionsValidFrom == null ? Instant.EPOCH : sessionsValidFrom;
  }

  /** A new source. */
  static SourceRecord of(
      String platform,
      Settings settings,
      Map<String, StoredSecret> secrets,
      Instant now,
      String actor) {
    return new SourceRecord(
        platform, settings, secrets, now, Optional.of(now), Optional.of(now), Optional.of(actor));
  }

  /** Whether an id has the form of one. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** The values that are not secret, by field. */
  public Map<String, String> fields() {
    return settings.fields();
  }

  /** What its form holds. */
  public FormValues values() {
    return new FormValues(fields(), secrets.keySet());
  }

  /** The same source with other settings; its sessions have ended if it is disabled by that. */
  SourceRecord with(
      Settings changed, Map<String, StoredSecret> secrets, Instant now, String actor) {
    return new SourceRecord(
        platform,
        changed,
        secrets,
        settings.enabled() && !changed.enabled() ? validAfter(now) : sessionsValidFrom,
        createdAt,
        Optional.of(now),
        Optional.of(actor));
  }

  /** The same source, the sessions of which have ended. */
  public SourceRecord signedOut(Instant now) {
    return new SourceRecord(
        platform, settings, secrets, validAfter(now), createdAt, updatedAt, changedBy);
  }

  private Instant validAfter(Instant now) {
    return now.isAfter(sessionsValidFrom) ? now : sessionsValidFrom.plusMillis(1);
  }

  /** The same with other secrets, for a reason that is not an administrator's change. */
  public SourceRecord with(Map<String, StoredSecret> changed) {
    return new SourceRecord(
        platform, settings, changed, sessionsValidFrom, createdAt, updatedAt, changedBy);
  }

  static Versioned<IdentitySource> source(Stored<SourceRecord> stored) {
    SourceRecord record = stored.value();
    return new Versioned<>(
        new IdentitySource(
            stored.key().id(),
            record.platform,
            record.settings,
            SecretFields.states(record.secrets),
            record.createdAt,
            record.updatedAt,
            record.changedBy),
        stored.version());
  }
}
