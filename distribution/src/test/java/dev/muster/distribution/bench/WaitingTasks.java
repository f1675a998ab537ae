package dev.muster.distribution.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of the one task that waits in an embedded storage, none of them due for a day. Thousands
 * that came from a platform's events would be due again within minutes, and the node not quiet.
 */
final class WaitingTasks {
  private static final String DUE_AT = "\"dueAt\":\"[^\"]*\"";

  private WaitingTasks() {}

  private record Entry(String part, String name, String value) {}

  /** Puts copies in the place of the task; nothing else may have the storage open. */
  static void multiply(Path data, int copies) {
    String url = "jdbc:sqlite:" + data.resolve("muster.db");
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      multiply(connection, copies, Instant.now().plus(Duration.ofDays(1)));
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void multiply(Connection connection, int copies, Instant due) throws SQLException {
    String id;
    byte[] body;
    String entries;
    try (PreparedStatement read =
            connection.prepareStatement(
                "SELECT id, body, entries FROM document"
                    + " WHERE collection = 'task' AND expires = 9223372036854775807");
        ResultSet found = read.executeQuery()) {
      if (!found.next()) {
        throw new AssertionError("no task waits");
      }
      id = found.getString(1);
      body =
          new String(found.getBytes(2), StandardCharsets.UTF_8)
              .replaceFirst(DUE_AT, "\"dueAt\":\"" + due + "\"")
              .getBytes(StandardCharsets.UTF_8);
      // one character a byte: what is no text in it stays as it is
      entries = new String(found.getBytes(3), StandardCharsets.ISO_8859_1);
    }
    List<Entry> indexed = indexed(connection, id);
    String was =
        indexed.stream()
            .filter(entry -> entry.name().equals("due"))
            .map(entry -> entry.value().replaceAll(".*\\D", ""))
            .findFirst()
            .orElseThrow();
    String now = "%016d".formatted(due.toEpochMilli());
    byte[] moved = entries.replace(was, now).getBytes(StandardCharsets.ISO_8859_1);
    try (PreparedStatement document =
            connection.prepareStatement(
                "INSERT INTO document SELECT collection, part, ?, version, expires, ?, ?"
                    + " FROM document WHERE collection = 'task' AND id = ?");
        PreparedStatement entry =
            connection.prepareStatement(
                "INSERT INTO index_entry VALUES ('task', ?, ?, ?, ?, 0, 9223372036854775807)")) {
      for (int copy = 0; copy < copies; copy++) {
        String named = id + "-" + copy;
        run(document, named, moved, body, id);
        for (Entry each : indexed) {
          run(entry, each.part(), each.name(), each.value().replace(was, now), named);
        }
      }
    }
    for (String table : List.of("document", "index_entry")) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM " + table + " WHERE collection = 'task' AND id = ?")) {
        run(delete, id);
      }
    }
  }

  private static List<Entry> indexed(Connection connection, String id) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT part, name, value FROM index_entry WHERE collection = 'task' AND id = ?")) {
      read.setString(1, id);
      try (ResultSet found = read.executeQuery()) {
        while (found.next()) {
          entries.add(new Entry(found.getString(1), found.getString(2), found.getString(3)));
        }
      }
    }
    return entries;
  }

  private static void run(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.executeUpdate();
  }
}
