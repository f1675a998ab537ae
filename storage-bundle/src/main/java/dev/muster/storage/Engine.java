package dev.muster.storage;

import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Connections and threads of one database. Every method throws {@link
 * dev.muster.spi.storage.StorageException} where the database does not answer in time, and once
 * closed.
 */
interface Engine extends AutoCloseable {
  /** What is done with a session. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** Runs a read, outside of a transaction. */
  <T> T read(Work<T> work);

  /** Runs a commit and makes it durable. */
  CommitResult commit(Commit commit);

  /**
   * Deletes documents that have expired.
   *
   * @return how many, at most the limit of one batch
   */
  int purge(Purge purge);

  /** Tells of changes. */
  Watch watch(String collection, Consumer<Notice> listener);

  /** Whether the changes of other nodes are heard. */
  default boolean hears() {
    return true;
  }

  /** Ends what is under way, within its limits, and closes every connection. */
  @Override
  void close();
}
