package dev.muster.storage;

import dev.muster.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few sessions for reading, opened when first needed and kept with their prepared statements. A
 * session that failed is not used again.
 */
final class SessionPool implements AutoCloseable {
  /** Opens a session. */
  interface Opener {
    Session open() throws SQLException;
  }

  private final Opener opener;
  private final StorageLimits limits;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  SessionPool(Opener opener, StorageLimits limits) {
    this.opener = opener;
    this.limits = limits;
    // not fair: handing each session to whoever waits longest costs a switch of threads a read,
    // which takes longer than the read, so that many callers would wait for none but each other
    this.permits = new Semaphore(limits.readers());
  }

  <T> T run(Engine.Work<T> work) {
    acquire();
    Session session = null;
    try {
      session = idle.pollFirst();
      if (session == null) {
        session = opener.open();
      }
      T result = work.run(session);
      idle.addFirst(session);
      session = null;
      return result;
    } catch (SQLException e) {
      throw new StorageException("The storage cannot be read", true, e);
    } finally {
      discard(session);
      permits.release();
    }
  }

  private void acquire() {
    if (closed) {
      throw Failures.closed();
    }
    try {
      if (!permits.tryAcquire(limits.readTime().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failures.busy("No connection to read with came free in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(e);
    }
    if (closed) {
      permits.release();
      throw Failures.closed();
    }
  }

  private static void discard(@Nullable Session session) {
    if (session != null) {
      try {
        session.close();
      } catch (SQLException e) {
        Failures.ignored(e);
      }
    }
  }

  /** Waits for reads under way, within the limit, and closes. */
  @Override
  public void close() {
    closed = true;
    try {
      if (permits.tryAcquire(
          limits.readers(), limits.closeTime().toMillis(), TimeUnit.MILLISECONDS)) {
        permits.release(limits.readers());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Session session;
    while ((session = idle.pollFirst()) != null) {
      discard(session);
    }
  }
}
