package dev.muster.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.IndexEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The store under test and how the tests speak to it.
 *
 * @param store the store
 * @param clock what it reads the time from
 */
record StoreFixture(DocumentStore store, ManualClock clock) {
  static final String COLLECTION = "things";

  /** A partition that no other test knows. */
  static String freshPartition() {
    return UUID.randomUUID().toString();
  }

  static DocumentKey key(String partition, String id) {
    return new DocumentKey(COLLECTION, partition, id);
  }

  static Document document(DocumentKey key, String body, IndexEntry... entries) {
    return new Document(
        key, 0, body.getBytes(StandardCharsets.UTF_8), List.of(entries), Optional.empty());
  }

  static Document expiring(DocumentKey key, Instant end, IndexEntry... entries) {
    return new Document(key, 0, new byte[] {1}, List.of(entries), Optional.of(end));
  }

  static Document withVersion(Document document, long version) {
    return new Document(
        document.key(), version, document.body(), document.indexes(), document.expiresAt());
  }

  static String text(Document document) {
    return new String(document.body(), StandardCharsets.UTF_8);
  }

  /** Commits what must succeed. */
  List<Long> committed(Change... changes) {
    CommitResult result = store.commit(List.of(changes));
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    return ((CommitResult.Committed) result).versions();
  }

  /** Creates a document that must not be there yet, and tells its version. */
  long created(Document document) {
    return committed(new Change.Create(document)).get(0);
  }

  /** Commits what must be refused. */
  CommitResult.Conflict refused(Change... changes) {
    CommitResult result = store.commit(List.of(changes));
    assertThat(result).isInstanceOf(CommitResult.Conflict.class);
    return (CommitResult.Conflict) result;
  }
}
