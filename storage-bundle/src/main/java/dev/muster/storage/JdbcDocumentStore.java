package dev.muster.storage;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The SPI on an engine: validates, reads the clock, and leaves the rest to the engine. */
final class JdbcDocumentStore implements DocumentStore, AutoCloseable {
  private final Engine engine;
  private final InstantSource clock;
  private final Purger purger;

  JdbcDocumentStore(Engine engine, InstantSource clock, StorageLimits limits) {
    this.engine = engine;
    this.clock = clock;
    this.purger = new Purger(engine, clock, limits);
    purger.start();
  }

  @Override
  public Optional<Document> find(DocumentKey key) {
    if (!Texts.storable(key)) {
      return Optional.empty();
    }
    return engine.read(session -> Reads.find(session, key, now()));
  }

  @Override
  public Page<Document> query(Query query) {
    Optional<Cursor> after = query.after().map(text -> Cursor.decode(query, text));
    if (!storable(query.collection(), query.partition(), query.condition())) {
      return Page.only(List.of());
    }
    return engine.read(session -> Reads.query(session, query, after, now()));
  }

  @Override
  public long count(String collection, String partition, Query.Condition condition) {
    if (!storable(collection, partition, condition)) {
      return 0;
    }
    return engine.read(session -> Reads.count(session, collection, partition, condition, now()));
  }

  @Override
  public CommitResult commit(List<Change> changes) {
    return engine.commit(new Commit(changes));
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    return engine.watch(collection, listener);
  }

  /** Whether the changes of other nodes are heard. */
  boolean hears() {
    return engine.hears();
  }

  /** Deletes what has expired, as far as one round goes; returns how many documents. */
  int purge() {
    return purger.round();
  }

  @Override
  public void close() {
    purger.close();
    engine.close();
  }

  private static boolean storable(String collection, String partition, Query.Condition condition) {
    return Texts.storable(collection) && Texts.storable(partition) && Texts.storable(condition);
  }

  private long now() {
    return Timestamps.of(clock.instant());
  }
}
