package dev.muster.web.server;

import dev.muster.api.Metrics;
import dev.muster.web.http.GatewayServlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
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
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open: how many of an address, and whether one takes too long to say or
 * to take something. Whoever does is cut off; that costs no thread and is counted. Thread-safe.
 */
final class Connections implements Connection.Listener, HttpConfiguration.Customizer {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** What an address of IPv6 shares with all others of the same subscriber. */
  private static final int SUBSCRIBER_BYTES = 8;

  /** After so many requests of a connection others have their turn. */
  private static final int IN_A_ROW = 8;

  /** This part of what is bounded makes room at a time, so that looking for it costs little. */
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
    Watched opened = new Watched(connection, address, nanoTime.getAsLong());
    open.put(connection, opened);
    if (!address.isEmpty() && addresses.merge(address, 1, Integer::sum) > perAddress) {
      makeRoomAt(opened);
    }
    if (open.size() > most && !makeRoom()) {
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
    boolean found =
        free(
            open.values().stream()
                .map(each -> new Candidate(each, each.pace.isIdle(), now - each.pace.changed()))
                .filter(each -> each.idle || each.nanos > RECENT_NANOS)
                .sorted(
                    Comparator.comparing(Candidate::idle)
                        .thenComparing(Candidate::nanos)
                        .reversed()),
            most,
            "total");
    if (!found) {
      noRoomAt = now;
    }
    return found;
  }

  /**
   * Within an address those go on which nothing has begun or ended for the longest, be they idle,
   * dripping or not read. A health check that comes from the address of whoever holds them all is
   * let in, and so is somebody behind the same gateway.
   */
  private synchronized void makeRoomAt(Watched opened) {
    if (addresses.getOrDefault(opened.address, 0) <= perAddress) {
      return;
    }
    long now = nanoTime.getAsLong();
    boolean unused =
        free(
            open.values().stream()
                .filter(each -> each != opened && each.address.equals(opened.address))
                .map(each -> new Candidate(each, false, now - each.pace.changed()))
                .sorted(Comparator.comparing(Candidate::nanos).reversed()),
            perAddress,
            "address");
  }

  /** Closes the first few. */
  private boolean free(Stream<Candidate> sorted, int bound, String reason) {
    List<Candidate> first = sorted.limit(Math.max(1, bound / ROOM)).toList();
    // the server tells of an end later, and must not have the same ones looked for meanwhile
    first.forEach(each -> forget(each.watched.connection));
    first.forEach(each -> close(each.watched.connection, reason));
    return !first.isEmpty();
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
    Connection connection = request.getConnectionMetaData().getConnection();
    dropWhatNobodyWaitsFor(connection);
    Watched watched = open.get(connection);
    if (watched != null) {
      watched.pace.begin(nanoTime.getAsLong(), watched.connection.getBytesOut());
      busy.incrementAndGet();
      Request.addCompletionListener(
          request,
          failure -> {
            watched.pace.end(nanoTime.getAsLong(), watched.connection.getBytesIn());
            busy.decrementAndGet();
          });
      request.setAttribute(GatewayServlet.CUT_OFF, (Runnable) () -> close(connection, "answer"));
      if (watched.requests.incrementAndGet() % IN_A_ROW == 0) {
        request.setAttribute(GatewayServlet.IN_TURN, true);
      }
    }
    if (last) {
      answer.put(HttpHeader.CONNECTION, "close");
    }
    return request;
  }

  /** The server would go on to work on every request that came on it before it was closed. */
  private static void dropWhatNobodyWaitsFor(Connection connection) {
    if (!connection.getEndPoint().isOpen() && connection instanceof Connection.UpgradeFrom from) {
      ByteBuffer unread = from.onUpgradeFrom();
      LOG.trace("Dropped with its connection: {}", unread);
    }
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
    private final AtomicInteger requests = new AtomicInteger();

    Watched(Connection connection, String address, long now) {
      this.connection = connection;
      this.address = address;
      this.pace = new Pace(now);
    }
  }
}
