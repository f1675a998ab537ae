package dev.muster.core.store;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that tells its watches of nothing but that it missed something. */
final class MissingStore implements DocumentStore {
  private final DocumentStore store;
  private final List<Consumer<Notice>> listeners = new ArrayList<>();

  MissingStore(DocumentStore store) {
    this.store = store;
  }

  void miss() {
    listeners.forEach(each -> each.accept(new Notice.Missed()));
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
    listeners.add(listener);
    return () -> {};
  }
}
