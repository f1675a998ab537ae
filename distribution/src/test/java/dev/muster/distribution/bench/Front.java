package dev.muster.distribution.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A balancer that knows of a node what {@code /readyz} says every 200 ms, sends a request to the
 * nodes that are ready in turn, and none a second time: whatever goes wrong is seen by who asked.
 */
final class Front implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;
  private static final int THREADS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What concerns one connection alone, and what the client sets by itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "host", "keep-alive", "transfer-encoding");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ScheduledExecutorService looking = Executors.newScheduledThreadPool(2);
  private final List<Distribution> nodes;
  private final Map<Distribution, Boolean> ready = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Listens at once; sends nothing on until it has seen a node that is ready. */
  Front(int port, List<Distribution> nodes) throws IOException {
    this.nodes = List.copyOf(nodes);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
    for (Distribution node : nodes) {
      var unused =
          looking.scheduleWithFixedDelay(
              () -> ready.put(node, node.status("/readyz") == 200),
              0,
              LOOK_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  boolean sees(Distribution node) {
    return ready.getOrDefault(node, false);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<Distribution> able = nodes.stream().filter(this::sees).toList();
      if (able.isEmpty()) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      pass(exchange, able.get(Math.floorMod(turn.getAndIncrement(), able.size())));
    }
  }

  private void pass(HttpExchange exchange, Distribution node) throws IOException {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request(exchange, node), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      System.out.println("  the front: " + exchange.getRequestURI().getPath() + ": " + e);
      exchange.sendResponseHeaders(502, -1);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    answer.headers().map().forEach((name, values) -> passOn(exchange, name, values));
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static HttpRequest request(HttpExchange exchange, Distribution node) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node.port() + exchange.getRequestURI()))
            .timeout(PATIENCE)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void passOn(HttpExchange exchange, String name, List<String> values) {
    if (isPassedOn(name)) {
      exchange.getResponseHeaders().put(name, values);
    }
  }

  private static boolean isPassedOn(String name) {
    return !NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    looking.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
  }
}
