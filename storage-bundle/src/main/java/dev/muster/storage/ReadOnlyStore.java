package dev.muster.storage;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is stored, for a check beside an installation that may be running: finds documents one by
 * one, and can do nothing else.
 *
 * @param opener opens a session that cannot write
 */
record ReadOnlyStore(SessionPool.Opener opener) implements DocumentStore {
  @Override
  public Optional<Document> find(DocumentKey key) {
    try (Session session = opener.open()) {
      return Reads.find(session, key, Timestamps.of(Instant.now()));
    } catch (SQLException e) {
      throw new StorageException("The storage cannot be read", true, e);
    }
  }

  @Override
  public Page<Document> query(Query query) {
    throw refused();
  }

  @Override
  public long count(String collection, String partition, Query.Condition condition) {
    throw refused();
  }

  @Override
  public CommitResult commit(List<Change> changes) {
    throw refused();
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    throw refused();
  }

  private static StorageException refused() {
    return new StorageException(
        "This is a check: documents can be found, nothing else", false, new SQLException());
  }
}
