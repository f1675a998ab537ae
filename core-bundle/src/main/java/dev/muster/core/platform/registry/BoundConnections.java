package dev.muster.core.platform.registry;

import dev.muster.spi.platform.Connection;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The connections that one provider made: one per binding, for its state at the moment. The least
 * recently used goes first when there are too many.
 */
final class BoundConnections {
  private final int most;
  private final ConcurrentHashMap<String, BoundConnection> connections = new ConcurrentHashMap<>();

  BoundConnections(int most) {
    this.most = most;
  }

  /** The connection for this state of the binding; whoever gets it owes {@code uses().exit()}. */
  BoundConnection enter(String key, String stamp, Supplier<Connection> connect) {
    while (true) {
      BoundConnection bound = connections.get(key);
      if (bound == null || !bound.stamp().equals(stamp)) {
        bound = replace(key, stamp, connect);
      }
      if (bound.uses().enter()) {
        bound.used();
        return bound;
      }
      // Another state of the binding has just replaced it.
      connections.remove(key, bound);
    }
  }

  private BoundConnection replace(String key, String stamp, Supplier<Connection> connect) {
    if (connections.size() >= most) {
      forgetLeastUsed();
    }
    return connections.compute(
        key,
        (k, present) -> {
          if (present != null && present.stamp().equals(stamp)) {
            return present;
          }
          BoundConnection fresh = new BoundConnection(stamp, connect.get());
          if (present != null) {
            present.uses().retire();
          }
          return fresh;
        });
  }

  private void forgetLeastUsed() {
    long now = System.nanoTime();
    connections.entrySet().stream()
        .max(Comparator.comparingLong(each -> now - each.getValue().usedAt()))
        .ifPresent(
            oldest -> {
              if (connections.remove(oldest.getKey(), oldest.getValue())) {
                oldest.getValue().uses().retire();
              }
            });
  }

  void close() {
    connections.values().forEach(connection -> connection.uses().retire());
    connections.clear();
  }
}
