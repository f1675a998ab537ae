package dev.muster.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final String PROXY = "10.0.0.1";
  private static final int MOST = 32;

  private final List<Opened> opened = new ArrayList<>();
  private final CountedMetrics metrics = new CountedMetrics();
  private long now;
  private boolean tellsOfEnds = true;
  private final Connections connections =
      new Connections(8, MOST, PROXY::equals, metrics, () -> now);

  @Test
  void letsWhoeverComesInAtTheExpenseOfThoseWhoHaveSaidNothingForTheLongest() {
    for (int i = 0; i < MOST; i++) {
      open("192.0.2." + i);
    }

    Opened last = open("198.51.100.1");

    assertThat(last.isOpen()).isTrue();
    assertThat(opened.stream().filter(each -> !each.isOpen()))
        .containsExactly(opened.get(0), opened.get(1));
  }

  @Test
  void letsWhoeverComesInHoweverManyAddressesHoldAllConnections() {
    for (int i = 0; i < 20 * MOST; i++) {
      assertThat(open("192.0." + i / 200 + "." + i % 200).isOpen()).isTrue();
    }

    assertThat(opened.stream().filter(Opened::isOpen)).hasSizeLessThanOrEqualTo(MOST);
  }

  @Test
  void makesRoomOnceForManyAlsoWhereTheServerTellsOfAnEndLater() {
    tellsOfEnds = false;

    for (int i = 0; i < MOST + 2; i++) {
      open("192.0.2." + i);
    }

    assertThat(metrics.scrape().lines().filter(each -> each.endsWith("reason total"))).hasSize(2);
  }

  @Test
  void closesTheQuietestOfAnAddressAboveItsBoundAndNobodyElses() {
    Opened other = open("192.0.2.2");
    for (int i = 0; i < 20; i++) {
      assertThat(open("192.0.2.1").isOpen()).as("connection %s", i).isTrue();
    }

    assertThat(other.isOpen()).isTrue();
    assertThat(opened.stream().filter(each -> each != other && each.isOpen()))
        .containsExactlyElementsOf(opened.subList(13, 21));
  }

  @Test
  void letsAnAddressInAgainOnceItsConnectionsHaveEnded() {
    for (int i = 0; i < 20; i++) {
      Opened connection = open("192.0.2.1");
      assertThat(connection.isOpen()).as("connection %s", i).isTrue();
      connection.close();
    }
  }

  @Test
  void countsANetworkOfIpv6AsOneAddress() {
    for (int i = 0; i < 8; i++) {
      open("2001:db8:0:1::" + i);
    }

    open("2001:db8:0:2::1");
    assertThat(opened).allMatch(Opened::isOpen);
    open("2001:db8:0:1:ffff::1");
    assertThat(opened.stream().filter(each -> !each.isOpen())).containsExactly(opened.get(0));
  }

  @Test
  void countsNoConnectionsOfATrustedProxyByAddress() {
    for (int i = 0; i < 9; i++) {
      assertThat(open(PROXY).isOpen()).as("connection %s", i).isTrue();
    }
  }

  private Opened open(String address) {
    now += TimeUnit.MILLISECONDS.toNanos(1);
    Opened connection = new Opened(address);
    opened.add(connection);
    connections.onOpened(connection);
    return connection;
  }

  /** A connection of somebody who says nothing. */
  private final class Opened extends AbstractConnection {
    Opened(String address) {
      super(new End(address), Runnable::run);
      ((End) getEndPoint()).closed = this::tell;
    }

    private void tell() {
      if (tellsOfEnds) {
        connections.onClosed(this);
      }
    }

    boolean isOpen() {
      return getEndPoint().isOpen();
    }

    @Override
    public void onFillable() {}
  }

  private static final class End extends ByteArrayEndPoint {
    private final InetSocketAddress remote;
    private Runnable closed = () -> {};

    End(String address) {
      this.remote = new InetSocketAddress(address, 1);
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return remote;
    }

    @Override
    public void doClose() {
      super.doClose();
      closed.run();
    }
  }
}
