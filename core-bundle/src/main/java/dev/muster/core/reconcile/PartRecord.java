package dev.muster.core.reconcile;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that a run has read and needs until it has read everything.
 *
 * @param run the run's id
 * @param departments ids of departments
 * @param people whom lists had, by {@link #mark}
 * @param expiresAt when it is worth nothing any more
 */
record PartRecord(String run, List<String> departments, List<Long> people, Instant expiresAt) {
  /** The index of a run's parts that say whom lists had. */
  static final String PEOPLE = "people";

  static final Schema<PartRecord> SCHEMA =
      new Schema<>(
          "reconciliation-part",
          PartRecord.class,
          it -> it.people.isEmpty() ? List.of() : List.of(IndexEntry.of(PEOPLE, it.run)),
          it -> Optional.of(it.expiresAt()));

  /** Copies. */
  PartRecord {
    departments = List.copyOf(departments);
    people = List.copyOf(people);
  }

  /** How long a run may read: then too much has changed since it began. */
  static final Duration LONGEST_READING = Duration.ofDays(1);

  static String id(String run, int part) {
    return String.format(Locale.ROOT, "%s.%07d", run, part);
  }

  /**
   * Eight bytes of an identity's id, which is a digest: that is little to store and to read again.
   * Whoever shared them with somebody else would count as listed, which disables nobody.
   */
  static long mark(String identity) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(identity)).getLong();
  }

  /** The same of somebody who perhaps goes by another id now. */
  static long markOfRenamed(String identity) {
    return Long.reverse(mark(identity));
  }
}
