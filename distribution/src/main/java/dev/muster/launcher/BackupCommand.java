package dev.muster.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/**
 * A consistent copy of the embedded database while Muster runs, and the way back while it does not.
 */
final class BackupCommand {
  private final Settings settings;
  private final PrintStream out;

  BackupCommand(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Writes the copy beside its final name first: a file that is there is a whole one. */
  void backup(Path target) throws StartFailure {
    Path database = embedded();
    if (!Files.isRegularFile(database)) {
      throw new StartFailure(database + " is not there: nothing to copy");
    }
    if (Files.exists(target)) {
      throw new StartFailure(target + " exists; give a new name");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new StartFailure(
          folder + " is not a folder that this user can write to; make it so, or give another");
    }
    Path unfinished = sibling(target, ".unfinished");
    try (JdbcDrivers drivers = new JdbcDrivers(settings.home());
        Connection connection = drivers.open("jdbc:sqlite:" + database, new Properties())) {
      Files.deleteIfExists(unfinished);
      createForOwnerOnly(unfinished);
      try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
        copy.setString(1, unfinished.toString());
        copy.execute();
      }
      move(unfinished, target);
    } catch (SQLException | IOException e) {
      throw new StartFailure("backup to " + target + " failed: " + Problem.fault(e));
    }
    out.println(
        "copied "
            + database
            + " to "
            + target
            + "; its secrets can only be read with the master key file, "
            + settings.masterKeyFile()
            + ": keep a copy of that elsewhere");
  }

  /** Puts a checked copy in place of the database, which is kept under another name. */
  void restore(Path source) throws StartFailure {
    Path database = embedded();
    if (!Files.isRegularFile(source)) {
      throw new StartFailure(source + " is not a file");
    }
    try {
      Optional<DataLock> lock = DataLock.makeAndTake(settings.dataDir());
      if (lock.isEmpty()) {
        throw new StartFailure("Muster is running on " + settings.dataDir() + "; stop it first");
      }
      try {
        Path incoming = sibling(database, ".incoming");
        Files.deleteIfExists(incoming);
        createForOwnerOnly(incoming);
        Files.copy(source, incoming, StandardCopyOption.REPLACE_EXISTING);
        requireSound(incoming, source);
        replace(database, incoming);
      } finally {
        lock.get().close();
      }
    } catch (SQLException | IOException e) {
      throw new StartFailure("restore of " + source + " failed: " + Problem.fault(e));
    }
    out.println(
        "restored "
            + database
            + " from "
            + source
            + "; its secrets can only be read with the master key file of the day of the backup:"
            + " put that in place as "
            + settings.masterKeyFile()
            + " before you start");
  }

  private Path embedded() throws StartFailure {
    if (!settings.embeddedDatabase()) {
      throw new StartFailure(
          "database.url: not the embedded database; use that database's own tools, as pg_dump");
    }
    return settings.databaseFile();
  }

  private void requireSound(Path copy, Path source) throws IOException, SQLException, StartFailure {
    try (JdbcDrivers drivers = new JdbcDrivers(settings.home());
        Connection connection = drivers.open("jdbc:sqlite:" + copy, new Properties());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
      if (!answer.next() || !"ok".equals(answer.getString(1))) {
        Files.deleteIfExists(copy);
        throw new StartFailure(source + " is damaged: " + answer.getString(1));
      }
    }
  }

  /** The write-ahead log belongs to the database that goes, so it goes with it. */
  private static void replace(Path database, Path incoming) throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Path file = sibling(database, suffix);
      if (Files.exists(file)) {
        Files.move(
            file,
            sibling(database, ".before-restore" + suffix),
            StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(sibling(database, ".before-restore" + suffix));
      }
    }
    move(incoming, database);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private static void createForOwnerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static Path sibling(Path file, String suffix) {
    return file.toAbsolutePath().resolveSibling(file.getFileName() + suffix);
  }
}
