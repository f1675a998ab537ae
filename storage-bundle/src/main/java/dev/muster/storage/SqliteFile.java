package dev.muster.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * The embedded database's file: how it is created, looked at and opened.
 *
 * @param path where it is
 */
record SqliteFile(Path path) {
  /** The setting that says where the file is. */
  static final String KEY = "data.dir";

  /** Marks the file as ours, see SQLite's documentation of application_id. */
  private static final int APPLICATION_ID = 0x4D757374;

  private static final int BUSY_MILLIS = 5000;

  /** Kilobytes; the default of 2000 for readers. */
  private static final int WRITER_CACHE = 8000;

  /**
   * Pages in the log from which on the writer itself copies what {@link Checkpointer} has not. The
   * log begins anew only when all of it is copied, and under steady writing that one is always a
   * little behind.
   */
  private static final int CHECKPOINT_PAGES = 16_000;

  /** Bytes that the log keeps after it was copied to the file. */
  private static final int LOG_BYTES = 64 * 1024 * 1024;

  /** Creates what is missing and brings the schema up to date. */
  void prepare(Schema schema) {
    checkDirectory();
    try {
      if (Files.notExists(path)) {
        createPrivately();
      }
    } catch (IOException e) {
      throw unusable("cannot be created; let this process's user write to its directory", e);
    }
    checkFile();
    SqliteLibrary.unpack(path.toAbsolutePath().resolveSibling("native"));
    try (Session session = openWriter()) {
      try (Statement statement = session.connection().createStatement()) {
        checkOwner(statement);
        schema.migrate(session);
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      }
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  /**
   * Finds what {@link #prepare} would refuse, and damage that it would not see, without changing
   * anything.
   *
   * @return what is stored; empty where nothing is yet
   * @throws StorageStartException if it could not be opened
   */
  Optional<ReadOnlyStore> look(Schema schema) {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null && Files.notExists(directory)) {
      return Optional.empty(); // made at the start
    }
    checkDirectory();
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    checkFile();
    try (Session session = openUntouched();
        Statement statement = session.connection().createStatement()) {
      checkOwner(statement);
      boolean any = schema.look(session);
      try (ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
        if (!found.next() || !"ok".equals(found.getString(1))) {
          throw damaged(new SQLException(found.getString(1)));
        }
      }
      return any ? Optional.of(new ReadOnlyStore(this::openUntouched)) : Optional.empty();
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  private StorageStartException damaged(SQLException e) {
    return unusable(
        "cannot be opened as a database; it is damaged, or not ours, or its disk fails:"
            + " restore a backup, or name another directory",
        e);
  }

  private void checkDirectory() {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new StorageStartException(
          KEY + ": " + directory + " is not a directory; create it, or name one that exists");
    }
    if (!isWritable(directory)) {
      throw new StorageStartException(
          KEY + ": " + directory + " is read-only; let this process's user write there");
    }
  }

  private void checkFile() {
    if (!Files.isRegularFile(path)) {
      throw new StorageStartException(
          KEY + ": " + path + " is not a file; move it away, or name another directory");
    }
    if (!isWritable(path) || !Files.isReadable(path)) {
      throw new StorageStartException(
          KEY + ": " + path + " is read-only; let this process's user read and write it");
    }
  }

  /** Also for a superuser, whom the system would let write: read-only is what somebody meant. */
  private static boolean isWritable(Path path) {
    try {
      return Files.isWritable(path)
          && Files.getPosixFilePermissions(path).stream()
              .anyMatch(
                  Set.of(
                          PosixFilePermission.OWNER_WRITE,
                          PosixFilePermission.GROUP_WRITE,
                          PosixFilePermission.OTHERS_WRITE)
                      ::contains);
    } catch (UnsupportedOperationException | IOException e) {
      return Files.isWritable(path);
    }
  }

  private void createPrivately() throws IOException {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException notPosix) {
      Files.createFile(path);
    }
  }

  private void checkOwner(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT application_id, (SELECT COUNT(*) FROM sqlite_master)"
                + " FROM pragma_application_id")) {
      found.next();
      if (found.getInt(1) != APPLICATION_ID && found.getInt(2) > 0) {
        throw new StorageStartException(
            KEY + ": " + path + " is another program's database; name another directory");
      }
    }
  }

  /** Durable: a commit returns after the log is on the disk (WAL with synchronous FULL). */
  Session openWriter() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setCacheSize(-WRITER_CACHE);
    config.setJournalSizeLimit(LOG_BYTES);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    return new Session(config.createConnection(url()));
  }

  Session openReader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return new Session(config.createConnection(url()));
  }

  /**
   * For looking only. Where no log lies beside the file, nobody has it open, and SQLite is told not
   * to make one.
   */
  private Session openUntouched() throws SQLException {
    Path log = path.resolveSibling(path.getFileName() + "-wal");
    SQLiteConfig config = config();
    config.setReadOnly(true);
    String immutable = Files.exists(log) ? "" : "&immutable=1";
    return new Session(
        config.createConnection(
            "jdbc:sqlite:file:" + path.toUri().getRawPath() + "?mode=ro" + immutable));
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + path.toAbsolutePath();
  }

  private StorageStartException unusable(String why, Exception cause) {
    return new StorageStartException(KEY + ": " + path + " " + why, cause);
  }
}
