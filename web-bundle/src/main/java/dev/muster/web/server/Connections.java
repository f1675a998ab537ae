package dev.muster.web.server;

import dev.muster.api.Metrics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * The connections that are open: how many of an address, and whether one takes too long to say or
 * to take something. Whoever does is cut off; that costs no thread and is counted. Thread-safe.
 */
final class Connections implements Connection.Listener, HttpConfiguration.Customizer {
  /** What an address of IPv6 shares with all others of the same subscriber. */
  private static final int SUBSCRIBER_BYTES = 8;

  /** Of all connections this part makes room at a time, so that looking for it costs little. */
  private static final int ROOM = 16;

  /** Who has been answered, or has asked, so recently keeps the connection. */
  private static final long RECENT_NANOS = Duration.ofSeconds(2).toNanos();

  /** Where nobody can make room, it is not looked for again at once. */
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private static final String CLOSED = "muster_http_connections_closed_total";

  private final int perAddress;
  private final int most;
  private final Predicate<String> trusted;
  private final Metrics metrics;
  private final LongSupplier nanoTime;
  private final Map<Connection, Watched> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> addresses = new ConcurrentHashMap<>();
  private final AtomicInteger busy = new AtomicInteger();
  private long noRoomAt;
  private volatile boolean last;

  /** Whose connections are not counted by address: proxies bring many people's. */
  Connections(
      int perAddress, int most, Predicate<String> trusted, Metrics metrics, LongSupplier nanoTime) {
    this.perAddress = perAddress;
    this.most = most;
    this.trusted = trusted;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.noRoomAt = nanoTime.getAsLong() - PAUSE_NANOS;
  }

  /** From now on every answer is the last one of its connection. */
  void askToClose() {
    last = true;
  }

  /** Requests that are not answered to the end. */
  int busy() {
    return busy.get();
  }

  @Override
  public void onOpened(Connection connection) {
    String address = address(connection.getEndPoint().getRemoteSocketAddress());
    open.put(connection, new Watched(connection, address, nanoTime.getAsLong()));
    if (!address.isEmpty() && addresses.merge(address, 1, Integer::sum) > perAddress) {
      close(connection, "address");
    } else if (open.size() > most && !makeRoom()) {
      close(connection, "total");
    }
  }

  /**
   * A new connection takes the place of those that have been idle for the longest, then of those
   * that have not had their answer for the longest; otherwise a few addresses that open connections
   * and send nothing keep everybody out. Whoever has just come is the last to go, and has time to
   * ask.
   */
  private synchronized boolean makeRoom() {
    if (open.size() <= most) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (now - noRoomAt < PAUSE_NANOS) {
      return false;
    }
    List<Candidate> candidates =
        open.values().stream()
            .map(each -> new Candidate(each, each.pace.isIdle(), now - each.pace.changed()))
            .filter(each -> each.idle || each.nanos > RECENT_NANOS)
            .sorted(
                Comparator.comparing(Candidate::idle).thenComparing(Candidate::nanos).reversed())
            .limit(Math.max(1, most / ROOM))
            .toList();
    if (candidates.isEmpty()) {
      noRoomAt = now;
      return false;
    }
    // the server tells of an end later, and must not have the same ones looked for meanwhile
    candidates.forEach(each -> forget(each.watched.connection));
    candidates.forEach(each -> close(each.watched.connection, "total"));
    return true;
  }

  /** As it was when it was looked at: sorting must not see it change. */
  private record Candidate(Watched watched, boolean idle, long nanos) {}

  private void close(Connection connection, String reason) {
    metrics.count(CLOSED, "reason", reason);
    connection.getEndPoint().close();
  }

  @Override
  public void onClosed(Connection connection) {
    forget(connection);
  }

  private void forget(Connection connection) {
    Watched watched = open.remove(connection);
    if (watched != null && !watched.address.isEmpty()) {
      addresses.computeIfPresent(watched.address, (key, n) -> n > 1 ? n - 1 : null);
    }
  }

  /** Empty for whom nobody counts. */
  private String address(SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return "";
    }
    InetAddress address = inet.getAddress();
    if (trusted.test(address.getHostAddress())) {
      return "";
    }
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            bytes.length > SUBSCRIBER_BYTES ? Arrays.copyOf(bytes, SUBSCRIBER_BYTES) : bytes);
  }

  /** A header is complete. */
  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    Watched watched = open.get(request.getConnectionMetaData().getConnection());
    if (watched != null) {
      watched.pace.begin(nanoTime.getAsLong(), watched.connection.getBytesOut());
      busy.incrementAndGet();
      Request.addCompletionListener(
          request,
          failure -> {
            watched.pace.end(nanoTime.getAsLong(), watched.connection.getBytesIn());
            busy.decrementAndGet();
          });
    }
    if (last) {
      answer.put(HttpHeader.CONNECTION, "close");
    }
    return request;
  }

  /** Cuts off who is too slow. Called every now and then, by one thread. */
  void look() {
    long now = nanoTime.getAsLong();
    for (Watched watched : open.values()) {
      Connection connection = watched.connection;
      Pace.Verdict verdict =
          watched.pace.look(now, connection.getBytesIn(), connection.getBytesOut());
      if (verdict != Pace.Verdict.FINE) {
        close(connection, verdict == Pace.Verdict.SLOW_HEADER ? "header" : "answer");
      }
    }
  }

  private static final class Watched {
    private final Connection connection;
    private final String address;
    private final Pace pace;

    Watched(Connection connection, String address, long now) {
      this.connection = connection;
      this.address = address;
      this.pace = new Pace(now);
    }
  }
}
