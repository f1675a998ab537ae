package dev.muster.core.alert;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.AlertIntake;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Optional;

/**
 * An intake as it is stored; its id is the document's.
 *
 * @param displayName what people call it
 * @param keyDigest of its key
 * @param createdAt since when it is there
 * @param createdBy who made it
 * @param lastReceivedAt when something came in last, or a while before
 */
record IntakeRecord(
    String displayName,
    String keyDigest,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastReceivedAt) {
  static final String COLLECTION = "alert-intake";
  static final Schema<IntakeRecord> SCHEMA = Schema.of(COLLECTION, IntakeRecord.class);

  IntakeRecord receivedAt(Instant now) {
    return new IntakeRecord(displayName, keyDigest, createdAt, createdBy, Optional.of(now));
  }

  IntakeRecord named(String name) {
    return new IntakeRecord(name, keyDigest, createdAt, createdBy, lastReceivedAt);
  }

  static Versioned<AlertIntake> intake(Stored<IntakeRecord> stored) {
    IntakeRecord record = stored.value();
    return new Versioned<>(
        new AlertIntake(
            stored.key().id(),
            record.displayName,
            record.createdAt,
            record.createdBy,
            record.lastReceivedAt),
        stored.version());
  }
}
