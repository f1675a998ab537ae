package dev.muster.storage;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** PostgreSQL: a pool, commits on the callers' threads, and a connection that listens. */
final class PostgresEngine implements Engine {
  /** Serialization failure, deadlock, unique violation: another commit was there first. */
  private static final Set<String> MET_ANOTHER = Set.of("40001", "40P01", "23505");

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String WATCHED =
      "INSERT INTO watched_collection (collection) VALUES (?) ON CONFLICT DO NOTHING";

  private final InstantSource clock;
  private final StorageLimits limits;
  private final Dialect dialect;
  private final HikariDataSource pool;
  private final WatchHub hub;
  private final PostgresListener listener;

  private PostgresEngine(
      PostgresServer server, InstantSource clock, Dialect dialect, HikariDataSource pool) {
    this.clock = clock;
    this.limits = server.limits();
    this.dialect = dialect;
    this.pool = pool;
    this.hub = new WatchHub(limits);
    this.listener = new PostgresListener(server.source(), hub, limits);
  }

  /**
   * Connects to a server.
   *
   * @param settings where it is
   * @param clock what expiry is measured with
   * @param limits the bounds
   * @return the engine
   * @throws StorageStartException if that cannot be
   */
  static PostgresEngine open(StorageSettings settings, InstantSource clock, StorageLimits limits) {
    PostgresServer server = new PostgresServer(settings, limits);
    Dialect dialect = new PostgresDialect();
    String sessionStart = server.prepare(dialect, clock);
    return new PostgresEngine(server, clock, dialect, server.pool(sessionStart));
  }

  @Override
  public <T> T read(Work<T> work) {
    Session session = session();
    try {
      return work.run(session);
    } catch (SQLException e) {
      throw failure("The storage cannot be read", e);
    } finally {
      release(session);
    }
  }

  @Override
  public CommitResult commit(Commit commit) {
    return write(session -> commit.run(session, dialect, Timestamps.of(clock.instant())));
  }

  @Override
  public int purge(Purge purge) {
    return write(session -> purge.run(session, dialect));
  }

  private <T> T write(Work<T> work) {
    long deadline = System.nanoTime() + limits.commitTime().toNanos();
    for (int attempt = 1; ; attempt++) {
      Session session = session();
      try {
        return inTransaction(session, work);
      } catch (SQLException e) {
        boolean again = attempt < limits.attempts() && System.nanoTime() < deadline;
        if (!again || !MET_ANOTHER.contains(state(e))) {
          throw failure("The storage cannot be written", e);
        }
      } finally {
        release(session);
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
    }
  }

  private static <T> T inTransaction(Session session, Work<T> work) throws SQLException {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      T result = work.run(session);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException broken) {
        Failures.ignored(broken);
      }
      throw e;
    }
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> told) {
    listener.awaitConnection();
    Watch watch = hub.add(collection, told);
    try {
      int added = write(session -> session.prepare(WATCHED, collection).executeUpdate());
      if (added > 0) {
        // a commit that began before this row was there has not looked at it
        long end = limits.commitTime().plus(limits.statementTime()).toMillis();
        CompletableFuture.delayedExecutor(end, TimeUnit.MILLISECONDS)
            .execute(() -> hub.publishMissed(collection));
      }
      return watch;
    } catch (StorageException e) {
      watch.close();
      throw e;
    }
  }

  @Override
  public boolean hears() {
    return listener.hears();
  }

  @Override
  public void close() {
    listener.close();
    hub.close();
    pool.close();
  }

  private Session session() {
    if (pool.isClosed()) {
      throw Failures.closed();
    }
    try {
      return new Session(pool.getConnection());
    } catch (SQLException e) {
      throw new StorageException("The database does not answer", true, e);
    }
  }

  private static void release(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      // what was acknowledged stays so; the pool drops a broken connection
      Failures.ignored(e);
    }
  }

  private static StorageException failure(String what, SQLException e) {
    String state = state(e);
    // connection, transaction, resources, operator, system: all of these pass
    boolean retryable = state.isEmpty() || state.matches("(08|40|53|55|57|58).*");
    return new StorageException(
        what + (state.isEmpty() ? "" : ", SQLSTATE " + state), retryable, e);
  }

  private static String state(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).orElse("");
  }
}
