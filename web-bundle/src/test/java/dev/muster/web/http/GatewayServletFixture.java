package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Text;
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
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of few threads, and a client that speaks to it over a socket. */
abstract class GatewayServletFixture {
  static final Response OK = Response.empty(204);
  static final Response LARGE = Response.text(200, "text/plain", "x".repeat(8_000_000));
  static final Response SAME =
      Response.text(200, "text/plain", "same ".repeat(1_000)).compressible();
  static final int THREADS = 8;

  final CountDownLatch entered = new CountDownLatch(THREADS);
  final CountDownLatch leave = new CountDownLatch(1);
  final CountedMetrics metrics = new CountedMetrics();
  final GatewayServlet servlet;
  final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
  final HttpClient client = HttpClient.newHttpClient();

  /** Nothing ends because the machine is busy. */
  GatewayServletFixture() {
    this(Duration.ofMinutes(1));
  }

  /**
   * Ends what takes too long.
   *
   * @param time how long a request may take, and how long its body
   */
  GatewayServletFixture(Duration time) {
    servlet = new GatewayServlet(TestInstallation.plain(), metrics, THREADS, time, time);
  }

  @BeforeEach
  void start() throws Exception {
    serve(servlet, server);
  }

  void serve(GatewayServlet servlet, Server server) throws Exception {
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
                    .behind(GatewayServletFixture::requireKey),
                Route.of("GET", "/same", Failures::problemDocument, request -> SAME),
                Route.of("GET", "/large", Failures::problemDocument, request -> LARGE),
                Route.of("GET", "/taken", Failures::problemDocument, request -> LARGE)
                    .withLargeAnswer(),
                Route.of("GET", "/few", Failures::problemDocument, this::waits).withLargeAnswer(),
                Route.of("GET", "/pieces/{count}", Failures::problemDocument, Pieces::answer),
                Route.of("GET", "/livez", Failures::problemDocument, request -> OK),
                Route.of("GET", "/wait", Failures::problemDocument, this::waits)));
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(servlet, "/*");
    server.setHandler(context);
    for (Connector connector : server.getConnectors()) {
      connector
          .getConnectionFactory(HttpConnectionFactory.class)
          .getHttpConfiguration()
          .addCustomizer(GatewayServletFixture::mayBeCutOff);
    }
    server.start();
  }

  private static org.eclipse.jetty.server.Request mayBeCutOff(
      org.eclipse.jetty.server.Request request, HttpFields.Mutable answer) {
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    request.setAttribute(GatewayServlet.CUT_OFF, (Runnable) end::close);
    return request;
  }

  /** A hundred thousand bytes each; of more than a thousand, one is missing. */
  private record Pieces(int count, AtomicInteger made) implements Iterator<byte[]> {
    static Response answer(Request request) {
      int count = Integer.parseInt(request.path("count"));
      return Response.inPieces("text/plain", new Pieces(count, new AtomicInteger()));
    }

    @Override
    public boolean hasNext() {
      return made.get() < count;
    }

    @Override
    public byte[] next() {
      int each = made.incrementAndGet();
      if (each > 1000) {
        throw new IllegalStateException("a test wants it so");
      }
      byte[] piece = new byte[100_000];
      Arrays.fill(piece, (byte) ('0' + each % 10));
      return piece;
    }
  }

  static void requireKey(Request request) {
    if (request.header("X-Key").isEmpty()) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, new Text("Who are you?", "您是谁？"));
    }
  }

  Response waits(Request request) {
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

  URI uri(String path) {
    return server.getURI().resolve(path);
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.getURI().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  static String head(Socket socket) throws IOException {
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

  String statusOf(String line) throws IOException {
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
