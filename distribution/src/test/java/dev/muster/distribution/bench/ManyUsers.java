package dev.muster.distribution.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of one user in an embedded storage, each with names and addresses of their own. A million
 * users that are created one by one would take the best part of an hour.
 */
final class ManyUsers {
  /** What stands for the number of a user in all that is stored of the first. */
  static final String FIRST = "0000000";

  private static final String NUMBERS =
      "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)";

  private ManyUsers() {}

  /** Adds copies of the one user there is; nothing else may have the storage open. */
  static void multiply(Path data, int copies) {
    String url = "jdbc:sqlite:" + data.resolve("muster.db");
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      run(
          connection,
          copies,
          " INSERT INTO document SELECT collection, part, id || printf('-%07d', n), version, expires,"
              + " CAST("
              + numbered("CAST(entries AS TEXT)")
              + " AS BLOB), CAST("
              + numbered("CAST(body AS TEXT)")
              + " AS BLOB) FROM document, number WHERE collection = 'user'");
      // one index after the other: each is written from its beginning to its end
      for (String value : values(connection)) {
        run(
            connection,
            copies,
            " INSERT INTO index_entry SELECT collection, part, name, "
                + numbered("value")
                + ", id || printf('-%07d', n), uniq, expires FROM index_entry, number"
                + " WHERE collection = 'user' AND name || '=' || value = ?",
            value);
      }
      connection.commit();
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String numbered(String text) {
    return "replace(" + text + ", '" + FIRST + "', printf('%07d', n))";
  }

  private static List<String> values(Connection connection) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT name || '=' || value FROM index_entry WHERE collection = 'user'")) {
      while (found.next()) {
        values.add(found.getString(1));
      }
    }
    return values;
  }

  private static void run(Connection connection, int copies, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS + sql)) {
      statement.setInt(1, copies);
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 2, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
