package dev.muster.distribution.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many documents of each collection the embedded storage holds.
 *
 * @param counts by name of the collection
 */
record StoredDocuments(Map<String, Long> counts) {
  StoredDocuments {
    counts = new TreeMap<>(counts);
  }

  /** Reads it beside the process that writes it. */
  static StoredDocuments in(Path data) {
    String url = "jdbc:sqlite:file:" + data.resolve("muster.db") + "?mode=ro";
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT collection, count(*) FROM document GROUP BY collection")) {
      while (found.next()) {
        counts.put(found.getString(1), found.getLong(2));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return new StoredDocuments(counts);
  }

  /** What has come since, by collection. */
  Map<String, Long> since(StoredDocuments before) {
    Map<String, Long> more = new TreeMap<>();
    counts.forEach((name, count) -> more.put(name, count - before.counts.getOrDefault(name, 0L)));
    return more;
  }
}
