package dev.muster.storage;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the tests of this package store, and how they wait. */
final class TestDocuments {
  static final StorageLimits LIMITS = StorageLimits.DEFAULTS;

  private TestDocuments() {}

  static DocumentKey key(String id) {
    return new DocumentKey("things", "demo", id);
  }

  static List<Change> create(String id, IndexEntry... entries) {
    return List.of(new Change.Create(document(id, Optional.empty(), entries)));
  }

  static Document document(String id, Optional<Instant> end, IndexEntry... entries) {
    return new Document(key(id), 0, new byte[] {1, 2, 3}, List.of(entries), end);
  }

  /** Limits of one second and less, so that a test sees them reached. */
  static StorageLimits impatient(int queuedCommits) {
    return new StorageLimits(
        queuedCommits,
        LIMITS.commitsPerGroup(),
        5,
        Duration.ofMillis(500),
        1,
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        4,
        LIMITS.attempts(),
        LIMITS.untold(),
        LIMITS.purgeBatch(),
        LIMITS.purgeBatches(),
        LIMITS.purgePause(),
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        LIMITS.closeTime());
  }

  /** Waits until a condition holds. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within 30 s: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
