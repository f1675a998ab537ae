package dev.muster.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.spi.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where PostgreSQL is, and how connections to it are opened.
 *
 * @param settings the address and who signs in
 * @param limits the bounds
 */
record PostgresServer(StorageSettings settings, StorageLimits limits) {
  /** The oldest that has what the SQL needs and is not long out of care. */
  private static final int OLDEST_MAJOR_VERSION = 12;

  /** Codes live for 60 s: clocks that are further apart end them too early or too late. */
  private static final long CLOCKS_APART_SECONDS = 30;

  private static final String MAY_NOT =
      StorageSettings.USER
          + ": it may not create or use tables there; make it the owner of the database and its"
          + " tables (CREATE DATABASE … OWNER …), or grant it CREATE on the schema and all rights on"
          + " the tables";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  /** How much longer than the server the client waits for an answer, in seconds. */
  private static final int NETWORK_SECONDS = 2;

  /** Connections outside of the pool. */
  PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(settings.url().orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new StorageStartException(
          StorageSettings.URL + ": it cannot be read; give jdbc:postgresql://host:port/database",
          e);
    }
    if (!settings.user().isEmpty()) {
      source.setUser(settings.user());
    }
    settings.password().map(Secret::reveal).ifPresent(source::setPassword);
    int statementSeconds = (int) Math.max(1, limits.statementTime().toSeconds());
    int connectSeconds = (int) Math.max(1, limits.connectTime().toSeconds());
    source.setApplicationName("muster");
    source.setConnectTimeout(connectSeconds);
    source.setLoginTimeout(connectSeconds);
    source.setSocketTimeout(statementSeconds + NETWORK_SECONDS);
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    // a server's detail quotes values of documents
    source.setLogServerErrorDetail(false);
    return source;
  }

  /**
   * Looks whether the server suits, and brings the schema up to date.
   *
   * @return what every session begins with
   * @throws StorageStartException if that cannot be
   */
  String prepare(Dialect dialect, InstantSource clock) {
    try (Session session = new Session(source().getConnection())) {
      Connection connection = session.connection();
      requireVersion(connection.getMetaData().getDatabaseMajorVersion());
      requireRights(connection);
      new Schema(dialect, StorageSettings.URL).migrate(session);
      requireUse(connection);
      clockProblem(connection, clock).ifPresent(sentence -> LOG.warn("{}", sentence));
      return sessionStart(connection);
    } catch (SQLException e) {
      throw new StorageStartException(sentence(Optional.ofNullable(e.getSQLState()).orElse("")), e);
    }
  }

  /**
   * Finds what {@link #prepare} would refuse or warn of, without changing anything.
   *
   * @return what is stored; empty where nothing is yet
   * @throws StorageStartException if a start would meet it
   */
  Optional<ReadOnlyStore> look(Dialect dialect, InstantSource clock) {
    try (Session session = new Session(source().getConnection())) {
      Connection connection = session.connection();
      requireVersion(connection.getMetaData().getDatabaseMajorVersion());
      requireRights(connection);
      boolean any = new Schema(dialect, StorageSettings.URL).look(session);
      if (any) {
        requireUse(connection);
      }
      Optional<String> clocks = clockProblem(connection, clock);
      if (clocks.isPresent()) {
        throw new StorageStartException(clocks.get());
      }
      return any ? Optional.of(new ReadOnlyStore(this::openToRead)) : Optional.empty();
    } catch (SQLException e) {
      throw new StorageStartException(sentence(Optional.ofNullable(e.getSQLState()).orElse("")), e);
    }
  }

  private Session openToRead() throws SQLException {
    PGSimpleDataSource source = source();
    source.setReadOnly(true);
    return new Session(source.getConnection());
  }

  static void requireVersion(int major) {
    if (major < OLDEST_MAJOR_VERSION) {
      throw new StorageStartException(
          StorageSettings.URL
              + ": this PostgreSQL is too old; use version "
              + OLDEST_MAJOR_VERSION
              + " or newer");
    }
  }

  private static void requireRights(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT current_setting('server_encoding'),"
                    + " current_setting('transaction_read_only'),"
                    + " COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)")) {
      found.next();
      if (!found.getString(1).equals("UTF8")) {
        throw new StorageStartException(
            StorageSettings.URL
                + ": the database's encoding is "
                + found.getString(1)
                + ", which does not hold every name; create one with ENCODING 'UTF8'");
      }
      if (!found.getString(2).equals("off")) {
        throw new StorageStartException(
            StorageSettings.URL
                + ": this PostgreSQL takes no changes; give the address of the primary, or set"
                + " default_transaction_read_only off");
      }
      if (!found.getBoolean(3)) {
        throw new StorageStartException(MAY_NOT);
      }
    }
  }

  /** Tables that another user made may be there and closed to ours. */
  private static void requireUse(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT bool_and(has_table_privilege(t, p))"
                    + " AND has_sequence_privilege('document_version', 'USAGE')"
                    + " FROM unnest(ARRAY['document', 'index_entry', 'watched_collection',"
                    + " 'schema_version']) AS t,"
                    + " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p")) {
      found.next();
      if (!found.getBoolean(1)) {
        throw new StorageStartException(MAY_NOT);
      }
    }
  }

  private static Optional<String> clockProblem(Connection connection, InstantSource clock)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT EXTRACT(EPOCH FROM clock_timestamp())::bigint")) {
      found.next();
      long apart = Math.abs(found.getLong(1) - clock.instant().getEpochSecond());
      return apart > CLOCKS_APART_SECONDS
          ? Optional.of(
              StorageSettings.URL
                  + ": PostgreSQL's clock and this machine's are "
                  + apart
                  + " s apart; synchronize both (NTP), because each node decides by its own clock"
                  + " what has expired")
          : Optional.empty();
    }
  }

  private String sessionStart(Connection connection) throws SQLException {
    String start = "SET statement_timeout = " + limits.statementTime().toMillis();
    try (Statement statement = connection.createStatement();
        ResultSet shown = statement.executeQuery("SHOW synchronous_commit")) {
      shown.next();
      // a server that is set to forget what it acknowledged is overruled
      return shown.getString(1).equals("off") ? start + "; SET synchronous_commit = on" : start;
    }
  }

  private String sentence(String state) {
    if (state.startsWith("28")) {
      return StorageSettings.USER
          + ", "
          + StorageSettings.PASSWORD
          + ": PostgreSQL does not accept them; correct them, or let that user in";
    }
    if (state.equals("3D000")) {
      return StorageSettings.URL + ": PostgreSQL has no database of that name; create it";
    }
    if (state.equals("42501")) {
      return MAY_NOT;
    }
    if (state.equals("53300")) {
      return StorageSettings.URL
          + ": PostgreSQL has no connection left; raise max_connections, each node takes up to "
          + (limits.pool() + 1);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return StorageSettings.URL
          + ": no PostgreSQL answers there; start it, or correct the address";
    }
    return StorageSettings.URL + ": PostgreSQL cannot be used, it says SQLSTATE " + state;
  }

  HikariDataSource pool(String sessionStart) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("muster-storage");
    config.setDataSource(source());
    config.setMaximumPoolSize(limits.pool());
    config.setConnectionTimeout(limits.connectTime().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(sessionStart);
    return new HikariDataSource(config);
  }
}
