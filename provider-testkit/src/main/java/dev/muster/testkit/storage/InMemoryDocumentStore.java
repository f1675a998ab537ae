package dev.muster.testkit.storage;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store for tests: keeps everything {@link DocumentStore} promises but durability. Thread-safe.
 * Queries gather every match, however few a page shows, so it is for thousands of documents, not
 * millions. Needs no closing.
 */
public final class InMemoryDocumentStore implements DocumentStore {
  /** The most changes of one commit, as the contract says. */
  private static final int MAX_CHANGES = 1000;

  private final InstantSource clock;
  private final Map<Scope, InMemoryBucket> buckets = new HashMap<>();
  private final InMemoryWatches watches = new InMemoryWatches();
  private long lastVersion;

  private record Scope(String collection, String partition) {
    static Scope of(DocumentKey key) {
      return new Scope(key.collection(), key.partition());
    }
  }

  /** An empty store on the system's clock. */
  public InMemoryDocumentStore() {
    this(InstantSource.system());
  }

  /**
   * An empty store.
   *
   * @param clock what expiry is measured with
   */
  public InMemoryDocumentStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Document> find(DocumentKey key) {
    return bucket(Scope.of(key)).live(key.id(), clock.instant());
  }

  @Override
  public synchronized Page<Document> query(Query query) {
    Instant now = clock.instant();
    InMemoryBucket bucket = bucket(new Scope(query.collection(), query.partition()));
    List<InMemoryBucket.Position> matches = bucket.matches(query.condition(), now);
    if (query.descending()) {
      Collections.reverse(matches);
    }
    query
        .after()
        .map(text -> InMemoryCursor.decode(query, text))
        .ifPresent(cursor -> matches.removeIf(at -> !isAfter(at, cursor, query.descending())));
    List<InMemoryBucket.Position> page =
        matches.subList(0, Math.min(query.limit(), matches.size()));
    Optional<String> next =
        page.size() == matches.size()
            ? Optional.empty()
            : Optional.of(page.get(page.size() - 1))
                .map(last -> InMemoryCursor.encode(query, last.value(), last.id()));
    return new Page<>(
        page.stream().map(at -> bucket.live(at.id(), now).orElseThrow()).toList(), next);
  }

  @Override
  public synchronized long count(String collection, String partition, Query.Condition condition) {
    return bucket(new Scope(collection, partition)).matches(condition, clock.instant()).size();
  }

  @Override
  public CommitResult commit(List<Change> changes) {
    validate(changes);
    List<Change> copy = List.copyOf(changes);
    synchronized (this) {
      Instant now = clock.instant();
      Optional<CommitResult.Conflict> conflict =
          stateConflict(copy, now).or(() -> uniqueConflict(copy, now));
      if (conflict.isPresent()) {
        return conflict.get();
      }
      List<Long> versions = new ArrayList<>();
      List<DocumentKey> changed = new ArrayList<>();
      for (Change change : copy) {
        versions.add(apply(change));
        if (!(change instanceof Change.Require)) {
          changed.add(change.key());
        }
      }
      watches.tell(changed);
      return new CommitResult.Committed(versions);
    }
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    return watches.add(collection, listener);
  }

  private InMemoryBucket bucket(Scope scope) {
    return buckets.computeIfAbsent(scope, absent -> new InMemoryBucket());
  }

  private static boolean isAfter(
      InMemoryBucket.Position at, InMemoryCursor cursor, boolean descending) {
    int compared =
        Comparator.comparing(InMemoryBucket.Position::value, Utf8Order.INSTANCE)
            .thenComparing(InMemoryBucket.Position::id, Utf8Order.INSTANCE)
            .compare(at, new InMemoryBucket.Position(at.index(), cursor.value(), cursor.id()));
    return descending ? compared < 0 : compared > 0;
  }

  private static void validate(List<Change> changes) {
    if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
      throw new IllegalArgumentException("A commit has 1 to " + MAX_CHANGES + " changes");
    }
    Set<DocumentKey> keys = new HashSet<>();
    for (Change change : changes) {
      if (!keys.add(change.key())) {
        throw new IllegalArgumentException("A key appears in one change of a commit only");
      }
      boolean storable =
          Utf8Order.storable(change.key().id())
              && Utf8Order.storable(change.key().partition())
              && written(change).stream()
                  .flatMap(document -> document.indexes().stream())
                  .allMatch(entry -> Utf8Order.storable(entry.value()));
      if (!storable) {
        throw new IllegalArgumentException("Ids and values are Unicode text without U+0000");
      }
    }
  }

  /** The document that a change writes. */
  private static Optional<Document> written(Change change) {
    if (change instanceof Change.Create create) {
      return Optional.of(create.document());
    }
    if (change instanceof Change.Replace replace) {
      return Optional.of(replace.document());
    }
    return Optional.empty();
  }

  private Optional<CommitResult.Conflict> stateConflict(List<Change> changes, Instant now) {
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      long found =
          bucket(Scope.of(change.key()))
              .live(change.key().id(), now)
              .map(Document::version)
              .orElse(0L);
      Optional<CommitResult.Reason> reason = refusal(change, found);
      if (reason.isPresent()) {
        return Optional.of(new CommitResult.Conflict(i, reason.get(), Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Optional<CommitResult.Reason> refusal(Change change, long found) {
    if (change instanceof Change.Create) {
      return found == 0 ? Optional.empty() : Optional.of(CommitResult.Reason.EXISTS);
    }
    boolean holds;
    if (change instanceof Change.Replace replace) {
      holds = replace.document().version() == found;
    } else if (change instanceof Change.Delete delete) {
      holds = delete.version() == 0 || delete.version() == found;
    } else {
      holds = ((Change.Require) change).version() == found;
    }
    return holds ? Optional.empty() : Optional.of(CommitResult.Reason.VERSION);
  }

  /** Looks at what would be there afterwards, so that values may move between the documents. */
  private Optional<CommitResult.Conflict> uniqueConflict(List<Change> changes, Instant now) {
    Set<DocumentKey> released = new HashSet<>();
    changes.stream()
        .filter(change -> !(change instanceof Change.Require))
        .forEach(change -> released.add(change.key()));
    record Claim(Scope scope, IndexEntry entry) {}
    Map<Claim, DocumentKey> claims = new HashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      Optional<Document> document = written(changes.get(i));
      if (document.isEmpty()) {
        continue;
      }
      DocumentKey key = document.get().key();
      for (IndexEntry entry : document.get().indexes()) {
        if (!entry.unique()) {
          continue;
        }
        DocumentKey other = claims.putIfAbsent(new Claim(Scope.of(key), entry), key);
        boolean taken =
            (other != null && !other.equals(key))
                || bucket(Scope.of(key)).holders(entry, now).stream()
                    .map(id -> new DocumentKey(key.collection(), key.partition(), id))
                    .anyMatch(holder -> !released.contains(holder));
        if (taken) {
          return Optional.of(
              new CommitResult.Conflict(i, CommitResult.Reason.UNIQUE, Optional.of(entry.index())));
        }
      }
    }
    return Optional.empty();
  }

  private long apply(Change change) {
    InMemoryBucket bucket = bucket(Scope.of(change.key()));
    if (change instanceof Change.Require require) {
      return require.version();
    }
    Optional<Document> document = written(change);
    if (document.isEmpty()) {
      bucket.remove(change.key().id());
      return 0;
    }
    Document given = document.get();
    lastVersion++;
    bucket.put(
        new Document(given.key(), lastVersion, given.body(), given.indexes(), given.expiresAt()));
    return lastVersion;
  }
}
