package dev.muster.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.spi.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where PostgreSQL is, and how connections to it are opened.
 *
 * @param settings the address and who signs in
 * @param limits the bounds
 */
record PostgresServer(StorageSettings settings, StorageLimits limits) {
  /** The oldest that has what the SQL needs and is not long out of care. */
  private static final int OLDEST_MAJOR_VERSION = 12;

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
  String prepare(Dialect dialect) {
    try (Session session = new Session(source().getConnection())) {
      Connection connection = session.connection();
      if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_MAJOR_VERSION) {
        throw new StorageStartException(
            StorageSettings.URL
                + ": this PostgreSQL is too old; use version "
                + OLDEST_MAJOR_VERSION
                + " or newer");
      }
      new Schema(dialect, StorageSettings.URL).migrate(session);
      return sessionStart(connection);
    } catch (SQLException e) {
      throw new StorageStartException(sentence(Optional.ofNullable(e.getSQLState()).orElse("")), e);
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
      return StorageSettings.USER
          + ": it may not create tables; grant it CREATE on the database's schema";
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
