package dev.muster.web.fake;

import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A browser: keeps cookies as it is told, by name and path, and follows nothing by itself. */
public final class Browser {
  private final TestServer server;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String userAgent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140";
  private String languages = "en";
  private String planted = "";

  public Browser(Gateway gateway) {
    this.server = gateway.server;
  }

  public Browser userAgent(String value) {
    userAgent = value;
    return this;
  }

  public Browser languages(String value) {
    languages = value;
    return this;
  }

  /** Cookies that a sibling host set, which come before ours. */
  public Browser planted(String line) {
    planted = line;
    return this;
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  public Response get(String address) {
    return keep(server.answer(prepared(TestRequest.get(local(address)))));
  }

  /** What a browser or a scanner sends before anybody is there. */
  public Response ahead(String method, String address, String header, String value) {
    return keep(
        server.answer(prepared(TestRequest.of(method, local(address))).header(header, value)));
  }

  public Response post(String address, String form) {
    return keep(
        server.answer(
            prepared(TestRequest.of("POST", local(address)))
                .body("application/x-www-form-urlencoded", form)));
  }

  private TestRequest prepared(TestRequest request) {
    request.header("User-Agent", userAgent).header("Accept-Language", languages);
    request.header("Accept", "text/html");
    if (!cookies.isEmpty() || !planted.isEmpty()) {
      StringBuilder line = new StringBuilder(planted);
      cookies.forEach(
          (name, value) ->
              line.append(line.isEmpty() ? "" : "; ").append(name).append('=').append(value));
      request.header("Cookie", line.toString());
    }
    return request;
  }

  private Response keep(Response response) {
    for (String cookie : headers(response, "Set-Cookie")) {
      String pair = cookie.substring(0, cookie.indexOf(';'));
      String name = pair.substring(0, pair.indexOf('='));
      cookies.remove(name);
      if (!cookie.contains("Max-Age=0")) {
        cookies.put(name, pair.substring(pair.indexOf('=') + 1));
      }
    }
    return response;
  }

  private static String local(String address) {
    return address.startsWith("/")
        ? address
        : address.substring(address.indexOf('/', address.indexOf("//") + 2));
  }

  public static List<String> headers(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Response.Header::value)
        .toList();
  }

  public static String header(Response response, String name) {
    List<String> all = headers(response, name);
    return all.isEmpty() ? "" : all.get(0);
  }

  public static String location(Response response) {
    return header(response, "Location");
  }

  public static Optional<String> parameter(String address, String name) {
    String query = URI.create(address).getRawQuery();
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  public static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
