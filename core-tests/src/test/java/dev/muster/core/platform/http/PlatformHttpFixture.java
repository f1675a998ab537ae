package dev.muster.core.platform.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A platform that answers as a test says, and calls to it. */
abstract class PlatformHttpFixture {
  static final PlatformLimits PATIENT =
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

  final CountedMetrics metrics = new CountedMetrics();
  final PlatformHttp http = new PlatformHttp("fake", Optional.empty(), PATIENT, metrics);
  final ExecutorService threads = Executors.newCachedThreadPool();
  final CountDownLatch end = new CountDownLatch(1);
  final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  HttpServer server;
  URI base;

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
  interface Behaviour {
    void answer(HttpExchange exchange, int time) throws IOException, InterruptedException;
  }

  void on(String path, Behaviour behaviour) {
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

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** So long that a busy machine does not use it up. */
  static Deadline ample() {
    return in(30_000);
  }

  static Deadline in(long millis) {
    return Deadline.in(Duration.ofMillis(millis));
  }

  HttpAnswer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    return http.exchange(call, deadline, answer -> answer);
  }
}
