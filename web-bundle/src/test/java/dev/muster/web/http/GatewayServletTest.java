package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** The servlet on the server that the product embeds. */
class GatewayServletTest extends GatewayServletFixture {
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
}
