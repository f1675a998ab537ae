package dev.muster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    Path missing = directory.resolve("missing");

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> open(missing).close())
        .withMessageContaining("is not a directory");
    assertThat(look(missing)).isEmpty();
    assertThat(missing).doesNotExist();
  }

  @Test
  void lookingFindsWhatIsStoredAndLeavesEveryFileAsItIs() throws Exception {
    assertThat(look(directory)).isEmpty();
    assertThat(directory).isEmptyDirectory();
    try (JdbcDocumentStore store = open(directory)) {
      store.commit(TestDocuments.create("one"));
      ReadOnlyStore beside = look(directory).orElseThrow();
      assertThat(beside.find(TestDocuments.key("one"))).isPresent();
      assertThat(beside.find(TestDocuments.key("two"))).isEmpty();
    }
    Map<String, String> before = files();

    ReadOnlyStore after = look(directory).orElseThrow();

    assertThat(after.find(TestDocuments.key("one"))).isPresent();
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> after.commit(TestDocuments.create("two")));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void lookingFindsDamageInsideOfADatabase() throws Exception {
    try (JdbcDocumentStore store = open(directory)) {
      for (int i = 0; i < 50; i++) {
        store.commit(TestDocuments.create("number-" + i));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096, bytes.length, (byte) 7);
    Files.write(file(), bytes);

    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> look(directory))
        .withMessageContaining("restore a backup");
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        files.put(
            each.getFileName() + " " + Files.getLastModifiedTime(each),
            HexFormat.of().formatHex(Files.readAllBytes(each)));
      }
    }
    return files;
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

  /** By a start, and before that by a look, with the same words. */
  private void assertRefused(Path where, String... parts) {
    assertThatExceptionOfType(StorageStartException.class)
        .isThrownBy(() -> look(where))
        .satisfies(e -> assertThat(e.sentence()).contains(parts));
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

  private static Optional<ReadOnlyStore> look(Path where) {
    return StorageFactory.look(
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
