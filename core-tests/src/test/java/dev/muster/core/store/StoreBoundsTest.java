package dev.muster.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.core.testing.SteeredStore;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is at the edge: limits, cursors, expiry, and commits of which nobody knows the outcome. */
class StoreBoundsTest {
  record Note(String name, Instant until) {}

  record Other(String name) {}

  record Large(String text) {}

  private static final Schema<Note> NOTES =
      new Schema<>(
          "note",
          Note.class,
          note -> List.of(IndexEntry.unique("name", note.name())),
          note -> Optional.of(note.until()));
  private static final Schema<Other> OTHERS =
      Schema.of("other", Other.class, other -> List.of(IndexEntry.of("name", other.name())));

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final InMemoryDocumentStore memory = new InMemoryDocumentStore(clock);
  private final SteeredStore store = new SteeredStore(memory);
  private final Storage storage = new Storage(store);
  private final Repository<Note> notes = storage.repository(NOTES);
  private final Repository<Other> others = storage.repository(OTHERS);

  private Note note(String name) {
    return new Note(name, clock.instant().plusSeconds(60));
  }

  private void commit(Change... changes) {
    UnitOfWork work = new UnitOfWork();
    List.of(changes).forEach(work::add);
    assertThat(storage.commit(work)).isInstanceOf(CommitResult.Committed.class);
  }

  private void notes(int count) {
    commit(
        IntStream.range(0, count)
            .mapToObj(i -> notes.create("t", "id" + i, note("n" + i)))
            .toArray(Change[]::new));
  }

