package dev.muster.distribution.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Copies of the one session of an identity source in an embedded storage, each with an id and a
 * user of its own. Thousands who sign in at three applications would take minutes.
 */
final class ManySessions {
  private static final String NUMBERS =
      "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)";

  private ManySessions() {}

  /** An id, and what its copies have in place of it: as many characters, the last ones a number. */
  private record Copied(String id) {
    String in(String text) {
      String copy = "'" + id.substring(0, id.length() - 7) + "' || printf('%07d', n)";
      return "replace(" + text + ", '" + id + "', " + copy + ")";
    }
  }

  /** Adds copies beside the process that has the storage open. */
  static void multiply(Path data, String source, int copies) {
    String url = "jdbc:sqlite:" + data.resolve("muster.db");
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      List<Copied> copied = idAndUser(connection, source);
      String ofSession = " FROM %s, number WHERE collection = 'session' AND id = ?";
      String id = copied.get(0).in("id");
      String entries = "CAST(entries AS TEXT)";
      String body = "CAST(body AS TEXT)";
      String value = "value";
      for (Copied each : copied) {
        entries = each.in(entries);
        body = each.in(body);
        value = each.in(value);
      }
      run(
          connection,
          " INSERT INTO document SELECT collection, part, "
              + id
              + (", version, expires, CAST(" + entries + " AS BLOB), CAST(" + body + " AS BLOB)")
              + ofSession.formatted("document"),
          copies,
          copied.get(0).id());
      run(
          connection,
          " INSERT INTO index_entry SELECT collection, part, name, "
              + (value + ", " + id + ", uniq, expires")
              + ofSession.formatted("index_entry"),
          copies,
          copied.get(0).id());
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Copied> idAndUser(Connection connection, String source) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT id, json_extract(CAST(body AS TEXT), '$.userId') FROM document"
                + " WHERE collection = 'session'"
                + " AND json_extract(CAST(body AS TEXT), '$.identitySource') = ?")) {
      read.setString(1, source);
      try (ResultSet found = read.executeQuery()) {
        if (!found.next()) {
          throw new AssertionError("nobody has signed in by " + source);
        }
        return List.of(new Copied(found.getString(1)), new Copied(found.getString(2)));
      }
    }
  }

  private static void run(Connection connection, String sql, int copies, String id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NUMBERS + sql)) {
      statement.setInt(1, copies);
      statement.setString(2, id);
      if (statement.executeUpdate() != copies) {
        throw new AssertionError("not " + copies + " copies of " + id);
      }
    }
  }
}
