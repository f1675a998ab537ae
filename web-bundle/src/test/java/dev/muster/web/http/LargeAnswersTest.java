package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Answers of megabytes, on the server that the product embeds. */
class LargeAnswersTest extends GatewayServletFixture {
  private static final int LENGTH = LARGE.body().length;
  private static final String LOST = "muster_http_lost_total ";

  @Test
  void areMadeAFewAtATimeAndKeepNobodyElseWaiting() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> few = new ArrayList<>();
    for (int i = 0; i < Limits.LARGE_ANSWERS; i++) {
      few.add(later("/few"));
    }
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<HttpResponse<String>> next = later("/taken");

    assertThat(get("/hello/x").statusCode()).isEqualTo(200);
    assertThat(next).isNotDone();
    leave.countDown();
    assertThat(next.get(10, TimeUnit.SECONDS).body()).hasSize(LENGTH);
    for (CompletableFuture<HttpResponse<String>> one : few) {
      assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }
  }

  private CompletableFuture<HttpResponse<String>> later(String path) {
    return client.sendAsync(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void makeRoomWhereNobodyTakesThem() throws Exception {
    int kept = (int) (Limits.LARGE_ANSWERS_BYTES / LENGTH);
    List<Socket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * kept; i++) {
        Socket socket = deaf();
        deaf.add(socket);
        send(socket.getOutputStream(), "GET /taken HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(head(socket)).startsWith("HTTP/1.1 200");
      }

      // before anybody reads
      until(() -> Collections.frequency(metrics.lines(), LOST) == 2 * kept);
      for (Socket oldest : deaf.subList(0, 2 * kept)) {
        assertThat(taken(oldest)).isLessThan(LENGTH);
      }
      for (Socket newest : deaf.subList(2 * kept, 3 * kept)) {
        assertThat(taken(newest)).isEqualTo(LENGTH);
      }
      assertThat(get("/taken").body()).hasSize(LENGTH);
    } finally {
      for (Socket each : deaf) {
        each.close();
      }
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Little fits into what the system keeps for it. */
  private Socket deaf() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8192);
    socket.connect(new InetSocketAddress("127.0.0.1", server.getURI().getPort()));
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static long taken(Socket socket) {
    byte[] piece = new byte[65_536];
    long all = 0;
    try {
      while (all < LENGTH) {
        int n = socket.getInputStream().read(piece);
        if (n < 0) {
          break;
        }
        all += n;
      }
    } catch (IOException e) {
      // broken off
    }
    return all;
  }
}
