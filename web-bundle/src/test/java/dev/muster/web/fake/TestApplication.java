package dev.muster.web.fake;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application that is told of sessions that have ended. */
public final class TestApplication implements AutoCloseable {
  static {
    // The JDK's server writes header and body apart, which costs 40 ms a call otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  public TestApplication() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/bye",
        exchange -> {
          bodies.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bye");
  }

  /** How it answers from now on. */
  public void answers(int with) {
    status = with;
  }

  /** What it was sent. */
  public List<String> bodies() {
    return bodies;
  }

  /** The tokens that it was sent, as the only parameter of a form. */
  public List<SignedJWT> tokens() {
    List<SignedJWT> tokens = new ArrayList<>();
    for (String body : bodies) {
      String form = "POST application/x-www-form-urlencoded logout_token=";
      if (!body.startsWith(form) || body.indexOf('&') >= 0) {
        throw new AssertionError(body);
      }
      try {
        tokens.add(
            SignedJWT.parse(
                URLDecoder.decode(body.substring(form.length()), StandardCharsets.UTF_8)));
      } catch (ParseException e) {
        throw new AssertionError(body, e);
      }
    }
    return tokens;
  }

  /** The session of each token, in order. */
  public List<String> sessions() {
    return tokens().stream().map(token -> claim(token, "sid")).toList();
  }

  private static String claim(SignedJWT token, String name) {
    try {
      return token.getJWTClaimsSet().getStringClaim(name);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
