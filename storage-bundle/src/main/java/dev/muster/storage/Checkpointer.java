package dev.muster.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Copies SQLite's log to the file beside the writer, so that no commit waits for it: a large file
 * has more pages to write, and its own fsync. Where this one falls behind or fails, the writer's
 * session copies by itself, see {@link SqliteFile}.
 */
final class Checkpointer implements AutoCloseable {
  /** Passive: waits for nobody and keeps nobody from reading or writing. */
  private static final String COPY = "PRAGMA wal_checkpoint(PASSIVE)";

  private final SessionPool.Opener opener;
  private final StorageLimits limits;
  private final AtomicInteger commits = new AtomicInteger();
  private final Thread thread = new Thread(this::work, "muster-storage-checkpoint");
  private volatile boolean closed;

  Checkpointer(SessionPool.Opener opener, StorageLimits limits) {
    this.opener = opener;
    this.limits = limits;
    thread.setDaemon(true);
    thread.start();
  }

  /** Counts a commit; called by the writer, and never waits. */
  void committed() {
    if (commits.incrementAndGet() >= limits.commitsPerCheckpoint()) {
      LockSupport.unpark(thread);
    }
  }

  private void work() {
    Session session = null;
    while (!closed) {
      if (commits.get() < limits.commitsPerCheckpoint()) {
        LockSupport.park(this);
        continue;
      }
      commits.set(0);
      try {
        session = session == null ? opener.open() : session;
        try (ResultSet copied = session.prepare(COPY).executeQuery()) {
          copied.next();
        }
      } catch (SQLException e) {
        Failures.ignored(e);
        session = close(session);
      }
    }
    close(session);
  }

  private static @Nullable Session close(@Nullable Session session) {
    if (session != null) {
      try {
        session.close();
      } catch (SQLException e) {
        Failures.ignored(e);
      }
    }
    return null;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    Threads.join(thread, limits.closeTime());
  }
}
