package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servlet on the server that the product embeds. */
class GatewayServletTest {
  private static final Response OK = Response.empty(204);
  private static final Response LARGE = Response.text(200, "text/plain", "x".repeat(8_000_000));
  private static final Response SAME =
      Response.text(200, "text/plain", "same ".repeat(1_000)).compressible();
  private static final int THREADS = 8;

  private final CountDownLatch entered = new CountDownLatch(THREADS);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final RecordedMetrics metrics = new RecordedMetrics();
  private final GatewayServlet servlet =
      new GatewayServlet(
          TestInstallation.plain(), metrics, THREADS, Duration.ofSeconds(2), Duration.ofSeconds(2));
  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    serve(servlet, server);
  }

  private void serve(GatewayServlet servlet, Server server) throws Exception {
    servlet.addRoutes(
        () ->
            List.of(
                Route.of(
                    "GET",
                    "/hello/{name}",
                    Failures::problemDocument,
                    request ->
                        Response.text(200, "text/plain;charset=utf-8", request.path("name"))
                            .with("X-Address", request.clientAddress())),
                Route.of(
                    "POST",
                    "/echo",
                    Failures::problemDocument,
                    request ->
                        Response.text(200, "text/plain", request.json().requiredText("text"))),
                Route.of(
                        "POST",
                        "/guarded",
                        Failures::problemDocument,
                        request -> Response.text(200, "text/plain", "" + request.body().length))
                    .behind(GatewayServletTest::requireKey),
                Route.of("GET", "/same", Failures::problemDocument, request -> SAME),
                Route.of("GET", "/large", Failures::problemDocument, request -> LARGE),
                Route.of("GET", "/livez", Failures::problemDocument, request -> OK),
                Route.of("GET", "/wait", Failures::problemDocument, this::waits)));
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(servlet, "/*");
    server.setHandler(context);
    server.start();
  }

  private static void requireKey(Request request) {
    if (request.header("X-Key").isEmpty()) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "Who are you?");
    }
  }

  private Response waits(Request request) {
    entered.countDown();
    try {
      assertThat(leave.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return OK;
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    servlet.stop();
  }

  private URI uri(String path) {
    return server.getURI().resolve(path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void answersWithAllHeaders() throws Exception {
    HttpResponse<String> response = get("/hello/%E4%BC%81?x=1");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("企");
    assertThat(response.headers().firstValue("X-Correlation-Id")).isPresent();
    assertThat(response.headers().firstValue("X-Address")).hasValue("127.0.0.1");
    assertThat(response.headers().firstValue("Content-Length")).hasValue("3");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/hello/x"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).hasValue("1");
  }

  @Test
  void readsABody() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/echo"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"yes\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("yes");
  }

  @Test
  void refusesABodyThatIsTooLargeAlsoInChunks() throws Exception {
    byte[] large =
        ("{\"text\":\"" + "a".repeat(2_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/echo"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large)))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void takesRoutesInAndOutWhileItServes() throws Exception {
    Routes more =
        () ->
            List.of(
                Route.of(
                    "GET", "/more", Failures::problemDocument, request -> Response.empty(204)));
    assertThat(get("/more").statusCode()).isEqualTo(404);
    servlet.addRoutes(more);
    assertThat(get("/more").statusCode()).isEqualTo(204);
    assertThat(get("/hello/x").statusCode()).isEqualTo(200);
    servlet.removeRoutes(more);
    assertThat(get("/more").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesRawPathsThatCanBeReadInTwoWays() throws Exception {
    for (String path :
        List.of(
            "/hello//x",
            "/hello/../hello/x",
            "/hello/%2e%2e/x",
            "/hello/a%2fb",
            "/hello/a;b",
            "/hello/%",
            "/hello/%00",
            "/hello/%ff")) {
      assertThat(statusOf("GET " + path + " HTTP/1.1\r\n")).as(path).isEqualTo("400");
    }
    assertThat(statusOf("GET /hello/x HTTP/1.1\r\n")).isEqualTo("200");
  }

  @Test
  void endsARequestWhoseBodyNeverComes() throws Exception {
    String head = "POST /echo HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 20\r\n";
    assertThat(statusOf(head)).isEqualTo("400");
    assertThat(get("/hello/x").statusCode()).isEqualTo(200);
  }

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

  /** One thread looks for what is late: what it finds is answered elsewhere. */
  @Test
  void answersOtherLateBodiesWhileTheAnswerToOneTakesItsTime() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    servlet.addRoutes(
        () ->
            List.of(
                Route.of(
                    "POST",
                    "/slow",
                    Failures::problemDocument,
                    request -> {
                      try {
                        return Response.text(200, "text/plain", "" + request.body().length);
                      } catch (ProblemException e) {
                        late.countDown();
                        return waits(request);
                      }
                    })));
    String head = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
    try (Socket slow = connect();
        Socket other = connect()) {
      send(slow.getOutputStream(), "POST /slow" + head);
      assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
      send(other.getOutputStream(), "POST /guarded HTTP/1.1\r\nX-Key: k" + head.substring(9));
      assertThat(head(other)).startsWith("HTTP/1.1 400 ");
      leave.countDown();
    }
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

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.getURI().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) c);
    }
    return head.toString();
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
  void compressesWhereThatIsTakenForHeadAsForGet() throws Exception {
    String first = "";
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(uri("/same"))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .header("Accept-Encoding", "gzip")
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(response.headers().firstValue("Vary")).hasValue("Accept-Encoding");
      String length = response.headers().firstValue("Content-Length").orElseThrow();
      assertThat(length).isEqualTo(first.isEmpty() ? "" + response.body().length : first);
      first = length;
    }
    assertThat(get("/same").body()).isEqualTo("same ".repeat(1_000));
  }

  /** Connections with a request always ready would otherwise have every thread for themselves. */
  @Test
  void aConnectionGoesBehindOthersWhenItIsAskedTo() throws Exception {
    server.stop();
    server.setHandler(
        new Handler.Wrapper(server.getHandler()) {
          @Override
          public boolean handle(
              org.eclipse.jetty.server.Request request,
              org.eclipse.jetty.server.Response response,
              Callback callback)
              throws Exception {
            request.setAttribute(GatewayServlet.IN_TURN, true);
            return super.handle(request, response, callback);
          }
        });
    server.start();
    assertThat(get("/hello/x").body()).isEqualTo("x");
    assertThat(get("/livez").statusCode()).isEqualTo(204);
    assertThat(get("/large").body()).hasSize(8_000_000);
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

  @Test
  void keepsTheConnectionWhereTheBodyHasBeenRead() throws Exception {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < 3; i++) {
        send(
            out,
            "POST /guarded HTTP/1.1\r\nHost: localhost\r\nX-Key: k\r\nContent-Length: 9\r\n\r\n");
        assertThat(get("/hello/x").statusCode()).isEqualTo(200);
        send(out, "123456789");
        assertThat(head(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("close");
        assertThat(socket.getInputStream().read()).isEqualTo('9');
      }
    }
  }

  @Test
  void givesBackTheMemoryOfABodyOnceItIsAnswered() throws Exception {
    int bodies = (int) (Limits.BODIES_BYTES / 900_000) + 2;
    for (int i = 0; i < bodies; i++) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        send(
            out,
            "POST /guarded HTTP/1.1\r\nHost: localhost\r\nX-Key: k\r\nContent-Length: 900000\r\n\r\n");
        send(out, "x".repeat(900_000));
        assertThat(head(socket)).as("body %s", i).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void livesWhileEveryThreadIsBusyAndOthersWaitForTheirTurn() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> busy = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      busy.add(later("/wait"));
    }
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<HttpResponse<String>> next = later("/hello/x");
    assertThat(get("/livez").statusCode()).isEqualTo(204);
    assertThat(next).isNotDone();
    leave.countDown();
    assertThat(next.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    for (CompletableFuture<HttpResponse<String>> one : busy) {
      assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void refusesAtOnceWhatComesWhenTooManyWait() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < THREADS + Limits.WAITING + 20; i++) {
      all.add(later("/wait"));
    }
    CompletableFuture.anyOf(all.toArray(new CompletableFuture<?>[0])).get(10, TimeUnit.SECONDS);
    for (CompletableFuture<HttpResponse<String>> one : all) {
      if (one.isDone()) {
        assertThat(one.join().statusCode()).isEqualTo(503);
        assertThat(one.join().headers().firstValue("Retry-After")).hasValue("1");
      }
    }
    leave.countDown();
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isIn(204, 503);
    }
    assertThat(get("/hello/x").statusCode()).isEqualTo(200);
  }

  private CompletableFuture<HttpResponse<String>> later(String path) {
    return client.sendAsync(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void answersOthersWhileManyDoNotReadTheirs() throws Exception {
    List<Socket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * THREADS; i++) {
        Socket socket = connect();
        deaf.add(socket);
        send(socket.getOutputStream(), "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5));
      }
      assertThat(get("/hello/x").statusCode()).isEqualTo(200);
      assertThat(get("/large").body()).hasSize(8_000_000);
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  @Test
  void endsARequestThatWaitsForEver() throws Exception {
    servlet.addRoutes(
        () ->
            List.of(
                Route.of(
                    "GET",
                    "/forever",
                    Failures::problemDocument,
                    request -> {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return Response.empty(204);
                    })));
    HttpResponse<String> response = get("/forever");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"code\":\"unavailable\"");
    for (int i = 0; i < 20; i++) {
      assertThat(get("/hello/x").statusCode()).isEqualTo(200);
    }
  }

  private String statusOf(String line) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.getURI().getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          (line + "Host: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
    }
  }
}
