package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  @TempDir Path home;
  private Path database;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private BackupCommand command;

  @BeforeEach
  void distributionWithTheDriverAmongItsBundles() throws Exception {
    Path bundles = Files.createDirectories(home.resolve("bundles"));
    Path driver =
        Path.of(org.sqlite.JDBC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(driver, bundles.resolve("sqlite-jdbc.jar"));
    database = Files.createDirectories(home.resolve("data")).resolve("muster.db");
    command =
        new BackupCommand(
            TestSettings.in(home), new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void copiesWhileSomeoneHasTheDatabaseOpenAndHoldsCommittedRowsOnly() throws Exception {
    Path copy = home.resolve("copy.db");
    try (Connection writer = open(database);
        Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("CREATE TABLE t (v TEXT)");
      statement.execute("INSERT INTO t VALUES ('committed')");
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES ('pending')");

      command.backup(copy);
      writer.rollback();
    }
    assertThat(value(copy, "SELECT group_concat(v) FROM t")).isEqualTo("committed");
    assertThat(Files.getPosixFilePermissions(copy)).hasSize(2);
  }

  @Test
  void restoresWhatWasCopiedAndKeepsWhatWasThere() throws Exception {
    write("before");
    Path copy = home.resolve("copy.db");
    command.backup(copy);
    write("after");

    command.restore(copy);

    assertThat(value(database, "SELECT group_concat(v) FROM t")).isEqualTo("before");
    assertThat(value(home.resolve("data/muster.db.before-restore"), "SELECT count(*) FROM t"))
        .isEqualTo("2");
  }

  @Test
  void namesTheFolderThatIsNotThere() throws Exception {
    write("x");
    assertThatThrownBy(() -> command.backup(home.resolve("nowhere/copy.db")))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(home.resolve("nowhere") + " is not a folder");
  }

  @Test
  void saysOfTheKeyWhatIsToBeDoneAfterEach() throws Exception {
    String key = home.resolve("data/master.key").toString();
    write("x");
    command.backup(home.resolve("copy.db"));
    assertThat(lastPrinted()).contains(key, "keep a copy of that elsewhere");

    command.restore(home.resolve("copy.db"));
    assertThat(lastPrinted())
        .contains("of the day of the backup: put that in place as " + key)
        .doesNotContain("keep a copy");
  }

  private String lastPrinted() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }

  @Test
  void refusesToRestoreUnderARunningMuster() throws Exception {
    write("x");
    Path copy = home.resolve("copy.db");
    command.backup(copy);
    try (DataLock running = DataLock.take(home.resolve("data")).orElseThrow()) {
      assertThat(running).isNotNull();
      assertThatThrownBy(() -> command.restore(copy))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("stop it first");
    }
  }

  @Test
  void refusesToRestoreADamagedCopyAndLeavesTheDatabase() throws Exception {
    write("x");
    Path damaged = Files.writeString(home.resolve("damaged.db"), "not a database at all, really");

    assertThatThrownBy(() -> command.restore(damaged)).isInstanceOf(StartFailure.class);
    assertThat(value(database, "SELECT v FROM t")).isEqualTo("x");
  }

  @Test
  void refusesToOverwriteAFile() throws Exception {
    write("x");
    Path there = Files.writeString(home.resolve("there"), "mine");

    assertThatThrownBy(() -> command.backup(there))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("exists");
    assertThat(there).hasContent("mine");
  }

  private void write(String value) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS t (v TEXT)");
      statement.execute("INSERT INTO t VALUES ('" + value + "')");
    }
  }

  private static String value(Path file, String query) throws SQLException, IOException {
    assertThat(file).isRegularFile();
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return answer.next() ? answer.getString(1) : "";
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
