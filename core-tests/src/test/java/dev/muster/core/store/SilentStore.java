package dev.muster.core.store;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes everything on, and tells of nothing. */
class SilentStore implements DocumentStore {
  private final DocumentStore store;

  SilentStore(DocumentStore store) {
    this.store = store;
  }

  @Override
  public Optional<Document> find(DocumentKey key) {
    return store.find(key);
  }

  @Override
  public Page<Document> query(Query query) {
    return store.query(query);
  }

  @Override
  public long count(String collection, String partition, Query.Condition condition) {
    return store.count(collection, partition, condition);
  }

  @Override
  public CommitResult commit(List<Change> changes) {
    return store.commit(changes);
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    return () -> {};
  }
}
