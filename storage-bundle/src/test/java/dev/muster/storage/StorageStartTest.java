package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops the embedded database from opening is said in one sentence that names the setting. */
final class StorageStartTest {
  @TempDir Path directory;

  @Test
  void createsAFileThatNobodyElseMayRead() throws Exception {
    open(directory).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void findsAgainWhatItStored() {
    try (JdbcDocumentStore store = open(directory)) {
      store.commit(TestDocuments.create("one"));
    }
    try (JdbcDocumentStore store = open(directory)) {
      assertThat(store.find(TestDocuments.key("one"))).isPresent();
    }
  }

  @Test
  void refusesADirectoryThatIsMissing() {
    assertRefused(directory.resolve("missing"), "data.dir: ", "is not a directory");
  }

  @Test
  void refusesAReadOnlyDirectory() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertRefused(directory, "data.dir: ", "read-only");
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void refusesAReadOnlyFile() throws Exception {
    open(directory).close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--r--r--"));

    assertRefused(directory, "data.dir: ", "muster.db is read-only");
  }

  @Test
  void refusesWhatIsNoFile() throws Exception {
    Files.createDirectory(file());

    assertRefused(directory, "data.dir: ", "is not a file");
  }

  @Test
  void refusesADamagedFile() throws Exception {
    byte[] noise = new byte[8192];
    new Random(1).nextBytes(noise);
    Files.write(file(), noise);

    assertRefused(directory, "data.dir: ", "cannot be opened as a database");
    assertThat(Files.readAllBytes(file())).isEqualTo(noise);
  }

  @Test
  void refusesAnotherProgramsDatabase() throws Exception {
    change("CREATE TABLE theirs (a)");

    assertRefused(directory, "data.dir: ", "another program's database");
  }

  @Test
  void refusesANewerSchemaAndLeavesItAlone() throws Exception {
    open(directory).close();
    change("UPDATE schema_version SET version = 99");

    assertRefused(directory, "data.dir: ", "schema version 99");
  }

  @Test
  void refusesADatabaseItDoesNotKnow() {
    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> StorageSettings.of("jdbc:mysql://u:hunter2@host/db", "", "", "data"))
        .withMessageContaining("database.url: jdbc:mysql:… is not supported")
        .withMessageContaining("jdbc:postgresql://host/database")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void refusesAPasswordInTheAddressWithoutRepeatingIt() {
    for (String url :
        new String[] {
          "jdbc:postgresql://host/db?user=a&password=hunter2", "jdbc:postgresql://a:hunter2@host/db"
        }) {
      assertThatExceptionOfType(StorageStartException.class)
          .isThrownBy(() -> StorageSettings.of(url, "", "", "data"))
          .withMessageContaining("database.url: ")
          .withMessageContaining("database.password")
          .withMessageNotContaining("hunter2");
    }
  }

  @Test
  void doesNotPrintThePassword() {
    assertThat(StorageSettings.of("jdbc:postgresql://host/db", "u", "hunter2", "data").toString())
        .doesNotContain("hunter2");
  }

  @Test
  void refusesAServerThatDoesNotAnswer() {
    // port 1 of the loopback: nothing listens there
    StorageSettings settings =
        StorageSettings.of("jdbc:postgresql://127.0.0.1:1/db", "u", "hunter2", "data");

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(
            () -> StorageFactory.open(settings, InstantSource.system(), TestDocuments.LIMITS))
        .withMessageContaining("database.url: no PostgreSQL answers there")
        .withMessageNotContaining("hunter2");
  }

  private void assertRefused(Path where, String... parts) {
    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> open(where).close())
        .satisfies(e -> assertThat(e.sentence()).contains(parts).doesNotContain("\n"));
  }

  private JdbcDocumentStore open(Path where) {
    return StorageFactory.open(
        StorageSettings.of("", "", "", where.toString()),
        InstantSource.system(),
        TestDocuments.LIMITS);
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path file() {
    return directory.resolve("muster.db");
  }
}
