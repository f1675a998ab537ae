package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come in pieces, unasked, or not as a whole. */
class UnfinishedBodiesTest extends GatewayServletFixture {
  @Test
  void readsABodyThatComesInPieces() throws Exception {
    for (String length : List.of("Content-Length: 14\r\n", "Transfer-Encoding: chunked\r\n")) {
      boolean chunked = length.startsWith("T");
      try (Socket socket = new Socket("127.0.0.1", server.getURI().getPort())) {
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        send(out, "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        send(out, "Content-Type: application/json\r\n" + length + "\r\n");
        for (String piece : List.of("{\"text\"", ":", "\"yes\"", "}")) {
          // an answer to something else shows that the piece before has been looked at
          assertThat(get("/hello/x").statusCode()).isEqualTo(200);
          send(
              out, chunked ? Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n" : piece);
        }
        send(out, chunked ? "0\r\n\r\n" : "");
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("yes");
      }
    }
  }

  @Test
  void refusesABodyThatBreaksOff() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.getURI().getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      send(out, "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
      send(out, "Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{");
      assertThat(get("/hello/x").statusCode()).isEqualTo(200);
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void refusesBodiesOnTheirWayThatTogetherWouldTakeTooMuchMemory() throws Exception {
    List<Socket> slow = new ArrayList<>();
    GatewayServlet patient =
        new GatewayServlet(
            TestInstallation.plain(), metrics, THREADS, Duration.ofSeconds(2), Duration.ofHours(1));
    Server another = new Server(new InetSocketAddress("127.0.0.1", 0));
    try {
      serve(patient, another);
      for (int i = 0; i < Limits.BODIES_BYTES / 900_000 + 2; i++) {
        Socket socket = new Socket("127.0.0.1", another.getURI().getPort());
        socket.setSoTimeout(10_000);
        slow.add(socket);
        send(
            socket.getOutputStream(),
            "POST /guarded HTTP/1.1\r\nHost: localhost\r\nX-Key: k\r\nContent-Length: 950000\r\n\r\n"
                + "x".repeat(900_000));
      }
      assertThat(head(firstAnswered(slow))).startsWith("HTTP/1.1 503 ");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
      another.stop();
      patient.stop();
    }
  }

  private static Socket firstAnswered(List<Socket> sockets) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      for (Socket socket : sockets) {
        if (socket.getInputStream().available() > 0) {
          return socket;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("nobody is refused");
  }

  @Test
  void answersOthersWhileManyBodiesAreOnTheirWay() throws Exception {
    String head =
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 20\r\n\r\n{";
    List<Socket> slow = new ArrayList<>();
    // bodies may take so long that nobody is answered if anything waits for them
    GatewayServlet patient =
        new GatewayServlet(
            TestInstallation.plain(), metrics, THREADS, Duration.ofSeconds(2), Duration.ofHours(1));
    Server another = new Server(new InetSocketAddress("127.0.0.1", 0));
    try {
      serve(patient, another);
      for (int i = 0; i < 400; i++) {
        Socket socket = new Socket("127.0.0.1", another.getURI().getPort());
        slow.add(socket);
        send(socket.getOutputStream(), head);
      }
      HttpRequest hello =
          HttpRequest.newBuilder(another.getURI().resolve("/hello/x"))
              .timeout(Duration.ofSeconds(20))
              .build();
      assertThat(client.send(hello, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
      another.stop();
      patient.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /guarded", "POST /nowhere", "PUT /echo", "GET /hello/x"})
  void refusesWithoutTheBodyAndSaysThatTheConnectionEnds(String line) throws Exception {
    for (String length : List.of("Content-Length: 900000\r\n", "Transfer-Encoding: chunked\r\n")) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        send(out, line + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n");
        assertThat(head(socket)).containsIgnoringCase("\r\nconnection: close\r\n");
        // what still comes is read over, so the end is an orderly one
        send(out, length.startsWith("C") ? "x".repeat(900_000) : "1\r\nx\r\n0\r\n\r\n");
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
    }
  }

  /** Whoever is refused so sends nothing or sends it all the same, and gets the answer. */
  @ParameterizedTest
  @ValueSource(strings = {"POST /guarded", "POST /nowhere", "PUT /echo", "GET /hello/x"})
  void refusesWhoAsksWhetherToSendTheBodyAndReadsItOverWhereItComes(String line) throws Exception {
    for (String body : List.of("", "x".repeat(900_000))) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        send(
            out,
            line
                + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Content-Length: 900000\r\n\r\n");
        assertThat(head(socket))
            .doesNotStartWith("HTTP/1.1 100 ")
            .containsIgnoringCase("\r\nconnection: close\r\n");
        send(out, body);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
    }
  }

  @Test
  void asksForTheBodyOfWhomItWouldAnswer() throws Exception {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < 3; i++) {
        send(
            out,
            "POST /guarded HTTP/1.1\r\nHost: localhost\r\nX-Key: k\r\nExpect: 100-continue\r\n"
                + "Content-Length: 9\r\n\r\n");
        assertThat(head(socket)).startsWith("HTTP/1.1 100 ");
        send(out, "123456789");
        assertThat(head(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("close");
        assertThat(socket.getInputStream().read()).isEqualTo('9');
      }
    }
  }

  @Test
  void answersATooLargeBodyThatIsStillBeingSent() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        send(
            out,
            "POST /guarded HTTP/1.1\r\nHost: localhost\r\nX-Key: k\r\nContent-Length: 3000000\r\n\r\n");
        send(out, "x".repeat(3_000_000));
        assertThat(head(socket)).startsWith("HTTP/1.1 413 ");
      }
    }
  }
}
