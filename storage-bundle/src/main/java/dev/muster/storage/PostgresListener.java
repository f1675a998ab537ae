package dev.muster.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what every node, this one included, announces, and hands it to the hub. It starts with the
 * first watch. Whenever it had to connect, watchers are told to read afresh; while it hears
 * nothing, again and again, so that nothing they keep is older than a minute.
 */
final class PostgresListener implements AutoCloseable {
  /** PostgreSQL's channel. */
  static final String CHANNEL = "muster_documents";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresListener.class);

  /** What a connection says to itself: behind some poolers it is heard by nobody. */
  private static final String ECHO = "muster_echo_";

  private final DataSource source;
  private final WatchHub hub;
  private final StorageLimits limits;
  private final String echo = ECHO + UUID.randomUUID().toString().replace("-", "");
  private final CountDownLatch connectedOnce = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile @Nullable Connection current;
  private volatile boolean closed;
  private volatile boolean hears;

  PostgresListener(DataSource source, WatchHub hub, StorageLimits limits) {
    this.source = source;
    this.hub = hub;
    this.limits = limits;
  }

  /** Starts listening and waits for it, for the time that a connection may take. */
  void awaitConnection() {
    synchronized (this) {
      if (closed) {
        throw Failures.closed();
      }
      if (thread == null) {
        thread = new Thread(this::work, "muster-storage-listen");
        thread.setDaemon(true);
        thread.start();
      }
    }
    try {
      if (!connectedOnce.await(limits.connectTime().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Failures.busy("The database does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(e);
    }
  }

  /** Whether changes are heard, or nobody has asked for them yet. */
  synchronized boolean hears() {
    return hears || thread == null;
  }

  private void work() {
    boolean lost = false;
    long missedAt = System.nanoTime();
    while (!closed) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        current = connection;
        statement.execute("LISTEN " + CHANNEL + "; LISTEN " + echo);
        if (lost) {
          LOG.info("Listening to the database's changes again");
        }
        lost = false;
        hub.publishMissed();
        connectedOnce.countDown();
        listen(connection.unwrap(PGConnection.class), statement);
      } catch (SQLException e) {
        if (!closed && !lost) {
          LOG.warn(
              "The database's changes cannot be listened to; trying again: {}", e.getSQLState());
        }
        if (!lost || System.nanoTime() - missedAt >= limits.unheardPause().toNanos()) {
          hub.publishMissed();
          missedAt = System.nanoTime();
        }
        hears = false;
        lost = true;
        LockSupport.parkNanos(limits.reconnectPause().toNanos());
      }
    }
  }

  private void listen(PGConnection connection, Statement statement) throws SQLException {
    int silence = Math.toIntExact(limits.silence().toMillis());
    boolean asked = false;
    while (!closed) {
      if (!hears) {
        statement.execute("NOTIFY " + echo);
        asked = true;
      }
      PGNotification[] heard = connection.getNotifications(silence);
      if (heard != null && heard.length > 0) {
        hears = true;
        asked = false;
        for (PGNotification notification : heard) {
          if (notification.getName().equals(CHANNEL)) {
            Notification.decode(notification.getParameter()).ifPresent(this::tell);
          }
        }
      } else if (asked) {
        throw new SQLException("Notifications do not arrive", "08006");
      } else {
        statement.execute("NOTIFY " + echo);
        asked = true;
      }
    }
  }

  private void tell(Notification notification) {
    notification
        .key()
        .ifPresentOrElse(
            key -> hub.publish(List.of(key)), () -> hub.publishMissed(notification.collection()));
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    Connection open = current;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        Failures.ignored(e);
      }
    }
    if (running != null) {
      LockSupport.unpark(running);
      Threads.join(running, limits.closeTime());
    }
  }
}
