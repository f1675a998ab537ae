package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are too large for memory, on the server that the product embeds. */
class PiecesTest extends GatewayServletFixture {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 37, 1000})
  void arriveInOrderAndWhole(int count) throws Exception {
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(uri("/pieces/" + count)).build(), BodyHandlers.ofInputStream());

    assertThat(response.statusCode()).isEqualTo(200);
    try (InputStream in = response.body()) {
      for (int i = 1; i <= count; i++) {
        byte[] piece = in.readNBytes(100_000);
        assertThat(piece).hasSize(100_000);
        assertThat(piece[0]).isEqualTo((byte) ('0' + i % 10));
        assertThat(piece[99_999]).isEqualTo(piece[0]);
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void breakOffWhereOneIsMissingSoThatNobodyTakesThemForWhole() {
    assertThatThrownBy(() -> get("/pieces/1001")).isInstanceOf(IOException.class);
    assertThat(metrics.lines()).contains("muster_http_lost_total ");
  }

  @Test
  void haveNoBodyForThoseWhoOnlyLook() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/pieces/37"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  /** More of them than there are threads, and nobody reads. */
  @Test
  void keepNoThreadForThoseWhoDoNotTakeThem() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * THREADS; i++) {
        Socket socket = connect();
        idle.add(socket);
        send(socket.getOutputStream(), "GET /pieces/1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(head(socket)).startsWith("HTTP/1.1 200");
      }
      assertThat(get("/hello/x").body()).isEqualTo("x");
    } finally {
      for (Socket each : idle) {
        each.close();
      }
    }
  }
}
