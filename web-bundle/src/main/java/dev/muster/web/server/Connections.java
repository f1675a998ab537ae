package dev.muster.web.server;

import dev.muster.api.Metrics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
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

  private final int perAddress;
  private final int most;
  private final Predicate<String> trusted;
  private final Metrics metrics;
  private final LongSupplier nanoTime;
  private final Map<Connection, Watched> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> addresses = new ConcurrentHashMap<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile boolean last;

  /** Whose connections are not counted by address: proxies bring many people's. */
  Connections(
      int perAddress, int most, Predicate<String> trusted, Metrics metrics, LongSupplier nanoTime) {
    this.perAddress = perAddress;
    this.most = most;
    this.trusted = trusted;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
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
    open.put(connection, new Watched(connection, address));
    boolean tooMany = !address.isEmpty() && addresses.merge(address, 1, Integer::sum) > perAddress;
    if (tooMany || open.size() > most) {
      metrics.count(
          "muster_http_connections_closed_total", "reason", tooMany ? "address" : "total");
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
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
            watched.pace.end(watched.connection.getBytesIn());
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
        metrics.count(
            "muster_http_connections_closed_total",
            "reason",
            verdict == Pace.Verdict.SLOW_HEADER ? "header" : "answer");
        connection.getEndPoint().close();
      }
    }
  }

  private static final class Watched {
    private final Connection connection;
    private final String address;
    private final Pace pace = new Pace();

    Watched(Connection connection, String address) {
      this.connection = connection;
      this.address = address;
    }
  }
}
