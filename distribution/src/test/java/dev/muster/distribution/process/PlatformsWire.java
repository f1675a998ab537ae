package dev.muster.distribution.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Lies between a product and the simulated platforms, where each call can be watched. */
public final class PlatformsWire implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What concerns one connection alone, and what the client sets by itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "host", "keep-alive", "transfer-encoding");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "platforms-wire");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;
  private final String platforms;
  private final Function<String, Runnable> watch;

  /**
   * Passes calls on from now on.
   *
   * @param platforms where the platforms answer, without a slash at its end
   * @param watch told of a call's path before the platform is; what it returns runs when the
   *     platform has answered, before the product knows. Called on many threads
   */
  public PlatformsWire(String platforms, Function<String, Runnable> watch) {
    // without it every answer waits 40 ms for an acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.platforms = platforms;
    this.watch = watch;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Settings of a product that calls the platforms by it.
   *
   * @return environment variables
   */
  public Map<String, String> settings() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return SandboxProcess.settings(url, url);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      Runnable answered = watch.apply(exchange.getRequestURI().getPath());
      HttpResponse<byte[]> answer = http.send(request(exchange), BodyHandlers.ofByteArray());
      answered.run();
      answer.headers().map().forEach((name, values) -> passOn(exchange, name, values));
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platforms + exchange.getRequestURI()))
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
    return !NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
