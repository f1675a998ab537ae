package dev.muster.core.reconcile;

import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.core.signin.StoredPerson;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Some of the differences of one kind that a run has found.
 *
 * @param run the run's id
 * @param kind which kind
 * @param number which document of that kind, from 0
 * @param rows the differences
 * @param expiresAt when they end, as their run
 */
record ChunkRecord(String run, Kind kind, int number, List<Row> rows, Instant expiresAt) {
  /**
   * The most differences of a document: applied they are one commit, of at most six changes each.
   */
  static final int MOST = 100;

  /** The index by which a run's are found, by kind and number. */
  static final String BY_PLACE = "place";

  static final Schema<ChunkRecord> SCHEMA =
      new Schema<>(
          "reconciliation-difference",
          ChunkRecord.class,
          it -> List.of(IndexEntry.of(BY_PLACE, place(it.run, it.kind, it.number))),
          it -> Optional.of(it.expiresAt()));

  /** Copies. */
  ChunkRecord {
    rows = List.copyOf(rows);
  }

  /** Where a document stands among those of its run. */
  static String place(String run, Kind kind, int number) {
    return Schema.join(run, kind.name(), format(number));
  }

  static String id(String run, Kind kind, int number) {
    return run + "." + kind.name() + "." + format(number);
  }

  private static String format(int number) {
    return String.format(Locale.ROOT, "%07d", number);
  }

  /** The same without some rows. */
  ChunkRecord with(List<Row> others) {
    return new ChunkRecord(run, kind, number, others, expiresAt);
  }

  /**
   * A difference.
   *
   * @param identity the id of the identity
   * @param version of the identity when it was compared; 0 where there was none
   * @param user whose it is, where there is somebody
   * @param platformUserId the person's id at the platform
   * @param name what they are called
   * @param person what the address book says, where something of it is stored
   * @param reason why
   * @param fields what changes
   */
  record Row(
      String identity,
      long version,
      Optional<String> user,
      String platformUserId,
      Optional<String> name,
      Optional<StoredPerson> person,
      String reason,
      List<String> fields) {
    /** Copies. */
    Row {
      fields = List.copyOf(fields);
    }

    Row because(String other) {
      return new Row(identity, version, user, platformUserId, name, person, other, fields);
    }

    Difference view(Kind kind) {
      return new Difference(kind, platformUserId, user, name, reason, fields);
    }
  }
}
