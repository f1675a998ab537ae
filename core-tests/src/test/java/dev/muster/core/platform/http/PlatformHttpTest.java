package dev.muster.core.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.RateLimits;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlatformHttpTest {
  private static final PlatformLimits PATIENT =
      new PlatformLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(8),
          128,
          128,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(60),
          100,
          100);

  static {
    // The JDK's server writes header and body apart, which costs 40 ms a call otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final CountedMetrics metrics = new CountedMetrics();
  private final PlatformHttp http = new PlatformHttp("fake", Optional.empty(), PATIENT, metrics);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private HttpServer server;
  private URI base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }

  /** What the platform does with a request. */
  private interface Behaviour {
    void answer(HttpExchange exchange, int time) throws IOException, InterruptedException;
  }

  private void on(String path, Behaviour behaviour) {
    AtomicInteger times = new AtomicInteger();
    asked.put(path, times);
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            behaviour.answer(exchange, times.incrementAndGet());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** So long that a busy machine does not use it up. */
  private static Deadline ample() {
    return in(30_000);
  }

  private static Deadline in(long millis) {
    return Deadline.in(Duration.ofMillis(millis));
  }

  private HttpAnswer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    return http.exchange(call, deadline, answer -> answer);
  }

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

  /** A platform that says in the body that it is busy. */
  private static String unlessBusy(HttpAnswer answer) throws ProviderException {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (body.equals("busy")) {
      throw new ProviderException(Code.UNAVAILABLE, "busy", Optional.of("-1"));
    }
    if (body.equals("wrong")) {
      throw new ProviderException(Code.REJECTED, "wrong", Optional.empty());
    }
    return body;
  }

  @Test
  void sendsAgainWhatAPlatformIsTooBusyFor() throws Exception {
    on("/busy", (exchange, time) -> send(exchange, 200, time < 3 ? "busy" : "fine"));
    assertThat(http.exchange(HttpCall.get(base, "/busy"), ample(), PlatformHttpTest::unlessBusy))
        .isEqualTo("fine");
    assertThat(asked.get("/busy")).hasValue(3);
  }

  @Test
  void givesUpOnAPlatformThatStaysBusy() {
    on("/busy", (exchange, time) -> send(exchange, 200, "busy"));
    assertThatThrownBy(
            () -> http.exchange(HttpCall.get(base, "/busy"), ample(), PlatformHttpTest::unlessBusy))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.platformCode()).contains("-1"));
    assertThat(asked.get("/busy")).hasValue(3);
  }

  @Test
  void sendsOnceWhatMayNotBeSentTwiceHoweverBusyThePlatformIs() {
    on("/once", (exchange, time) -> send(exchange, 200, "busy"));
    HttpCall call = HttpCall.get(base, "/once").withIdempotent(false);
    assertThatThrownBy(() -> http.exchange(call, ample(), PlatformHttpTest::unlessBusy))
        .isInstanceOf(ProviderException.class);
    assertThat(asked.get("/once")).hasValue(1);
  }

  @Test
  void sendsOnceWhatThePlatformRefusesForAnotherReason() {
    on("/wrong", (exchange, time) -> send(exchange, 200, "wrong"));
    assertThatThrownBy(
            () ->
                http.exchange(HttpCall.get(base, "/wrong"), ample(), PlatformHttpTest::unlessBusy))
        .isInstanceOf(ProviderException.class);
    assertThat(asked.get("/wrong")).hasValue(1);
  }

  @Test
  void sendsNothingAgainToABusyPlatformOnceTheBudgetIsUsedUp() {
    on("/busy", (exchange, time) -> send(exchange, 200, "busy"));
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(
              () ->
                  http.exchange(HttpCall.get(base, "/busy"), ample(), PlatformHttpTest::unlessBusy))
          .isInstanceOf(ProviderException.class);
    }
    assertThat(asked.get("/busy")).hasValue(50 + 20);
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
  void sendsAnIdempotentCallAgainAfterBusyAnswersAndBrokenConnections() throws Exception {
    on(
        "/busy",
        (exchange, time) -> {
          if (time == 1) {
            send(exchange, 503, "");
          } else if (time == 3) {
            send(exchange, 200, "at last");
          }
          // the second time the connection is closed without an answer
        });

    HttpAnswer answer = exchange(HttpCall.get(base, "/busy"), ample());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(asked.get("/busy").get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void handsOnABusyAnswerThatStays() throws Exception {
    on("/down", (exchange, time) -> send(exchange, 502, "bad"));

    assertThat(exchange(HttpCall.get(base, "/down"), ample()).status()).isEqualTo(502);
    assertThat(asked.get("/down")).hasValue(3);
  }

  @Test
  void sendsOtherCallsOnce() throws Exception {
    on("/once", (exchange, time) -> send(exchange, 503, ""));

    assertThat(exchange(HttpCall.postJson(base, "/once", new byte[0]), ample()).status())
        .isEqualTo(503);
    assertThat(asked.get("/once")).hasValue(1);
  }

  @Test
  void stopsSendingAgainWhenTheRetryBudgetIsUsedUp() throws Exception {
    on("/down", (exchange, time) -> send(exchange, 503, ""));

    for (int i = 0; i < 30; i++) {
      exchange(HttpCall.get(base, "/down"), ample());
    }

    assertThat(asked.get("/down").get()).isEqualTo(30 + 20);
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
