package dev.muster.distribution.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A site of a few files, each under a strict policy of its own. */
final class WebPages implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private volatile String policy = "default-src 'none'";

  WebPages() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String type = path.endsWith(".js") ? "text/javascript" : "text/html";
          String file = files.get(path);
          byte[] body = (file == null ? "" : file).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
          exchange.getResponseHeaders().set("Content-Security-Policy", policy);
          exchange
              .getResponseHeaders()
              .set("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
          exchange.sendResponseHeaders(
              file == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  WebPages file(String path, String content) {
    files.put(path, content);
    return this;
  }

  WebPages under(String contentSecurityPolicy) {
    policy = contentSecurityPolicy;
    return this;
  }

  /** The same, on the same site as the product. */
  String sameSiteUrl() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  /** Its first page. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
