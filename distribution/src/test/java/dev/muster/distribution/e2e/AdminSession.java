package dev.muster.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The management API in a session of the administrator {@code admin}, without a browser. */
final class AdminSession {
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String base;
  private String cookie = "";
  private String csrfToken = "";

  /** Signs in. */
  AdminSession(String url, String password) {
    this.base = url;
    HttpResponse<byte[]> answer =
        sendJson("POST", "/api/v1/session", Map.of("username", "admin", "password", password));
    this.cookie = answer.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
    this.csrfToken =
        Http.parse(new String(answer.body(), StandardCharsets.UTF_8)).path("csrfToken").asText();
  }

  /** Sends a request that has to succeed; the path is a whole one. */
  HttpResponse<byte[]> sendJson(String method, String path, Map<String, ?> body) {
    byte[] json = Http.write(body).getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> answer = send(method, path, "application/json", json);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + ": " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer;
  }

  /** Sends a request; without a body if that has no bytes. */
  HttpResponse<byte[]> send(String method, String path, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .header("User-Agent", BROWSER)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie).header("X-CSRF-Token", csrfToken);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
