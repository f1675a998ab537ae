package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies that come late or never, and requests that do not end. */
class LateBodiesTest extends GatewayServletFixture {
  LateBodiesTest() {
    super(Duration.ofSeconds(2));
  }

  @Test
  void endsARequestWhoseBodyNeverComes() throws Exception {
    String head = "POST /echo HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 20\r\n";
    assertThat(statusOf(head)).isEqualTo("400");
    assertThat(get("/hello/x").statusCode()).isEqualTo(200);
  }

  private void addUpload() {
    servlet.addRoutes(
        () ->
            List.of(
                Route.of(
                        "POST",
                        "/upload",
                        Failures::problemDocument,
                        request -> {
                          try {
                            return Response.text(
                                200,
                                "text/plain",
                                "" + request.upload(List.of("text/csv")).readAllBytes().length);
                          } catch (IOException e) {
                            throw new UncheckedIOException(e);
                          }
                        })
                    .upTo(Limits.IMPORT_BYTES)));
  }

  /** Requests are interrupted after 2 s here, and this one takes 3. */
  @Test
  void letsAnUploadOnThatKeepsComing() throws Exception {
    addUpload();
    int pieces = 30;
    // each earns four seconds: a busy machine does not use them up
    String piece = "x".repeat(4 * Limits.UPLOAD_RATE);
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      send(out, "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n");
      send(out, "Content-Length: " + pieces * piece.length() + "\r\n\r\n");
      for (int i = 0; i < pieces; i++) {
        send(out, piece);
        Thread.sleep(100);
      }
      assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void endsAnUploadThatHardlyComes() throws Exception {
    addUpload();
    long began = System.nanoTime();
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      send(out, "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n");
      send(out, "Content-Length: 40000000\r\n\r\nusername\n");
      assertThat(head(socket)).startsWith("HTTP/1.1 503 ");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
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
}
