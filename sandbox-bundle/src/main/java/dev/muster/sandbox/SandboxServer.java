package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The sandbox on a port of its own, for tests and for benchmarks that want it in another process.
 * Listens on the loopback address alone.
 */
public final class SandboxServer implements AutoCloseable {
  /** Handlers never block: an answer that is held back waits in a queue, not in a thread. */
  private static final int THREADS = 4;

  private static final int BACKLOG = 1024;

  private final Sandbox sandbox;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, SandboxServer::daemon);
  private final HeldBack heldBack = new HeldBack();

  private SandboxServer(Sandbox sandbox, HttpServer server) {
    this.sandbox = sandbox;
    this.server = server;
    server.createContext("/", this::answer);
    server.setExecutor(threads);
  }

  /**
   * Starts a sandbox.
   *
   * @param port the port, or 0 for a free one
   * @param clock what tokens and codes age by
   * @return the running server
   * @throws IOException if the port is taken
   */
  public static SandboxServer start(int port, Clock clock) throws IOException {
    // Read once, when the JDK's server is first used: without it every answer waits 40 ms for an
    // acknowledgement, and idle connections are closed under the callers' feet.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    SandboxServer started = new SandboxServer(new Sandbox(clock), http);
    http.start();
    return started;
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the port, 0 or nothing for a free one
   * @throws IOException if the port is taken
   */
  @SuppressWarnings("SystemOut")
  public static void main(String... arguments) throws IOException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    // Not closed: the server's own thread keeps the process alive until it is told to end.
    @SuppressWarnings("resource")
    SandboxServer started = start(port, Clock.systemUTC());
    System.out.println("Sandbox on " + started.uri());
  }

  /** {@return where it listens: the address, without a slash at its end} */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** {@return what it serves} */
  public Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    heldBack.close();
    sandbox.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(SandboxRequest.MAX_BODY_BYTES + 1);
    if (body.length > SandboxRequest.MAX_BODY_BYTES) {
      exchange.sendResponseHeaders(413, -1);
      exchange.close();
      return;
    }
    SandboxRequest request =
        new SandboxRequest(
            exchange.getRequestMethod(),
            "",
            exchange.getRequestURI().getPath(),
            Forms.decode(exchange.getRequestURI().getRawQuery()),
            body,
            name -> exchange.getRequestHeaders().getFirst(name));
    SandboxResponse response = sandbox.handle(request);
    if (response.delay().isZero()) {
      send(exchange, response);
    } else {
      heldBack.send(response.delay(), () -> sendQuietly(exchange, response));
    }
  }

  /** Whoever waited may have gone: that is what a late answer is for. */
  private static void sendQuietly(HttpExchange exchange, SandboxResponse response) {
    try {
      send(exchange, response);
    } catch (IOException | UncheckedIOException e) {
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, SandboxResponse response) throws IOException {
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    int length = response.body().length;
    exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (length > 0) {
        out.write(response.body());
      }
    }
    exchange.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
