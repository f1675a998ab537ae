package dev.muster.distribution.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Copies of war rooms in an embedded storage, with all that belongs to them, each a second older
 * than the one before. A hundred thousand that are opened one by one would take hours.
 */
final class ManyRooms {
  /** What belongs to a room; keys of calls and alerts do not. */
  private static final String OF_ROOM =
      "collection IN ('war-room', 'war-room-applications', 'war-room-chat', 'war-room-people',"
          + " 'war-room-ledger', 'war-room-message', 'war-room-timeline')";

  private static final String NUMBERS =
      "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?2)";

  private static final String ROOM = "?1 || printf('-%06d', n)";

  /** Ids name the room, or are random. */
  private static final String ID =
      "CASE WHEN instr(id, ?1) THEN " + numbered("id") + " ELSE id || printf('-%06d', n) END";

  /** Values end with the time where rooms are listed by it. */
  private static final String VALUE =
      "CASE WHEN name = 'found' THEN substr(value, 1, length(value) - 16)"
          + " || printf('%016d', CAST(substr(value, -16) AS INTEGER) - 1000 * n) ELSE "
          + numbered("value")
          + " END";

  private ManyRooms() {}

  /** Adds copies of each of some rooms; nothing else may have the storage open. */
  static void multiply(Path data, List<String> rooms, int copies) {
    String url = "jdbc:sqlite:" + data.resolve("muster.db");
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      for (String room : rooms) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DROP TABLE IF EXISTS temp.original");
        }
        run(
            connection,
            "CREATE TEMP TABLE original AS SELECT * FROM document WHERE "
                + OF_ROOM
                + " AND (instr(id, ?1) OR instr(CAST(body AS TEXT), ?1))",
            room);
        run(
            connection,
            NUMBERS
                + " INSERT INTO document SELECT collection, part, "
                + ID
                + ", version, expires, CAST("
                + numbered("CAST(entries AS TEXT)")
                + " AS BLOB), CAST("
                + numbered("CAST(body AS TEXT)")
                + " AS BLOB) FROM temp.original, number",
            room,
            copies);
        run(
            connection,
            NUMBERS
                + " INSERT INTO index_entry SELECT collection, part, name, "
                + VALUE
                + ", "
                + ID
                + ", uniq, index_entry.expires FROM index_entry JOIN temp.original USING (collection, part, id), number",
            room,
            copies);
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
    return "replace(" + text + ", ?1, " + ROOM + ")";
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
