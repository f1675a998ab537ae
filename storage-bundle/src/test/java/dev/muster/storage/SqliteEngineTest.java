package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database's threads, limits and end. */
final class SqliteEngineTest {
  private final ExecutorService callers = Executors.newCachedThreadPool();
  @TempDir Path directory;

  @AfterEach
  void stopCallers() {
    callers.shutdownNow();
  }

  @Test
  void aFailingPieceOfWorkSpoilsNoneButItsOwn() throws Exception {
    SqliteFile file = new SqliteFile(directory.resolve("muster.db"));
    file.prepare(new Schema(new SqliteDialect(), SqliteFile.KEY));
    try (GroupWriter writer = new GroupWriter(file::openWriter, TestDocuments.LIMITS)) {
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Future<Integer> first =
          callers.submit(
              () ->
                  writer.<Integer>run(
                      session -> {
                        busy.countDown();
                        awaitQuietly(go);
                        return 0;
                      },
                      done -> {}));
      busy.await();
      List<Future<Integer>> group = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        int number = i;
        group.add(callers.submit(() -> writer.<Integer>run(s -> count(s, number), done -> {})));
      }
      go.countDown();

      assertThat(first.get(10, TimeUnit.SECONDS)).isZero();
      assertThat(group.get(0).get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(group.get(2).get(10, TimeUnit.SECONDS)).isEqualTo(3);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> rethrow(group.get(1)))
          .withCauseInstanceOf(SQLException.class);
    }
    assertThat(number("SELECT value FROM version_counter")).isEqualTo(4);
  }

  /** Adds to the counter, and fails after it has done so for the number 2. */
  private static int count(Session session, int number) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.executeUpdate("UPDATE version_counter SET value = value + " + number);
      if (number == 2) {
        statement.executeUpdate("INSERT INTO nowhere VALUES (1)");
      }
      return number;
    }
  }

  @Test
  void givesNoVersionTwiceAfterATransactionThatWasRolledBack() throws Exception {
    SqliteFile file = new SqliteFile(directory.resolve("muster.db"));
    file.prepare(new Schema(new SqliteDialect(), SqliteFile.KEY));
    SqliteDialect dialect = new SqliteDialect();
    try (GroupWriter writer =
        new GroupWriter(
            () -> {
              dialect.forgetVersions();
              return file.openWriter();
            },
            TestDocuments.LIMITS)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(
              () ->
                  writer.<long[]>run(
                      session -> {
                        dialect.versions(session, 1);
                        throw new SQLException("the disk is full");
                      },
                      done -> {}));
      long[] given = writer.run(session -> dialect.versions(session, 3), done -> {});
      // as after kill -9: what was in memory is lost
      long[] later = writer.run(session -> new SqliteDialect().versions(session, 1), done -> {});

      assertThat(given).isSorted().doesNotHaveDuplicates();
      assertThat(later[0]).isGreaterThan(given[2]);
    }
  }

  @Test
  void looksUpWhatACommitRestsOnInOneStatementAndMoreThanThatInFew() throws Exception {
    SqliteFile file = new SqliteFile(directory.resolve("muster.db"));
    SqliteDialect dialect = new SqliteDialect();
    file.prepare(new Schema(dialect, SqliteFile.KEY));
    try (JdbcDocumentStore store = open(TestDocuments.LIMITS);
        Session session = file.openReader()) {
      List<DocumentKey> keys = new ArrayList<>();
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        IndexEntry name = IndexEntry.unique("name", "name-" + i);
        Document document = TestDocuments.document("id-" + i, Optional.empty(), name);
        store.commit(List.of(new Change.Create(document)));
        keys.add(document.key());
        claims.add(Claim.of(document.key(), name));
      }
      keys.add(TestDocuments.key("id-of-nobody"));

      assertThat(dialect.rows(session, keys).keySet())
          .containsExactlyInAnyOrderElementsOf(keys.subList(0, 40));
      assertThat(dialect.holders(session, claims).values())
          .containsExactlyInAnyOrderElementsOf(keys.subList(0, 40));
      assertThat(dialect.rows(session, List.of())).isEmpty();
    }
  }

  @Test
  void aFullQueueIsToldAndWhatDidNotBeginIsNotStored() throws Exception {
    try (JdbcDocumentStore store = open(TestDocuments.impatient(1))) {
      List<Future<String>> outcomes = new ArrayList<>();
      try (Connection other = connect();
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        for (int i = 0; i < 6; i++) {
          String id = "id-" + i;
          outcomes.add(callers.submit(() -> outcome(store, id)));
        }
        for (Future<String> outcome : outcomes) {
          assertThat(outcome.get(20, TimeUnit.SECONDS)).startsWith("retryable");
        }
        statement.execute("ROLLBACK");
      }
      List<String> told = new ArrayList<>();
      for (Future<String> outcome : outcomes) {
        told.add(outcome.get());
      }
      assertThat(told).anyMatch(text -> text.contains("Too many commits"));
      TestDocuments.await("the writer works again", () -> outcome(store, "later").equals("stored"));
      for (int i = 0; i < told.size(); i++) {
        if (!told.get(i).contains("outcome is unknown")) {
          assertThat(store.find(TestDocuments.key("id-" + i))).as(told.get(i)).isEmpty();
        }
      }
    }
  }

  @Test
  void readsGoOnWhileTheWriterIsBusy() throws Exception {
    try (JdbcDocumentStore store = open(TestDocuments.impatient(8))) {
      store.commit(TestDocuments.create("one"));
      try (Connection other = connect();
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");

        assertThat(store.find(TestDocuments.key("one"))).isPresent();
      }
    }
  }

  @Test
  void everythingIsRefusedOnceClosed() {
    JdbcDocumentStore store = open(TestDocuments.LIMITS);
    store.close();
    store.close();

    List<Callable<?>> calls =
        List.of(
            () -> store.find(TestDocuments.key("one")),
            () -> store.count("things", "demo", new Query.All()),
            () -> store.query(Query.of("things", "demo", new Query.All(), 1)),
            () -> store.commit(TestDocuments.create("one")));
    for (Callable<?> call : calls) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(call::call)
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
  }

  @Test
  void closingEndsWhatIsUnderWayAndLeavesOneFile() throws Exception {
    JdbcDocumentStore store = open(TestDocuments.LIMITS);
    Set<String> stored = ConcurrentHashMap.newKeySet();
    CountDownLatch some = new CountDownLatch(50);
    List<Future<?>> running = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      String prefix = caller + "-";
      running.add(
          callers.submit(
              () -> {
                for (int i = 0; outcome(store, prefix + i).equals("stored"); i++) {
                  stored.add(prefix + i);
                  some.countDown();
                }
              }));
    }
    assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
    store.close();
    for (Future<?> caller : running) {
      caller.get(10, TimeUnit.SECONDS);
    }

    try (var files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactly("muster.db");
    }
    try (JdbcDocumentStore again = open(TestDocuments.LIMITS)) {
      assertThat(stored).allMatch(id -> again.find(TestDocuments.key(id)).isPresent());
    }
  }

  @Test
  void purgingDeletesWhatHasExpiredAndNothingElse() throws Exception {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (JdbcDocumentStore store = open(TestDocuments.LIMITS, clock)) {
      int expiring = TestDocuments.LIMITS.purgeBatch() + 1;
      Optional<Instant> end = Optional.of(clock.instant().plusSeconds(10));
      for (int i = 0; i < expiring; i++) {
        store.commit(
            List.of(
                new dev.muster.spi.storage.Change.Create(
                    TestDocuments.document("e-" + i, end, IndexEntry.of("tag", "x")))));
      }
      store.commit(TestDocuments.create("kept", IndexEntry.of("tag", "x")));

      assertThat(store.purge()).isZero();
      clock.advance(Duration.ofSeconds(10));
      assertThat(store.purge()).isEqualTo(expiring);

      assertThat(number("SELECT COUNT(*) FROM document")).isEqualTo(1);
      assertThat(number("SELECT COUNT(*) FROM index_entry")).isEqualTo(1);
      assertThat(store.find(TestDocuments.key("kept"))).isPresent();
    }
  }

  @Test
  void theLogIsCopiedToTheFileWhileCommitsGoOn() throws Exception {
    Path file = directory.resolve("muster.db");
    try (JdbcDocumentStore store = open(TestDocuments.impatient(8))) {
      long before = Files.size(file);
      for (int i = 0; i < 400; i++) {
        store.commit(TestDocuments.create("d-" + i));
      }

      TestDocuments.await("documents in the file", () -> size(file) > before);
      assertThat(store.commit(TestDocuments.create("after")))
          .isInstanceOf(CommitResult.Committed.class);
    }
  }

  @Test
  void aPageIsReadFromOneRangeOfAnIndex() throws Exception {
    open(TestDocuments.LIMITS).close();
    List<Query.Condition> conditions =
        List.of(
            new Query.All(),
            new Query.Equal("tag", "x"),
            new Query.Prefix("tag", "x"),
            new Query.Prefix("tag", ""),
            new Query.Range("tag", "a", "b"));
    for (Query.Condition condition : conditions) {
      for (boolean descending : List.of(false, true)) {
        for (Optional<Cursor> after :
            List.of(Optional.<Cursor>empty(), Optional.of(new Cursor("x", "id")))) {
          Query query = new Query("things", "demo", condition, descending, 10, Optional.empty());
          String plan = plan(QuerySql.page(query, after, 0));

          assertThat(plan)
              .as("%s %s %s", condition, descending, after)
              .doesNotContain("SCAN")
              .doesNotContain("TEMP B-TREE");
          if (!(condition instanceof Query.All)) {
            assertThat(plan).startsWith("SEARCH e USING PRIMARY KEY");
            assertThat(plan).contains("SEARCH d USING INDEX");
          }
        }
      }
    }
  }

  private String plan(QuerySql sql) throws Exception {
    StringBuilder plan = new StringBuilder();
    SqliteFile file = new SqliteFile(directory.resolve("muster.db"));
    try (Session session = file.openReader();
        ResultSet steps =
            session.prepare("EXPLAIN QUERY PLAN " + sql.text(), sql.parameters()).executeQuery()) {
      while (steps.next()) {
        plan.append(steps.getString("detail")).append('\n');
      }
    }
    return plan.toString();
  }

  private static String outcome(JdbcDocumentStore store, String id) {
    try {
      CommitResult result = store.commit(TestDocuments.create(id));
      return result instanceof CommitResult.Committed ? "stored" : result.toString();
    } catch (StorageException e) {
      return (e.retryable() ? "retryable: " : "final: ") + e.getMessage();
    }
  }

  private JdbcDocumentStore open(StorageLimits limits) {
    return open(limits, InstantSource.system());
  }

  private JdbcDocumentStore open(StorageLimits limits, InstantSource clock) {
    return StorageFactory.open(StorageSettings.of("", "", "", directory.toString()), clock, limits);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("muster.db"));
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(Future<?> future) throws Throwable {
    try {
      future.get(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause();
    }
  }
}
