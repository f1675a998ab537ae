package dev.muster.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.Together;
import dev.muster.core.testing.SteeredStore;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class StorageTest {
  record Note(String name, int count, Optional<String> remark, Instant at, List<String> tags) {}

  private static final Schema<Note> NOTES =
      Schema.of("note", Note.class, note -> List.of(IndexEntry.unique("name", note.name())));
  private static final Instant AT = Instant.parse("2026-11-22T11:00:00.123Z");

  private final InMemoryDocumentStore store = new InMemoryDocumentStore();
  private final Storage storage = new Storage(store);
  private final Repository<Note> notes = storage.repository(NOTES);

  private static Note note(String name, int count) {
    return new Note(name, count, Optional.empty(), AT, List.of());
  }

  private void create(String id, Note note) {
    storage.transact(work -> returning(work.add(notes.create("t", id, note))));
  }

  private static java.util.function.Supplier<UnitOfWork> returning(UnitOfWork work) {
    return () -> work;
  }

  private int increment(String id) {
    return storage.transact(
        work -> {
          Stored<Note> read = notes.find("t", id).orElseThrow();
          Note next = note(read.value().name(), read.value().count() + 1);
          work.add(notes.replace(read, next));
          return next::count;
        });
  }

  @Test
  void readsBackWhatWasWritten() {
    Note note = new Note("a", 3, Optional.of("x"), AT, List.of("p", "q"));

    create("1", note);

    assertThat(notes.find("t", "1")).map(Stored::value).contains(note);
    assertThat(notes.findBy("t", "name", "a")).map(Stored::value).contains(note);
    assertThat(notes.find("other", "1")).isEmpty();
  }

  @Test
  void findsNothingForIdsThatNoStoreCouldHold() {
    assertThat(notes.find("t", "")).isEmpty();
    assertThat(notes.find("t", "x".repeat(201))).isEmpty();
    assertThat(notes.find("t", "a\0b")).isEmpty();
  }

  @Test
  void readsOverWhatAnotherVersionHasWritten() {
    byte[] newer =
        "{\"name\":\"a\",\"count\":1,\"at\":0,\"tags\":[],\"later\":{\"x\":[1]}}".getBytes();
    store.commit(
        List.of(
            new dev.muster.spi.storage.Change.Create(
                dev.muster.spi.storage.Document.of(new DocumentKey("note", "t", "1"), newer))));

    assertThat(notes.find("t", "1").orElseThrow().value().name()).isEqualTo("a");
  }

  @Test
  void doesNotQuoteADocumentThatIsNotReadable() {
    store.commit(
        List.of(
            new dev.muster.spi.storage.Change.Create(
                dev.muster.spi.storage.Document.of(
                    new DocumentKey("note", "t", "1"), "{\"name\":hidden-value".getBytes()))));

    assertThatThrownBy(() -> notes.find("t", "1"))
        .hasMessageContaining("Note")
        .hasMessageNotContaining("hidden-value")
        .hasRootCauseInstanceOf(java.io.IOException.class);
  }

  @Test
  void repeatsAChangeThatOthersGetInTheWayOf() throws Exception {
    create("1", note("a", 0));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<?>> all =
          java.util.stream.IntStream.range(0, 16)
              .<Future<?>>mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            go.await();
                            for (int n = 0; n < 3; n++) {
                              increment("1");
                            }
                            return null;
                          }))
              .toList();
      go.countDown();
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(notes.find("t", "1").orElseThrow().value().count()).isEqualTo(48);
  }

  @Test
  void givesUpWhenOthersGetInTheWayTooOften() {
    create("1", note("a", 0));
    AtomicInteger attempts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                storage.transact(
                    work -> {
                      attempts.incrementAndGet();
                      Stored<Note> read = notes.find("t", "1").orElseThrow();
                      Note other = note("a", read.value().count() + 1);
                      storage.commit(new UnitOfWork().add(notes.replace(read, other)));
                      return returning(work.add(notes.replace(read, note("a", -1))));
                    }))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(e.retryAfter()).isPresent();
            });
    assertThat(attempts).hasValue(Storage.MAX_ATTEMPTS);
  }

  @Test
  void tellsWhatAConflictMeans() {
    create("1", note("a", 0));

    assertThatThrownBy(
            () ->
                storage.transact(
                    work ->
                        returning(
                            work.add(
                                notes.create("t", "2", note("a", 0)),
                                conflict ->
                                    Optional.of(
                                        new IllegalStateException(
                                            conflict.reason() + " " + conflict.index().get()))))))
        .hasMessage("UNIQUE name");
  }

  @Test
  void storesEverythingOfAUnitOrNothing() {
    create("1", note("a", 0));
    UnitOfWork work =
        new UnitOfWork()
            .add(notes.create("t", "2", note("b", 0)))
            .add(notes.create("t", "1", note("c", 0)));

    assertThat(storage.commit(work)).isInstanceOf(CommitResult.Conflict.class);
    assertThat(notes.find("t", "2")).isEmpty();
  }

  @Test
  void refusesForeignCursorsAndLimitsOutOfRange() {
    create("1", note("a", 0));

    assertThatThrownBy(() -> notes.page("t", new Query.All(), false, 10, Optional.of("nobody's")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.errors().get(0).field()).isEqualTo("after"));
    for (int limit : new int[] {0, -1, 201}) {
      assertThatThrownBy(() -> notes.page("t", new Query.All(), false, limit, Optional.empty()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.errors().get(0).field()).isEqualTo("limit"));
    }
  }

  @Nested
  final class Caching {
    private final AtomicInteger loads = new AtomicInteger();
    private final Cache<String, Note> cache =
        storage.cache(
            2,
            id -> {
              loads.incrementAndGet();
              return notes.find("t", id).map(Stored::value);
            },
            Map.of("note", DocumentKey::id));

    @Test
    void readsOnce() {
      create("1", note("a", 0));
      // a store that tells nothing: a notice that comes late makes a cache read again
      Cache<String, Note> quiet =
          new Storage(new MissingStore(store))
              .cache(
                  2,
                  id -> {
                    loads.incrementAndGet();
                    return notes.find("t", id).map(Stored::value);
                  },
                  Map.of("note", DocumentKey::id));

      quiet.get("1");
      quiet.get("1");

      assertThat(loads).hasValue(1);
    }

    @Test
    void isNeverStaleAfterACommitOfThisNode() {
      create("1", note("a", 0));
      for (int i = 0; i < 100; i++) {
        int now = increment("1");
        assertThat(cache.get("1").orElseThrow().count()).isEqualTo(now);
      }
    }

    @Test
    void followsCommitsThatAnotherNodeMade() {
      Storage otherNode = new Storage(store);
      create("1", note("a", 0));
      cache.get("1");

      otherNode.transact(
          work -> {
            Stored<Note> read = otherNode.repository(NOTES).find("t", "1").orElseThrow();
            return returning(work.add(otherNode.repository(NOTES).replace(read, note("a", 9))));
          });

      // the store tells of it within a second or so
      Together.until(() -> cache.get("1").orElseThrow().count() == 9);
    }

    @Test
    void doesNotKeepWhatWasReadBeforeAChangeThatOvertookIt() {
      create("1", note("a", 0));
      AtomicInteger calls = new AtomicInteger();
      Cache<String, Note> overtaken =
          storage.cache(
              2,
              id -> {
                Optional<Note> read = notes.find("t", id).map(Stored::value);
                if (calls.getAndIncrement() == 0) {
                  increment("1");
                }
                return read;
              },
              Map.of("note", DocumentKey::id));

      overtaken.get("1");

      assertThat(overtaken.get("1").orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void holdsNoMoreThanItMay() {
      create("1", note("a", 0));
      create("2", note("b", 0));
      create("3", note("c", 0));
      cache.get("1");
      cache.get("2");
      cache.get("3");
      int before = loads.get();

      cache.get("1");
      cache.get("2");
      cache.get("3");

      assertThat(loads.get()).isGreaterThan(before);
    }

    @Test
    void doesNotRememberWhatIsAbsent() {
      assertThat(cache.get("none")).isEmpty();
      create("none", note("a", 0));

      assertThat(cache.get("none")).isPresent();
    }

    @Test
    void forgetsEverythingWhenTheStoreMissedSomething() {
      MissingStore missing = new MissingStore(store);
      Storage node = new Storage(missing);
      Repository<Note> theirs = node.repository(NOTES);
      Cache<String, Integer> counts =
          node.cache(
              9,
              id -> theirs.find("t", id).map(read -> read.value().count()),
              Map.of("note", DocumentKey::id));
      create("1", note("a", 0));
      counts.get("1");
      increment("1");

      missing.miss();

      assertThat(counts.get("1")).contains(1);
    }
  }

  @Test
  void tellsAListenerNothingOnceItHasEnded() {
    SteeredStore silent = new SteeredStore(store);
    silent.keepSilent(); // a node hears of its own commits all the same
    Storage node = new Storage(silent);
    Repository<Note> theirs = node.repository(NOTES);
    List<String> heard = new ArrayList<>();
    Watch changes = node.onChange("note", notice -> heard.add("change"));
    Watch commits = node.onCommit(work -> heard.add("commit"));
    node.commit(new UnitOfWork().add(theirs.create("t", "1", note("a", 1))));
    assertThat(heard).containsExactlyInAnyOrder("change", "commit");
    heard.clear();

    changes.close();
    node.commit(new UnitOfWork().add(theirs.create("t", "2", note("b", 1))));
    assertThat(heard).containsExactly("commit");
    commits.close();
    node.commit(new UnitOfWork().add(theirs.create("t", "3", note("c", 1))));
    assertThat(heard).containsExactly("commit");
  }
}
