package dev.muster.storage;

import dev.muster.spi.storage.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's one writer. What has queued up while a transaction was being made durable shares the
 * next one, so that an fsync serves many callers. A piece of work that finds a conflict has written
 * nothing; one that fails makes the group run again, each piece by itself, so it spoils none but
 * its own.
 */
final class GroupWriter implements AutoCloseable {
  private final SessionPool.Opener opener;
  private final StorageLimits limits;
  private final BlockingQueue<WriterTask<?>> queue;
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Session session;

  /**
   * Starts the writer's thread.
   *
   * @param opener opens a session, on that thread: the first one, and another after each
   *     transaction that was rolled back
   * @param limits the bounds
   */
  GroupWriter(SessionPool.Opener opener, StorageLimits limits) {
    this.opener = opener;
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(limits.queuedCommits());
    this.thread = new Thread(this::work, "muster-storage-writer");
    thread.start();
  }

  /**
   * Runs work in a transaction and returns once it is durable.
   *
   * @param work what to do; it may run twice, and only the last run counts
   * @param durable told of the result once it is durable, on the writer's thread
   */
  <T> T run(Engine.Work<T> work, Consumer<T> durable) {
    if (closed) {
      throw Failures.closed();
    }
    long deadline = System.nanoTime() + limits.commitTime().toNanos();
    WriterTask<T> task = new WriterTask<>(work, durable);
    try {
      if (!queue.offer(task, limits.commitTime().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failures.busy("Too many commits are waiting");
      }
      if (closed && queue.remove(task)) {
        throw Failures.closed();
      }
      return task.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(e);
    }
  }

  private void work() {
    List<WriterTask<?>> group = new ArrayList<>();
    while (!(closed && queue.isEmpty())) {
      try {
        WriterTask<?> first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, limits.commitsPerGroup() - 1);
          group.removeIf(task -> !task.begin());
          runTogether(group);
        }
      } catch (InterruptedException ignored) {
        // close() wakes this thread so; what is queued is still done
      } finally {
        group.clear();
      }
    }
    discard();
  }

  private void runTogether(List<WriterTask<?>> group) {
    try {
      runInTransaction(group);
    } catch (SQLException | RuntimeException e) {
      // closing the connection rolls back, and the next one begins with nothing left over
      discard();
      if (group.size() == 1) {
        group.get(0).fail(failure(e));
      } else {
        group.forEach(task -> runTogether(List.of(task)));
      }
    } catch (Error e) {
      discard();
      group.forEach(task -> task.fail(failure(e)));
      throw e;
    }
  }

  private void runInTransaction(List<WriterTask<?>> group) throws SQLException {
    if (group.isEmpty()) {
      return;
    }
    Session current = session;
    if (current == null) {
      current = opener.open();
      session = current;
    }
    // not the driver's transactions: those lock the file from one commit to the next
    current.prepare("BEGIN IMMEDIATE").executeUpdate();
    for (WriterTask<?> task : group) {
      task.run(current);
    }
    current.prepare("COMMIT").executeUpdate();
    group.forEach(WriterTask::complete);
  }

  private static StorageException failure(Throwable e) {
    return new StorageException("The storage cannot be written", true, e);
  }

  private void discard() {
    Session current = session;
    session = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        Failures.ignored(e);
      }
    }
  }

  /** Refuses new work, does what is queued, within the limit, and closes the session. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Threads.join(thread, limits.closeTime());
  }
}
