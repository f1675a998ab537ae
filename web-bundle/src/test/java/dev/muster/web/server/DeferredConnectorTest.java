package dev.muster.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeferredConnectorTest {
  private final Connections connections =
      new Connections(100, 100, address -> false, new CountedMetrics(), System::nanoTime);
  private final Server server = new Server();
  private final DeferredConnector connector =
      new DeferredConnector(server, new ListenerSettings("127.0.0.1", 0, 100), connections);
  private int busyWithin;
  private final List<String> received = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            busyWithin = connections.busy();
            received.add(String.valueOf(request.getHeaders().get("Cookie")));
            received.add(String.valueOf(request.getHeaders().get("Authorization")));
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String answer(Socket socket, String... headers) throws IOException {
    String request =
        "GET / HTTP/1.1\r\nHost: localhost\r\n"
            + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining())
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = socket.getInputStream().read();
      assertThat(c).as(head.toString()).isNotNegative();
      head.append((char) c);
    }
    return head.toString();
  }

  /** A thread that is accepting keeps the socket for a moment. */
  private static boolean isRefusedSoon(int port) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      try (Socket late = new Socket("127.0.0.1", port)) {
        assertThat(late.isConnected()).isTrue();
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }

  @Test
  void listensOnlyOnceItIsToldTo() throws Exception {
    assertThat(server.isStarted()).isTrue();
    assertThat(connector.isOpen()).isFalse();

    connector.startAccepting();
    try (Socket socket = connect()) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void runsNothingThatCouldBeInterruptedUntilItListens() {
    String name = "-DeferredConnector@" + Integer.toHexString(connector.hashCode());

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains(name));
  }

  @Test
  void makesEveryAnswerTheLastOfItsConnectionOnceAskedTo() throws Exception {
    connector.startAccepting();
    try (Socket socket = connect()) {
      assertThat(answer(socket)).doesNotContainIgnoringCase("connection: close");
      connections.askToClose();
      assertThat(answer(socket)).containsIgnoringCase("\r\nconnection: close\r\n");
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void takesHeadersThatDifferInCaseAloneForDifferentOnes() throws Exception {
    connector.startAccepting();
    try (Socket socket = connect()) {
      answer(socket, "Cookie: session=aB", "Authorization: Basic aB");
      answer(socket, "Cookie: session=Ab", "Authorization: Basic Ab");
    }

    assertThat(received).containsExactly("session=aB", "Basic aB", "session=Ab", "Basic Ab");
  }

  @Test
  void answersThoseWhoAreConnectedWhenItHasShut() throws Exception {
    connector.startAccepting();
    int port = connector.getLocalPort();
    try (Socket socket = connect()) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
      connector.stopAccepting();

      assertThat(isRefusedSoon(port)).isTrue();
      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
      assertThat(busyWithin).isEqualTo(1);
    }
  }
}
