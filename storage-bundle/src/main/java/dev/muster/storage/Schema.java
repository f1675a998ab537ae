package dev.muster.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Brings the tables to the version that this release knows, each step in one transaction. */
final class Schema {
  private final Dialect dialect;
  private final String key;

  /**
   * Makes one.
   *
   * @param dialect the database's
   * @param key the setting that says where the database is, for messages
   */
  Schema(Dialect dialect, String key) {
    this.dialect = dialect;
    this.key = key;
  }

  void migrate(Session session) throws SQLException {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      List<List<String>> steps = dialect.migrations();
      boolean complete = false;
      while (!complete) {
        dialect.lockSchema(session);
        create(connection);
        int version = version(connection);
        requireKnown(version);
        complete = version == steps.size();
        if (!complete) {
          apply(connection, version, steps.get(version));
        }
        connection.commit();
      }
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * Whether there is anything, in a version that this release can migrate; changes nothing.
   *
   * @throws StorageStartException if a newer release wrote it
   */
  boolean look(Session session) throws SQLException {
    Connection connection = session.connection();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), "schema_version", null)) {
      if (!tables.next()) {
        return false;
      }
    }
    int version = version(connection);
    requireKnown(version);
    return version > 0;
  }

  private void requireKnown(int version) {
    int known = dialect.migrations().size();
    if (version > known) {
      throw new StorageStartException(
          key
              + ": the database has schema version "
              + version
              + ", and this release knows versions up to "
              + known
              + "; start the release that wrote it, or restore a backup that an older one made");
    }
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
      found.next();
      return found.getInt(1);
    }
  }

  private static void apply(Connection connection, int version, List<String> step)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : step) {
        statement.execute(sql);
      }
      statement.executeUpdate("DELETE FROM schema_version");
      statement.executeUpdate(
          "INSERT INTO schema_version (version) VALUES (" + (version + 1) + ")");
    }
  }
}
