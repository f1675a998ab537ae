package dev.muster.storage;

import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.function.Consumer;

/** SQLite: one writer with group commit, a few readers, and watchers in this process. */
final class SqliteEngine implements Engine {
  private final SqliteFile file;
  private final InstantSource clock;
  private final SqliteDialect dialect = new SqliteDialect();
  private final WatchHub hub;
  private final SessionPool readers;
  private final GroupWriter writer;
  private final Checkpointer checkpointer;

  private SqliteEngine(SqliteFile file, InstantSource clock, StorageLimits limits) {
    this.file = file;
    this.clock = clock;
    this.hub = new WatchHub(limits);
    this.readers = new SessionPool(file::openReader, limits);
    this.writer =
        new GroupWriter(
            () -> {
              dialect.forgetVersions();
              return file.openWriter();
            },
            limits);
    this.checkpointer = new Checkpointer(file::openWriter, limits);
  }

  /**
   * Opens or creates a database file.
   *
   * @param file where it is
   * @param clock what expiry is measured with
   * @param limits the bounds
   * @return the engine
   * @throws StorageStartException if that cannot be
   */
  static SqliteEngine open(SqliteFile file, InstantSource clock, StorageLimits limits) {
    file.prepare(new Schema(new SqliteDialect(), SqliteFile.KEY));
    return new SqliteEngine(file, clock, limits);
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.run(work);
  }

  @Override
  public CommitResult commit(Commit commit) {
    return writer.run(
        session -> commit.run(session, dialect, Timestamps.of(clock.instant())),
        result -> {
          if (result instanceof CommitResult.Committed) {
            checkpointer.committed();
            hub.publish(commit.changed());
          }
        });
  }

  @Override
  public int purge(Purge purge) {
    return writer.run(session -> purge.run(session, dialect), purged -> checkpointer.committed());
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    return hub.add(collection, listener);
  }

  @Override
  public void close() {
    writer.close();
    checkpointer.close();
    readers.close();
    hub.close();
    try (Session last = file.openWriter();
        Statement statement = last.connection().createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // what is not copied to the file now is copied from the log at the next start
      Failures.ignored(e);
    }
  }
}
