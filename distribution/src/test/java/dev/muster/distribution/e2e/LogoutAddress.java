package dev.muster.distribution.e2e;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.distribution.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where an application is told that sessions have ended, as long as it is not down. */
final class LogoutAddress implements AutoCloseable {
  private final int port = Ports.free();
  private final List<SignedJWT> tokens = new CopyOnWriteArrayList<>();
  private volatile boolean busy;
  private boolean gone;
  private HttpServer server = open();

  /** How an application is down. */
  enum Failure {
    /** It answers with HTTP status 503. */
    BUSY,
    /** Nobody listens at its address. */
    GONE
  }

  String url() {
    return "http://127.0.0.1:" + port + "/signed-out";
  }

  /** It is down from now on, until it works again. */
  void fail(Failure how) {
    busy = true;
    if (how == Failure.GONE) {
      close();
    }
  }

  /** It takes what it is told from now on. */
  void work() {
    busy = false;
    if (gone) {
      server = open();
      gone = false;
    }
  }

  /** The tokens that it took. */
  List<SignedJWT> tokens() {
    return List.copyOf(tokens);
  }

  private HttpServer open() {
    try {
      HttpServer opened =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      opened.createContext("/signed-out", this::take);
      opened.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = busy ? 503 : 400;
    try {
      if (!busy && exchange.getRequestMethod().equals("POST")) {
        tokens.add(SignedJWT.parse(Queries.of("?" + body).get("logout_token")));
        status = 200;
      }
    } catch (ParseException e) {
      throw new IOException(body, e);
    } finally {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }
  }

  @Override
  public void close() {
    if (!gone) {
      server.stop(0);
      gone = true;
    }
  }
}
