package dev.muster.core.mobileapp;

import dev.muster.api.MobileApp;
import dev.muster.api.Versioned;
import dev.muster.core.form.FormValues;
import dev.muster.core.form.SecretFields;
import dev.muster.core.form.StoredSecret;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A binding as it is stored; the document's id is the platform's.
 *
 * @param updatedAt when somebody changed it last
 * @param changedBy who did; empty of what an earlier version stored
 */
public record MobileAppRecord(
    Map<String, String> fields,
    Map<String, StoredSecret> secrets,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> changedBy) {
  /** The collection. */
  public static final String COLLECTION = "mobile-app";

  /** How bindings are stored. */
  public static final Schema<MobileAppRecord> SCHEMA = Schema.of(COLLECTION, MobileAppRecord.class);

  /** Copies. */
  public MobileAppRecord {
    fields = Map.copyOf(fields);
    secrets = Map.copyOf(secrets);
  }

  /** The same with other secrets, for a reason that is not an administrator's change. */
  public MobileAppRecord with(Map<String, StoredSecret> changed) {
    return new MobileAppRecord(fields, changed, createdAt, updatedAt, changedBy);
  }

  /** What its form holds. */
  public FormValues values() {
    return new FormValues(fields, secrets.keySet());
  }

  static Versioned<MobileApp> app(Stored<MobileAppRecord> stored) {
    MobileAppRecord record = stored.value();
    return new Versioned<>(
        new MobileApp(
            stored.key().id(),
            record.fields,
            SecretFields.states(record.secrets),
            record.createdAt,
            record.updatedAt,
            record.changedBy),
        stored.version());
  }
}
