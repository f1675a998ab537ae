package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult.Committed;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import dev.muster.testkit.storage.ManualClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What several nodes on one PostgreSQL see of each other, and of a server that goes and comes. */
final class PostgresEngineTest {
  @RegisterExtension static final EmbeddedServer SERVER = new EmbeddedServer();

  @Test
  void aNodeHearsOfAnothersChangesAndReadsThem() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    try (JdbcDocumentStore here = open(database);
        JdbcDocumentStore there = open(database)) {
      ConcurrentLinkedQueue<Notice> heard = new ConcurrentLinkedQueue<>();
      try (Watch watch = here.watch("things", heard::add)) {
        assertThat(watch).isNotNull();
        there.commit(TestDocuments.create("one"));

        Notice changed = new Notice.Changed(TestDocuments.key("one"));
        TestDocuments.await("the change is told", () -> heard.contains(changed));
        assertThat(here.find(TestDocuments.key("one"))).isPresent();
      }
    }
  }

  @Test
  void aKeyTooLongToTellIsToldAsMissed() throws Exception {
    try (JdbcDocumentStore store = open(SERVER.freshDatabase())) {
      ConcurrentLinkedQueue<Notice> heard = new ConcurrentLinkedQueue<>();
      try (Watch watch = store.watch("things", heard::add)) {
        assertThat(watch).isNotNull();
        DocumentKey key = new DocumentKey("things", "p".repeat(500), "\uD83D\uDE00".repeat(100));
        heard.clear();
        store.commit(
            List.of(new Change.Create(dev.muster.spi.storage.Document.of(key, new byte[1]))));

        TestDocuments.await("the change is told", () -> !heard.isEmpty());
      }
    }
  }

  @Test
  void twoNodesMayMeetOnAnEmptyDatabase() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      List<Callable<JdbcDocumentStore>> starts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starts.add(() -> open(database));
      }
      for (Future<JdbcDocumentStore> node : nodes.invokeAll(starts, 30, TimeUnit.SECONDS)) {
        try (JdbcDocumentStore store = node.get()) {
          assertThat(store.find(TestDocuments.key("one"))).isEmpty();
        }
      }
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void refusesANewerSchema() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    open(database).close();
    try (Connection connection = SERVER.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE schema_version SET version = 99");
    }

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> open(database))
        .withMessageContaining("database.url: ")
        .withMessageContaining("schema version 99");
  }

  @Test
  void refusesADatabaseThatIsNotThere() throws Exception {
    String url = SERVER.freshDatabase().url().orElseThrow() + "x";

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> open(StorageSettings.of(url, "postgres", "hunter2", "")))
        .withMessageContaining("database.url: PostgreSQL has no database of that name")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void refusesAUserThatIsNotThere() throws Exception {
    String url = SERVER.freshDatabase().url().orElseThrow();

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> open(StorageSettings.of(url, "nobody", "hunter2", "")))
        .withMessageContaining("database.user, database.password: ")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void everythingIsRefusedOnceClosed() throws Exception {
    JdbcDocumentStore store = open(SERVER.freshDatabase());
    store.close();
    store.close();

    List<Callable<?>> calls =
        List.of(
            () -> store.find(TestDocuments.key("one")),
            () -> store.count("things", "demo", new Query.All()),
            () -> store.watch("things", notice -> {}),
            () -> store.commit(TestDocuments.create("one")));
    for (Callable<?> call : calls) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(call::call)
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
  }

  @Test
  void purgingDeletesWhatHasExpiredAndNothingElse() throws Exception {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    StorageSettings database = SERVER.freshDatabase();
    try (JdbcDocumentStore store = StorageFactory.open(database, clock, TestDocuments.LIMITS)) {
      int expiring = TestDocuments.LIMITS.purgeBatch() + 1;
      Optional<Instant> end = Optional.of(clock.instant().plusSeconds(10));
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < expiring; i++) {
        changes.add(
            new Change.Create(
                TestDocuments.document("e-" + i, end, IndexEntry.unique("tag", "x" + i))));
      }
      store.commit(changes);
      store.commit(TestDocuments.create("kept", IndexEntry.of("tag", "x")));

      assertThat(store.purge()).isZero();
      clock.advance(Duration.ofSeconds(10));
      assertThat(store.purge()).isEqualTo(expiring);
      assertThat(store.find(TestDocuments.key("kept"))).isPresent();
    }
    try (Connection connection = SERVER.connect(database);
        Statement statement = connection.createStatement();
        ResultSet left =
            statement.executeQuery(
                "SELECT (SELECT COUNT(*) FROM document), (SELECT COUNT(*) FROM index_entry)")) {
      left.next();
      assertThat(left.getInt(1)).isEqualTo(1);
      assertThat(left.getInt(2)).isEqualTo(1);
    }
  }

  @Test
  void aServerThatIsGoneIsToldAndOneThatIsBackIsUsed(@TempDir Path data) throws Exception {
    EmbeddedPostgres first = start(data, 0);
    int port = first.getPort();
    StorageSettings database = EmbeddedServer.settings(first, EmbeddedServer.freshDatabase(first));
    try (JdbcDocumentStore store =
        StorageFactory.open(database, InstantSource.system(), TestDocuments.impatient(8))) {
      ConcurrentLinkedQueue<Notice> heard = new ConcurrentLinkedQueue<>();
      Watch watch = store.watch("things", heard::add);
      assertThat(store.commit(TestDocuments.create("before"))).isInstanceOf(Committed.class);

      first.close();
      assertRetryable(() -> store.commit(TestDocuments.create("meanwhile")));
      assertRetryable(() -> store.find(TestDocuments.key("before")));
      heard.clear();

      try (EmbeddedPostgres second = start(data, port)) {
        TestDocuments.await("commits again", succeeds(store, "after"));
        assertThat(store.find(TestDocuments.key("before"))).isPresent();
        assertThat(store.find(TestDocuments.key("meanwhile"))).isEmpty();
        TestDocuments.await(
            "told to read afresh",
            () -> heard.stream().anyMatch(notice -> notice instanceof Notice.Missed));
        // the notice may be that of the loss: what is committed before it listens again is not
        // heard
        AtomicInteger told = new AtomicInteger();
        TestDocuments.await(
            "told again",
            () -> {
              store.commit(TestDocuments.create("told-" + told.incrementAndGet()));
              return heard.stream().anyMatch(notice -> notice instanceof Notice.Changed);
            });
        watch.close();
        assertThat(second.getPort()).isEqualTo(port);
      }
    }
  }

  @Test
  void aNodeThatHearsNothingIsToldToReadAfreshAgainAndAgainAndSaysSo() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    try (JdbcDocumentStore store =
            StorageFactory.open(database, InstantSource.system(), TestDocuments.impatient(2));
        Connection outside = SERVER.connect(SERVER.freshDatabase());
        Statement admin = outside.createStatement()) {
      ConcurrentLinkedQueue<Notice> heard = new ConcurrentLinkedQueue<>();
      Watch watch = store.watch("things", heard::add);
      ChangesReadiness readiness = new ChangesReadiness(store::hears);
      TestDocuments.await("hears", store::hears);
      assertThat(readiness.checks()).containsValue("");
      store.commit(TestDocuments.create("pooled"));

      String name = database.url().orElseThrow().replaceAll(".*/", "");
      admin.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      admin.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + name
              + "' AND (query LIKE 'LISTEN%' OR query LIKE 'NOTIFY%')");

      TestDocuments.await("hears nothing", () -> !store.hears());
      heard.clear();
      TestDocuments.await(
          "told to read afresh while nothing is heard",
          () -> heard.stream().filter(notice -> notice instanceof Notice.Missed).count() >= 3);
      assertThat(readiness.checks().get(ChangesReadiness.CHECK)).isNotEmpty();
      assertThat(readiness.bearable()).containsExactly(ChangesReadiness.CHECK);
      assertThat(store.find(TestDocuments.key("pooled"))).isPresent();

      admin.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
      TestDocuments.await("hears again", store::hears);
      store.commit(TestDocuments.create("told"));
      TestDocuments.await(
          "told again", () -> heard.contains(new Notice.Changed(TestDocuments.key("told"))));
      watch.close();
    }
  }

  private static EmbeddedPostgres start(Path data, int port) throws Exception {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data.resolve("postgres"))
            .setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private static BooleanSupplier succeeds(JdbcDocumentStore store, String id) {
    return () -> {
      try {
        store.commit(TestDocuments.create(id));
        return store.find(TestDocuments.key(id)).isPresent();
      } catch (StorageException e) {
        return false;
      }
    };
  }

  private static void assertRetryable(Callable<?> call) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(call::call)
        .satisfies(e -> assertThat(e.retryable()).isTrue());
  }

  private static JdbcDocumentStore open(StorageSettings settings) {
    return StorageFactory.open(settings, InstantSource.system(), TestDocuments.LIMITS);
  }
}
