package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed process loses nothing that it acknowledged and leaves nothing half. */
final class CrashTest {
  private static final int ROUNDS = 5;
  private static final int MOST_BEFORE_THE_END = 400;

  @TempDir Path directory;

  @Test
  void keepsWhatWasAcknowledgedAndNothingHalf() throws Exception {
    Random random = new Random();
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(killedAfter(random.nextInt(MOST_BEFORE_THE_END), round));

      try (JdbcDocumentStore store =
          StorageFactory.open(
              StorageSettings.of("", "", "", directory.toString()),
              InstantSource.system(),
              StorageLimits.DEFAULTS)) {
        for (String id : acknowledged) {
          assertThat(store.find(new DocumentKey("left", "", id))).as(id).isPresent();
          assertThat(store.find(new DocumentKey("right", "", id))).as(id).isPresent();
        }
        long left = store.count("left", "", new Query.All());
        assertThat(left).isGreaterThanOrEqualTo(acknowledged.size());
        assertThat(store.count("right", "", new Query.All())).isEqualTo(left);
        for (String collection : Set.of("left", "right")) {
          for (String index : Set.of("name", "all")) {
            assertThat(store.count(collection, "", new Query.Prefix(index, ""))).isEqualTo(left);
          }
        }
      }
      assertThat(integrity()).isEqualTo("ok");
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
  }

  /** Runs a process until it has acknowledged so many commits and some more, and kills it. */
  private Set<String> killedAfter(int commits, int round) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                directory.toString(),
                "round-" + round)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i <= commits; i++) {
        acknowledge(lines.readLine(), acknowledged);
      }
      // by the handle, which leaves the stream open: what was acknowledged until then counts
      process.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledge(line, acknowledged);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static void acknowledge(String line, Set<String> acknowledged) {
    assertThat(line).as("the process ended by itself").isNotNull();
    if (line.endsWith(";")) {
      acknowledged.add(line.substring(0, line.length() - 1));
    }
  }

  private String integrity() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("muster.db"));
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
      found.next();
      return found.getString(1);
    }
  }
}
