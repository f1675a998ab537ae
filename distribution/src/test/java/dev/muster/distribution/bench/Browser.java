package dev.muster.distribution.bench;

import dev.muster.distribution.bench.HttpConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A browser: its cookies, and how it follows redirects for as long as they stay on the server. */
final class Browser {
  private static final int MOST_HOPS = 6;

  private final HttpConnection server;
  private final String origin;
  private final Map<String, String> jar = new LinkedHashMap<>();

  /** One without a cookie, on a connection to the server that others may use as well. */
  Browser(HttpConnection server, int port) {
    this.server = server;
    this.origin = "http://localhost:" + port;
  }

  /**
   * Where a browser has come to.
   *
   * @param target the last address on the server, its path and query
   * @param answer the answer there
   * @param away where that leads, if to another server
   */
  record Stop(String target, Answer answer, Optional<URI> away) {}

  /**
   * Opens an address and is led away from the server.
   *
   * @param target its path and query
   * @return to where
   * @throws IOException if it stays
   */
  URI leave(String target) throws IOException {
    Stop stop = open(target);
    if (stop.away().isEmpty()) {
      throw new IOException(
          stop.target() + ": " + stop.answer().status() + " " + head(stop.answer().body()));
    }
    return stop.away().get();
  }

  /** Opens an address and goes wherever that leads. */
  Stop open(String target) throws IOException {
    return follow(target, server.get(target, cookies()));
  }

  /**
   * Submits a form.
   *
   * @param headers further lines, each with its end, or empty
   */
  Stop submit(String target, String headers, String form) throws IOException {
    return follow(target, server.post(target, headers + "Cookie: " + cookies() + "\r\n", "", form));
  }

  private Stop follow(String first, Answer answered) throws IOException {
    String target = first;
    Answer answer = answered;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      answer.cookies().forEach(this::keep);
      String location = answer.location();
      if (answer.status() / 100 != 3 || location.isEmpty()) {
        return new Stop(target, answer, Optional.empty());
      }
      if (location.startsWith(origin + "/")) {
        target = location.substring(origin.length());
      } else if (location.startsWith("/")) {
        target = location;
      } else {
        return new Stop(target, answer, Optional.of(URI.create(location)));
      }
      answer = server.get(target, cookies());
    }
    throw new IOException(first + ": redirected without end");
  }

  private void keep(String setCookie) {
    int equals = setCookie.indexOf('=');
    int end = setCookie.indexOf(';');
    String name = setCookie.substring(0, equals);
    String value = setCookie.substring(equals + 1, end < 0 ? setCookie.length() : end);
    if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
      jar.remove(name);
    } else {
      jar.put(name, value);
    }
  }

  private String cookies() {
    StringBuilder header = new StringBuilder();
    jar.forEach(
        (name, value) ->
            header.append(header.length() == 0 ? "" : "; ").append(name).append('=').append(value));
    return header.toString();
  }

  /** The parameters of an address. */
  static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** One that has to be there. */
  static String required(Map<String, String> parameters, String name) throws IOException {
    String value = parameters.get(name);
    if (value == null) {
      throw new IOException("no " + name + " in " + parameters.keySet());
    }
    return value;
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The beginning of a page, for a message. */
  static String head(String body) {
    return body.substring(0, Math.min(300, body.length()));
  }
}
