package dev.muster.core.platform.registry;

import dev.muster.spi.platform.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for one state of one binding; closed when the last call on it has ended. */
final class BoundConnection {
  private static final Logger LOG = LoggerFactory.getLogger(BoundConnection.class);

  private final String stamp;
  private final Connection connection;
  private final UseCount uses = new UseCount(this::close);
  private volatile long usedAt = System.nanoTime();

  BoundConnection(String stamp, Connection connection) {
    this.stamp = stamp;
    this.connection = connection;
  }

  String stamp() {
    return stamp;
  }

  Connection connection() {
    return connection;
  }

  UseCount uses() {
    return uses;
  }

  /** When it was last used, by {@link System#nanoTime}. */
  long usedAt() {
    return usedAt;
  }

  void used() {
    usedAt = System.nanoTime();
  }

  private void close() {
    try {
      connection.close();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("A connection did not close: {}", e.getClass().getName());
    }
  }
}
