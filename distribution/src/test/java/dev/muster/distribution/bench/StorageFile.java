package dev.muster.distribution.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The file of an embedded storage, beside the process that has it open. */
final class StorageFile {
  private StorageFile() {}

  /** How large it would be without what was deleted, in kibibytes. */
  static long compactKib(Path data) {
    Path copy = data.resolveSibling("compact.db");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file(data) + "?mode=ro");
        Statement statement = connection.createStatement()) {
      Files.deleteIfExists(copy);
      statement.execute("VACUUM INTO '" + copy + "'");
      return Files.size(copy) / 1024;
    } catch (SQLException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has all that ends within a time ended now; that it is deleted is left to the process. */
  static void expire(Path data, Duration within) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(data))) {
      connection.setAutoCommit(false);
      for (String table : new String[] {"document", "index_entry"}) {
        try (PreparedStatement update =
            connection.prepareStatement("UPDATE " + table + " SET expires = 1 WHERE expires < ?")) {
          update.setLong(1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plus(within)));
          update.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Path file(Path data) {
    return data.resolve("muster.db");
  }
}
