package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.testkit.storage.ManualClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What keeps a node from using a PostgreSQL is found by a start, and by a look before it. */
final class PostgresStartTest {
  @RegisterExtension static final EmbeddedServer SERVER = new EmbeddedServer();

  @Test
  void refusesAUserWhoMayNotCreateTables() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    as(database, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN");
    as(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");

    assertRefused(user(database, "guest"), "database.user: it may not create", "OWNER");
    assertThat(tables(database)).isZero();
  }

  @Test
  void refusesAUserWhoMayNotUseTheTablesOfAnother() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    open(database).close();
    as(database, "DROP ROLE IF EXISTS second", "CREATE ROLE second LOGIN");
    as(database, "GRANT CREATE ON SCHEMA public TO second");
    as(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO second");

    assertRefused(user(database, "second"), "database.user: it may not create or use tables");
    as(database, "DROP OWNED BY second", "DROP ROLE second");
  }

  @Test
  void refusesAServerThatTakesNoChanges() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    as(database, "ALTER DATABASE " + name(database) + " SET default_transaction_read_only = on");

    assertRefused(database, "database.url: this PostgreSQL takes no changes");
  }

  @Test
  void refusesAnEncodingThatDoesNotHoldEveryName() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    String name = name(database) + "_latin";
    as(database, "CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    StorageSettings latin =
        StorageSettings.of(
            database.url().orElseThrow().replaceFirst("[^/]*$", name), "postgres", "", "");

    assertRefused(latin, "database.url: the database's encoding is LATIN1", "ENCODING 'UTF8'");
  }

  @Test
  void refusesAnOldServer() {
    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> PostgresServer.requireVersion(11))
        .withMessageContaining("too old");
  }

  @Test
  void refusesAUserWhoIsNotThere() throws Exception {
    assertRefused(user(SERVER.freshDatabase(), "nobody"), "database.user, database.password: ");
  }

  @Test
  void refusesANewerSchema() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    open(database).close();
    as(database, "UPDATE schema_version SET version = 99");

    assertRefused(database, "schema version 99");
  }

  @Test
  void lookingNamesAClockThatIsWrong() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    ManualClock wrong = new ManualClock(Instant.parse("2001-01-01T00:00:00Z"));

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> StorageFactory.look(database, wrong, TestDocuments.LIMITS))
        .withMessageContaining("s apart; synchronize both");
  }

  @Test
  void lookingChangesNothingAndFindsWhatIsStored() throws Exception {
    StorageSettings database = SERVER.freshDatabase();
    assertThat(look(database)).isEmpty();
    assertThat(tables(database)).isZero();
    try (JdbcDocumentStore store = open(database)) {
      store.commit(TestDocuments.create("one"));
    }

    assertThat(look(database).orElseThrow().find(TestDocuments.key("one"))).isPresent();
  }

  private static void assertRefused(StorageSettings database, String... parts) {
    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> look(database))
        .satisfies(e -> assertThat(e.sentence()).contains(parts));
    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> open(database).close())
        .satisfies(e -> assertThat(e.sentence()).contains(parts));
  }

  private static Optional<ReadOnlyStore> look(StorageSettings database) {
    return StorageFactory.look(database, InstantSource.system(), TestDocuments.LIMITS);
  }

  private static JdbcDocumentStore open(StorageSettings database) {
    return StorageFactory.open(database, InstantSource.system(), TestDocuments.LIMITS);
  }

  private static StorageSettings user(StorageSettings database, String user) {
    return StorageSettings.of(database.url().orElseThrow(), user, "", "");
  }

  private static String name(StorageSettings database) {
    return database.url().orElseThrow().replaceFirst(".*/", "");
  }

  private static long tables(StorageSettings database) throws SQLException {
    try (Connection connection = SERVER.connect(database);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
      found.next();
      return found.getLong(1);
    }
  }

  private static void as(StorageSettings database, String... statements) throws SQLException {
    try (Connection connection = SERVER.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
