package dev.muster.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** One process for one data folder; the operating system lets go of it with the process. */
final class DataLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made where it is missing.
   *
   * @return empty when another process has it
   * @throws StartFailure when it cannot be made or locked
   */
  static Optional<DataLock> makeAndTake(Path dataDir) throws StartFailure {
    try {
      Preflight.createForOwnerOnly(dataDir);
      return take(dataDir);
    } catch (IOException e) {
      throw StartFailure.of(
          List.of(
              new Problem(
                  "data.dir",
                  dataDir + " cannot be made or locked (" + Problem.fault(e) + ")",
                  "give a folder in a file system that keeps files and locks them")));
    }
  }

  /** Empty when another process has the folder. */
  static Optional<DataLock> take(Path dataDir) throws IOException {
    FileChannel channel =
        FileChannel.open(
            dataDir.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new DataLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // this very process has it: the same answer as for another one
    }
    channel.close();
    return Optional.empty();
  }

  /** Whether a process has the folder; leaves no trace. */
  static boolean isTaken(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    if (Files.notExists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
