package dev.muster.core.signin;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A store that writes down what it was asked. */
final class CountingStore implements DocumentStore {
  private final DocumentStore store;
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final List<List<Change>> commits = new CopyOnWriteArrayList<>();

  CountingStore(DocumentStore store) {
    this.store = store;
  }

  /** The collections that were read, in order. */
  List<String> reads() {
    return List.copyOf(reads);
  }

  List<List<Change>> commits() {
    return List.copyOf(commits);
  }

  void forget() {
    reads.clear();
    commits.clear();
  }

  @Override
  public Optional<Document> find(DocumentKey key) {
    reads.add(key.collection());
    return store.find(key);
  }

  @Override
  public Page<Document> query(Query query) {
    reads.add(query.collection() + "?");
    return store.query(query);
  }

  @Override
  public long count(String collection, String partition, Query.Condition condition) {
    return store.count(collection, partition, condition);
  }

  @Override
  public CommitResult commit(List<Change> changes) {
    // the first document of a collection costs a commit of its own, once
    if (changes.stream().noneMatch(each -> each.key().collection().equals("tenant-collection"))) {
      commits.add(changes);
    }
    return store.commit(changes);
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    return store.watch(collection, listener);
  }
}
