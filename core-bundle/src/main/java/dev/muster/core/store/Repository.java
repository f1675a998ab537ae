package dev.muster.core.store;

import dev.muster.api.ProblemException;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Documents of one kind. Reads at once; writes by making {@link Change changes} for a {@link
 * UnitOfWork}. Ids that a store could not hold are simply not there.
 */
public final class Repository<T> {
  /** The most items of a page that the outside may ask for. */
  public static final int MAX_PAGE = 200;

  /**
   * After so many bytes of documents a page ends, whatever was asked for: two hundred of the
   * largest would be forty megabytes, and several times as much once they are read.
   */
  static final int MAX_PAGE_BYTES = 1_000_000;

  /** How many documents come before their size is looked at. */
  private static final int AT_A_TIME = 10;

  private static final int MAX_ID = 200;

  private final DocumentStore store;
  private final Schema<T> schema;
  private final JsonCodec.Type<T> json;

  Repository(DocumentStore store, Schema<T> schema, JsonCodec codec) {
    this.store = store;
    this.schema = schema;
    this.json = codec.type(schema.type());
  }

  /** Where a document lies. */
  public DocumentKey key(String partition, String id) {
    return new DocumentKey(schema.collection(), partition, id);
  }

  /** Reads one. */
  public Optional<Stored<T>> find(String partition, String id) {
    if (id.isEmpty() || id.length() > MAX_ID || id.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return store.find(key(partition, id)).map(this::read);
  }

  /** Reads the one that carries a value in a unique index. */
  public Optional<Stored<T>> findBy(String partition, String index, String value) {
    return query(partition, new Query.Equal(index, value), false, 1, Optional.empty())
        .items()
        .stream()
        .findFirst();
  }

  /** Reads a page for one of our own loops. */
  public Page<Stored<T>> query(
      String partition,
      Query.Condition condition,
      boolean descending,
      int limit,
      Optional<String> after) {
    Page<Document> page =
        store.query(new Query(schema.collection(), partition, condition, descending, limit, after));
    List<Stored<T>> items = new ArrayList<>(page.items().size());
    for (Document document : page.items()) {
      items.add(read(document));
    }
    return new Page<>(items, page.next());
  }

  /**
   * Reads a page for somebody outside. Where documents are large it holds fewer than were asked
   * for, and the next one goes on.
   *
   * @throws ProblemException {@code INVALID_VALUE} for a limit out of range or a foreign cursor
   */
  public Page<Stored<T>> page(
      String partition,
      Query.Condition condition,
      boolean descending,
      int limit,
      Optional<String> after) {
    checkLimit(limit);
    try {
      return bounded(partition, condition, descending, limit, after);
    } catch (IllegalArgumentException e) {
      if (after.isEmpty()) {
        throw e;
      }
      throw unknownCursor();
    }
  }

  private Page<Stored<T>> bounded(
      String partition,
      Query.Condition condition,
      boolean descending,
      int limit,
      Optional<String> after) {
    List<Stored<T>> items = new ArrayList<>();
    Optional<String> next = after;
    int bytes = 0;
    do {
      int atATime = Math.min(AT_A_TIME, limit - items.size());
      Page<Document> piece =
          store.query(
              new Query(schema.collection(), partition, condition, descending, atATime, next));
      for (Document document : piece.items()) {
        bytes += document.body().length;
        items.add(read(document));
      }
      next = piece.next();
    } while (next.isPresent() && items.size() < limit && bytes < MAX_PAGE_BYTES);
    return new Page<>(items, next);
  }

  /** Reads all that match, at most so many. */
  public List<Stored<T>> all(String partition, Query.Condition condition, int most) {
    List<Stored<T>> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      int limit = Math.min(Query.MAX_LIMIT, most - all.size());
      Page<Stored<T>> page = query(partition, condition, false, limit, after);
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent() && all.size() < most);
    return List.copyOf(all);
  }

  /** Reads the next documents whose index entries are not those that would be stored now. */
  public Page<Stored<T>> outdated(String partition, int limit, Optional<String> after) {
    Page<Document> page =
        store.query(
            new Query(schema.collection(), partition, new Query.All(), false, limit, after));
    List<Stored<T>> items = new ArrayList<>();
    for (Document document : page.items()) {
      Stored<T> stored = read(document);
      if (!Set.copyOf(document.indexes()).equals(indexes(stored.value()))) {
        items.add(stored);
      }
    }
    return new Page<>(items, page.next());
  }

  private Set<IndexEntry> indexes(T value) {
    return Set.copyOf(schema.indexes().apply(value));
  }

  /** Counts those that match. */
  public long count(String partition, Query.Condition condition) {
    return store.count(schema.collection(), partition, condition);
  }

  /** Stores a value where none is. */
  public Change create(String partition, String id, T value) {
    return new Change.Create(document(key(partition, id), 0, value));
  }

  /** Stores a value in place of the one that was read. */
  public Change replace(Stored<?> read, T value) {
    return new Change.Replace(document(read.key(), read.version(), value));
  }

  /** Deletes what was read, if it has not changed since. */
  public Change delete(Stored<?> read) {
    return new Change.Delete(read.key(), read.version());
  }

  /** Deletes whatever is there. */
  public Change delete(String partition, String id) {
    return new Change.Delete(key(partition, id), 0);
  }

  /** Rests on what was read. */
  public Change require(Stored<?> read) {
    return new Change.Require(read.key(), read.version());
  }

  /** The value of a document that a change stores. */
  public T value(Document document) {
    return json.read(document.body());
  }

  private Document document(DocumentKey key, long version, T value) {
    return new Document(
        key,
        version,
        json.write(value),
        schema.indexes().apply(value),
        schema.expiresAt().apply(value));
  }

  private Stored<T> read(Document document) {
    return new Stored<>(document.key(), document.version(), json.read(document.body()));
  }

  /** Refuses a limit that is out of range. */
  public static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw ProblemException.invalid(
          "limit", "out-of-range", new Text("The limit is 1 to 200.", "limit 须为 1 至 200。"));
    }
  }

  /** Says that a cursor is none of ours. */
  public static ProblemException unknownCursor() {
    return ProblemException.invalid(
        "after",
        "unknown-cursor",
        new Text(
            "Take the value of \"next\" as it stood in the page before.", "请使用上一页返回的 next 的值。"));
  }
}
