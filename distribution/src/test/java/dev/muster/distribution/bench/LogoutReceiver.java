package dev.muster.distribution.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An application that hears of the end of sessions: it keeps the id of each that it was told. */
final class LogoutReceiver implements AutoCloseable {
  private static final String PARAMETER = "logout_token=";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Listens at once. */
  LogoutReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/logout";
  }

  /** Of how many sessions it was told. */
  int told() {
    return told.size();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
      String claims = body.substring(PARAMETER.length()).split("\\.")[1];
      told.add(
          SignInScript.field(
              new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8), "sid"));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
