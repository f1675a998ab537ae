package dev.muster.core.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.RateLimits;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlatformHttpTest extends PlatformHttpFixture {
  private void assertFails(HttpCall call, Deadline deadline, Code code) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> exchange(call, deadline))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasNoCause();
              assertThat(e.getMessage()).doesNotContain("s3cret");
            });
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void sendsWhatTheCallSaysAndReadsTheWholeAnswer() throws Exception {
    on(
        "/echo",
        (exchange, time) -> {
          exchange.getResponseHeaders().add("X-Seen", exchange.getRequestURI().getRawQuery());
          exchange
              .getResponseHeaders()
              .add("X-Type", exchange.getRequestHeaders().getFirst("Content-Type"));
          send(
              exchange,
              418,
              exchange.getRequestMethod()
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        });

    HttpAnswer answer =
        exchange(
            HttpCall.postJson(base, "/echo", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .withQuery("access_token", Secret.of("a b&c")),
            ample());

    assertThat(answer.status()).isEqualTo(418);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("POST{\"a\":1}");
    assertThat(answer.header("x-seen")).contains("access_token=a%20b%26c");
    assertThat(answer.header("X-Type")).contains("application/json; charset=utf-8");
  }

  @Test
  void endsByTheDeadlineWhenNothingIsAnswered() {
    on("/hang", (exchange, time) -> end.await(60, TimeUnit.SECONDS));

    assertFails(
        HttpCall.get(base, "/hang").withQuery("code", Secret.of("s3cret")), in(200), Code.TIMEOUT);
  }

  @Test
  void endsByTheDeadlineWhenTheBodyDrips() {
    on(
        "/drip",
        (exchange, time) -> {
          exchange.sendResponseHeaders(200, 3000);
          OutputStream body = exchange.getResponseBody();
          for (int i = 0; i < 3000 && !end.await(20, TimeUnit.MILLISECONDS); i++) {
            body.write('x');
            body.flush();
          }
        });

    assertFails(HttpCall.get(base, "/drip"), in(300), Code.TIMEOUT);
  }

  @Test
  void asksNothingWhenNoTimeIsLeft() {
    on("/late", (exchange, time) -> send(exchange, 200, ""));

    assertFails(HttpCall.get(base, "/late"), in(0), Code.TIMEOUT);
    assertThat(asked.get("/late")).hasValue(0);
  }

  @Test
  void refusesAnswersThatAreTooLargeAnnouncedOrNot() throws Exception {
    on("/announced", (exchange, time) -> send(exchange, 200, "x".repeat(2000)));
    on(
        "/chunked",
        (exchange, time) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[2000]);
        });

    assertFails(
        HttpCall.get(base, "/announced").withMaxAnswerBytes(1999), ample(), Code.UNEXPECTED_ANSWER);
    assertFails(
        HttpCall.get(base, "/chunked").withMaxAnswerBytes(1999), ample(), Code.UNEXPECTED_ANSWER);
    HttpCall fits = HttpCall.get(base, "/announced").withMaxAnswerBytes(2000);
    assertThat(exchange(fits, ample()).body()).hasSize(2000);
  }

  @Test
  void saysUnavailableWhenNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertFails(
        HttpCall.get(URI.create("http://127.0.0.1:" + port), "/"), ample(), Code.UNAVAILABLE);
  }

  @Test
  void saysUnavailableWhenTheConnectionIsReset() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.submit(
          () -> {
            while (!socket.isClosed()) {
              try (Socket accepted = socket.accept()) {
                accepted.setSoLinger(true, 0);
              }
            }
            return null;
          });
      URI reset = URI.create("http://127.0.0.1:" + socket.getLocalPort());

      assertFails(HttpCall.get(reset, "/"), ample(), Code.UNAVAILABLE);
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    on(
        "/away",
        (exchange, time) -> {
          exchange.getResponseHeaders().add("Location", base + "/target");
          exchange.sendResponseHeaders(302, -1);
        });
    on("/target", (exchange, time) -> send(exchange, 200, ""));

    assertThat(exchange(HttpCall.get(base, "/away"), ample()).status()).isEqualTo(302);
    assertThat(asked.get("/target")).hasValue(0);
  }

  @Test
  void goesThroughTheProxyThatIsSet() throws Exception {
    on("/", (exchange, time) -> send(exchange, 200, exchange.getRequestURI().toString()));
    try (PlatformHttp proxied =
        new PlatformHttp("fake", Optional.of(base.toString()), PATIENT, metrics)) {
      HttpAnswer answer =
          proxied.exchange(
              HttpCall.get(URI.create("http://api.platform.example"), "/x"), ample(), it -> it);

      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("/x");
      assertThat(asked.get("/")).hasValue(1);
    }
  }

  @Test
  void refusesAProxyThatIsNone() {
    assertThatThrownBy(
            () ->
                new PlatformHttp("fake", Optional.of("socks://x"), PlatformLimits.DEFAULT, metrics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("proxy.url");
  }

  @Test
  void timesCallsByPlatformCallAndOutcomeAndNothingElse() throws Exception {
    on("/seen", (exchange, time) -> send(exchange, 200, ""));

    exchange(HttpCall.get(base, "/seen").withQuery("code", Secret.of("s3cret")), ample());

    assertThat(metrics.lines())
        .containsExactly("muster_platform_call_seconds platform fake call /seen outcome 2xx");
  }

  @Test
  void namesACallByItsTemplateAndNeverByWhomItIsAbout() throws Exception {
    on("/users/", (exchange, time) -> send(exchange, 200, exchange.getRequestURI().getPath()));
    HttpCall call =
        HttpCall.get(base, "/users/{id}").withPath("id", "wei").withQuota("address-book");

    HttpAnswer answer = exchange(call, ample());

    assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("/users/wei");
    assertThat(metrics.lines())
        .containsExactly("muster_platform_call_seconds platform fake call /users/{id} outcome 2xx");
    server.stop(0);
    assertThatThrownBy(() -> exchange(call.withIdempotent(false), ample()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("/users/{id}")
        .hasMessageNotContaining("wei");
  }

  @Test
  void keepsTheNamesOfCallsFew() throws Exception {
    on("/", (exchange, time) -> send(exchange, 200, ""));
    for (int i = 0; i < RateLimits.MAX_NAMES + 5; i++) {
      exchange(HttpCall.get(base, "/" + i), ample());
    }

    assertThat(metrics.lines().stream().distinct()).hasSize(RateLimits.MAX_NAMES + 1);
  }
}
