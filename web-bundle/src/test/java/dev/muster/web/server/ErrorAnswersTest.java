package dev.muster.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.Logged;
import dev.muster.web.http.ServerAnswers;
import dev.muster.web.http.TestInstallation;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorAnswersTest {
  private static final String SECRET = "a-code-of-somebody";
  private static final String ADDRESS = "/t/demo/callback?code=" + SECRET + "&state=";
  private static final String REST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

  private final Server server = new Server();
  private final DeferredConnector connector =
      new DeferredConnector(
          server,
          new ListenerSettings("127.0.0.1", 0, 100),
          new Connections(100, 100, address -> false, new CountedMetrics(), System::nanoTime));

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/t");
    context.addServlet(new ServletHolder(new Failing()), "/*");
    server.setHandler(context);
    server.start();
    new ErrorAnswers(new ServerAnswers(TestInstallation.plain())).serve(server);
    connector.startAccepting();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** What the gateway never does. */
  private static final class Failing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse answer)
        throws IOException {
      String what = String.valueOf(request.getHeader("X-Do"));
      answer.setHeader("Set-Cookie", "a=b");
      switch (what) {
        case "throw" -> throw new IllegalStateException(request.getQueryString());
        case "send" -> answer.sendError(409, request.getQueryString());
        case "long" -> {
          answer.setHeader("Location", "/" + "a".repeat(20_000));
          answer.setStatus(303);
        }
        default -> answer.setStatus(204);
      }
    }
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bad name, 400, malformed",
    "no version, 505, malformed",
    "many headers, 431, too-large",
    "long address, 414, too-large",
    "expectation, 417, malformed",
    "no context, 404, not-found",
    "send, 409, malformed",
    "throw, 500, internal",
    "long, 500, internal",
  })
  void areOneSmallDocumentHoweverARequestIsRefused(String what, int status, String code)
      throws IOException {
    String get = "GET " + ADDRESS + "s".repeat(8_000);
    String answer =
        ask(
            switch (what) {
              case "bad name" -> get + REST + "X-A : a\r\n\r\n";
              case "no version" -> get + "\r\n\r\n";
              case "many headers" -> get + REST + "X-A: a\r\n".repeat(2_000) + "\r\n";
              case "long address" -> get + "s".repeat(20_000) + REST + "\r\n";
              case "expectation" -> get + REST + "Expect: else\r\n\r\n";
              case "no context" -> get.replace("/t/", "/x/") + REST + "\r\n";
              default -> get + REST + "X-Do: " + what + "\r\n\r\n";
            });

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.length()).isLessThan(1_500);
    assertThat(answer)
        .contains("\"code\":\"" + code + "\"", "\"correlationId\":\"")
        .doesNotContain(SECRET, "callback", "Set-Cookie", "Location", "<html", "\tat ");
    assertThat(answer.toLowerCase(Locale.ROOT))
        .contains("content-type: application/problem+json\r\n")
        .contains("content-security-policy: default-src 'none';")
        .contains("x-content-type-options: nosniff\r\n", "cache-control: no-store\r\n")
        .contains("x-correlation-id: ");
  }

  @Test
  void areInTheLanguageThatTheRequestAsksFor() throws IOException {
    assertThat(ask("GET /x" + REST + "Accept-Language: zh-CN\r\n\r\n")).contains("该地址没有内容。");
  }

  @Test
  void tellTheLogOfAFaultWithoutWhatItWasAbout() {
    String log =
        Logged.by(
            () -> {
              var unused =
                  new ServerAnswers(TestInstallation.plain())
                      .fault(new IllegalStateException(SECRET, new IOException(SECRET)), List.of());
            });

    assertThat(log)
        .contains("IllegalStateException at dev.muster", "caused by java.io.IOException")
        .doesNotContain(SECRET);
  }
}