  private static void assertRefused(String field, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.errors().get(0).field()).isEqualTo(field));
  }

  @Test
  void aValueThatHasEndedIsGoneAndItsNameIsFree() {
    commit(notes.create("t", "1", note("a")));
    clock.advance(Duration.ofSeconds(60).minusMillis(1));
    assertThat(notes.find("t", "1")).isPresent();
    clock.advance(Duration.ofMillis(1));

    assertThat(notes.find("t", "1")).isEmpty();
    assertThat(notes.findBy("t", "name", "a")).isEmpty();
    commit(notes.create("t", "2", note("a")));
    commit(notes.create("t", "1", note("b")));
  }

  @Test
  void refusesACursorOfAnotherQuery() {
    notes(3);
    commit(others.create("t", "1", new Other("a")), others.create("t", "2", new Other("b")));
    Optional<String> theirs = others.page("t", new Query.All(), false, 1, Optional.empty()).next();
    Optional<String> ours = notes.page("t", new Query.All(), false, 1, Optional.empty()).next();
    assertThat(theirs).isPresent();

    assertRefused("after", () -> notes.page("t", new Query.All(), false, 1, theirs));
    assertRefused("after", () -> notes.page("u", new Query.All(), false, 1, ours));
    assertRefused("after", () -> notes.page("t", new Query.All(), true, 1, ours));
    assertRefused("after", () -> notes.page("t", new Query.Prefix("name", "n"), false, 1, ours));
    assertThat(notes.page("t", new Query.All(), false, 1, ours).items()).hasSize(1);
  }

  @Test
  void aFaultOfOursIsNotBlamedOnACursor() {
    DocumentStore broken =
        new SilentStore(memory) {
          @Override
          public Page<Document> query(Query query) {
            throw new IllegalArgumentException("as the test says");
          }
        };
    Repository<Note> repository = new Storage(broken).repository(NOTES);

    assertThatThrownBy(() -> repository.page("t", new Query.All(), false, 10, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertRefused(
        "after", () -> repository.page("t", new Query.All(), false, 10, Optional.of("x")));
  }

  @Test
  void pagesOfOneAndOfTwoHundredMayBeAskedFor() {
    notes(201);

    assertThat(notes.page("t", new Query.All(), false, 1, Optional.empty()).items()).hasSize(1);
    Page<Stored<Note>> page = notes.page("t", new Query.All(), false, 200, Optional.empty());
    assertThat(page.items()).hasSize(200);
    assertThat(notes.page("t", new Query.All(), false, 200, page.next()).items()).hasSize(1);
  }

  @Test
  void aPageOfLargeDocumentsEndsEarlyAndTheNextGoesOn() {
    Repository<Large> large = storage.repository(Schema.of("large", Large.class));
    for (int i = 0; i < 50; i++) {
      commit(large.create("t", "id" + (100 + i), new Large("x".repeat(200_000))));
    }
    List<String> ids = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<Large>> page = large.page("t", new Query.All(), false, 200, after);
      assertThat(page.items()).as("some megabytes at most").hasSizeBetween(1, 10);
      page.items().forEach(each -> ids.add(each.key().id()));
      after = page.next();
    } while (after.isPresent());

    assertThat(ids).hasSize(50).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void readsAllAcrossPagesAndNoMoreThanItMay() {
    for (int i = 0; i < 3; i++) {
      int from = i * 500;
      commit(
          IntStream.range(from, from + 500)
              .mapToObj(n -> others.create("t", "id" + n, new Other("n" + n)))
              .toArray(Change[]::new));
    }

    assertThat(others.all("t", new Query.All(), 10_000)).hasSize(1500).doesNotHaveDuplicates();
    assertThat(others.all("t", new Query.All(), 1234)).hasSize(1234);
    assertThat(others.all("t", new Query.All(), 1)).hasSize(1);
    assertThat(others.all("u", new Query.All(), 1)).isEmpty();
  }

  @Test
  void findsByTheLongestIdAndByNoLonger() {
    commit(others.create("t", "x".repeat(200), new Other("a")));

    assertThat(others.find("t", "x".repeat(200))).isPresent();
    int reads = store.reads();
    assertThat(others.find("t", "x".repeat(201))).isEmpty();
    assertThat(store.reads()).isEqualTo(reads);
  }

  @Test
  void tellsWhichDocumentsCarryOldIndexEntries() {
    memory.commit(
        List.of(
            new Change.Create(
                new Document(
                    others.key("t", "old"),
                    0,
                    "{\"name\":\"a\"}".getBytes(),
                    List.of(IndexEntry.of("was", "a")),
                    Optional.empty()))));
    commit(others.create("t", "now", new Other("b")));

    Page<Stored<Other>> page = others.outdated("t", 10, Optional.empty());

    assertThat(page.items()).extracting(each -> each.key().id()).containsExactly("old");
    assertThat(others.outdated("t", 1, Optional.empty()).next())
        .as("the next page, also where nothing of this one is old")
        .isPresent();
  }

  @Test
  void deletesOnlyWhatWasReadUnlessItDoesNotMatter() {
    commit(others.create("t", "1", new Other("a")));
    Stored<Other> read = others.find("t", "1").orElseThrow();
    commit(others.replace(read, new Other("b")));

    assertThat(storage.commit(new UnitOfWork().add(others.delete(read))))
        .isInstanceOf(CommitResult.Conflict.class);
    assertThat(storage.commit(new UnitOfWork().add(others.require(read))))
        .isInstanceOf(CommitResult.Conflict.class);
    commit(others.delete("t", "1"));
    assertThat(others.find("t", "1")).isEmpty();
  }

  @Test
  void tellsTheVersionsOfWhatWasCommittedAndOfNothingElse() {
    UnitOfWork work = new UnitOfWork();
    work.add(others.create("t", "1", new Other("a"))).add(others.create("t", "2", new Other("b")));
    assertThatThrownBy(() -> work.version(others.key("t", "1")))
        .isInstanceOf(IllegalStateException.class);
    storage.commit(work);

    assertThat(work.version(others.key("t", "2")))
        .isEqualTo(others.find("t", "2").orElseThrow().version());
    assertThat(work.changes(others.key("t", "1"))).isTrue();
    assertThat(work.changes(others.key("t", "3"))).isFalse();
    assertThatThrownBy(() -> work.version(others.key("t", "3")))
        .isInstanceOf(IllegalStateException.class);
  }

  // caches and listeners

  private Cache<String, Other> cache(Storage of, int most, AtomicInteger loads) {
    Repository<Other> repository = of.repository(OTHERS);
    return of.cache(
        most,
        id -> {
          loads.incrementAndGet();
          return repository.find("t", id).map(Stored::value);
        },
        Map.of("other", DocumentKey::id));
  }

  @Test
  void nothingOldIsGivenOutAfterACommitOfWhichNobodyKnowsTheOutcome() {
    commit(others.create("t", "1", new Other("a")));
    Storage node =
        new Storage(
            new SilentStore(memory) {
              @Override
              public CommitResult commit(List<Change> changes) {
                super.commit(changes);
                throw new IllegalStateException("the connection is gone");
              }
            });
    Cache<String, Other> cache = cache(node, 9, new AtomicInteger());
    assertThat(cache.get("1")).hasValue(new Other("a"));
    Stored<Other> read = others.find("t", "1").orElseThrow();

    assertThatThrownBy(
            () -> node.commit(new UnitOfWork().add(others.replace(read, new Other("b")))))
        .hasMessage("the connection is gone");

    assertThat(cache.get("1")).hasValue(new Other("b"));
  }

  @Test
  void aCacheKeepsAsMuchAsItMay() {
    for (int i = 0; i < 4; i++) {
      commit(others.create("t", "" + i, new Other("a")));
    }
    AtomicInteger loads = new AtomicInteger();
    Cache<String, Other> cache = cache(new Storage(new SilentStore(memory)), 4, loads);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(cache.get("" + i)).isPresent();
      }
    }
    assertThat(loads).hasValue(4);
  }

  @Test
  void aChangeThatOnlyRestsOnSomethingLeavesCachesAsTheyAre() {
    commit(others.create("t", "1", new Other("a")));
    Storage node = new Storage(new SilentStore(memory));
    AtomicInteger loads = new AtomicInteger();
    Cache<String, Other> cache = cache(node, 9, loads);
    cache.get("1");
    Stored<Other> read = others.find("t", "1").orElseThrow();

    node.commit(
        new UnitOfWork().add(others.require(read)).add(others.create("t", "2", new Other("b"))));
    cache.get("1");

    assertThat(loads).hasValue(1);
  }

  @Test
  void listenersHearOfWhatWasStoredAndOfNothingThatWasRefused() {
    List<DocumentStore.Notice> told = new ArrayList<>();
    List<UnitOfWork> committed = new ArrayList<>();
    Storage node = new Storage(new SilentStore(memory));
    node.onChange("other", told::add);
    node.onCommit(committed::add);
    UnitOfWork good = new UnitOfWork().add(others.create("t", "1", new Other("a")));
    UnitOfWork refused = new UnitOfWork().add(others.create("t", "1", new Other("b")));

    node.commit(good);
    node.commit(refused);

    assertThat(committed).containsExactly(good);
    assertThat(told).containsExactly(new DocumentStore.Notice.Changed(others.key("t", "1")));
  }

  @Test
  void missedNoticesReachListenersOfTheirCollectionOnly() {
    MissingStore missing = new MissingStore(memory);
    Storage node = new Storage(missing);
    List<DocumentStore.Notice> told = new ArrayList<>();
    AtomicInteger loads = new AtomicInteger();
    commit(others.create("t", "1", new Other("a")));
    Cache<String, Other> cache = cache(node, 9, loads);
    node.cache(9, id -> Optional.empty(), Map.of("note", DocumentKey::id));
    node.onChange("note", told::add);
    cache.get("1");

    missing.miss();
    cache.get("1");

    assertThat(told).containsExactly(new DocumentStore.Notice.Missed());
    assertThat(loads).as("everything was read again").hasValue(2);
  }

  @Test
  void endsItsWatches() {
    AtomicInteger watches = new AtomicInteger();
    Storage node =
        new Storage(
            new SilentStore(memory) {
              @Override
              public Watch watch(String collection, Consumer<Notice> listener) {
                watches.incrementAndGet();
                return watches::decrementAndGet;
              }
            });
    node.onChange("note", notice -> {});
    node.onChange("note", notice -> {});
    node.onChange("other", notice -> {});
    assertThat(watches).as("one for each collection").hasValue(2);

    node.close();

    assertThat(watches).hasValue(0);
  }

  // what ends with a tenant

  @Test
  void knowsTheCollectionsOfTenantsBeforeAnythingIsStoredInThem() {
    commit(others.create("", "1", new Other("of no tenant")));
    assertThat(storage.tenantCollections()).isEmpty();
    store.beforeNextCommit(() -> store.dieAfterCommits(1));
    UnitOfWork work = new UnitOfWork().add(others.create("t", "1", new Other("a")));

    assertThatThrownBy(() -> storage.commit(work)).isInstanceOf(SteeredStore.Died.class);

    store.revive();
    assertThat(others.find("t", "1")).isEmpty();
    assertThat(storage.tenantCollections()).containsExactly("other");
    commit(others.create("t", "1", new Other("a")));
    commit(others.create("u", "1", new Other("a")));
    assertThat(new Storage(memory).tenantCollections()).containsExactly("other");
  }
}
