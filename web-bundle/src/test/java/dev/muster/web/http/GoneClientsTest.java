package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that leave, or fall silent, in the middle of a body: anybody can, as often as he likes.
 */
class GoneClientsTest extends GatewayServletFixture {
  GoneClientsTest() {
    super(Duration.ofSeconds(2));
  }

  private static Response counted(Request request) {
    try {
      return Response.text(
          200, "text/plain", "" + request.upload(List.of("text/csv")).readAllBytes().length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some bodies are read by their routes, as they come; those of others are gathered before. */
  @ParameterizedTest
  @CsvSource({
    "/upload, Content-Length: 500, true, 400",
    "/upload, Content-Length: 500, false, 503",
    "/upload, Content-Length: 4000000, false, 503",
    "/upload, Transfer-Encoding: chunked, true, 400",
    "/upload, Transfer-Encoding: chunked, false, 503",
    "/guarded, Content-Length: 500, true, 400",
    "/guarded, Content-Length: 500, false, 400"
  })
  void leaveNoWarningInTheLog(String path, String length, boolean closes, int status)
      throws Exception {
    servlet.addRoutes(
        () ->
            List.of(
                Route.of("POST", "/upload", Failures::problemDocument, GoneClientsTest::counted)
                    .upTo(Limits.IMPORT_BYTES)));
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (Socket socket = connect()) {
      send(
          socket.getOutputStream(),
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nX-Key: k\r\nContent-Type: text/csv\r\n"
              + length
              + "\r\n\r\n"
              + (length.startsWith("T") ? "20\r\n" : "")
              + "username");
      if (closes) {
        socket.shutdownOutput();
      }
      assertThat(head(socket)).startsWith("HTTP/1.1 " + status + " ");
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
