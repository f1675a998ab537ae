package dev.muster.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** Calls of the server. Redirects are not followed: none of its answers is one. */
final class Calls {
  private static final int MAX_ANSWER = 1 << 20;

  private final int timeoutMillis;
  private final String userAgent;

  Calls(int timeoutMillis, String userAgent) {
    this.timeoutMillis = timeoutMillis;
    this.userAgent = userAgent;
  }

  /** What the server answered. */
  static final class Answer {
    final int status;
    final Map<String, Object> body;
    final int retryAfterSeconds;

    Answer(int status, Map<String, Object> body, int retryAfterSeconds) {
      this.status = status;
      this.body = body;
      this.retryAfterSeconds = retryAfterSeconds;
    }

    boolean ok() {
      return status == 200;
    }

    /** A code is on its way. */
    boolean sent() {
      return status == 202;
    }

    String text(String name) {
      Object value = body.get(name);
      return value instanceof String ? (String) value : "";
    }

    int number(String name) {
      Object value = body.get(name);
      return value instanceof Double ? ((Double) value).intValue() : 0;
    }

    MusterException problem() {
      String error = text("error");
      if (error.isEmpty()) {
        error = text("code").isEmpty() ? MusterException.UNEXPECTED_ANSWER : text("code");
      }
      String description = text("error_description");
      return new MusterException(
          error, description.isEmpty() ? text("detail") : description, retryAfterSeconds);
    }
  }

  Answer get(String url, String accessToken) throws MusterException {
    return send(url, "GET", "", "", accessToken);
  }

  Answer postForm(String url, Map<String, String> form) throws MusterException {
    return send(url, "POST", "application/x-www-form-urlencoded", form(form), "");
  }

  Answer postJson(String url, Map<String, String> body) throws MusterException {
    return send(url, "POST", "application/json", Json.write(body), "");
  }

  static String encode(String text) {
    try {
      return URLEncoder.encode(text, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String form(Map<String, String> values) {
    StringBuilder form = new StringBuilder();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (form.length() > 0) {
        form.append('&');
      }
      form.append(encode(entry.getKey())).append('=').append(encode(entry.getValue()));
    }
    return form.toString();
  }

  private Answer send(String url, String method, String type, String body, String accessToken)
      throws MusterException {
    try {
      HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
      try {
        connection.setRequestMethod(method);
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", userAgent);
        if (!accessToken.isEmpty()) {
          connection.setRequestProperty("Authorization", "Bearer " + accessToken);
        }
        if (!type.isEmpty()) {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          connection.setDoOutput(true);
          connection.setRequestProperty("Content-Type", type);
          try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
          }
        }
        return answer(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw new MusterException(MusterException.UNREACHABLE, "The server could not be reached", e);
    }
  }

  private static Answer answer(HttpURLConnection connection) throws IOException, MusterException {
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    String text = stream == null ? "" : read(stream);
    int retryAfter = connection.getHeaderFieldInt("Retry-After", 0);
    try {
      return new Answer(
          status, text.isEmpty() ? Collections.emptyMap() : Json.object(text), retryAfter);
    } catch (IllegalArgumentException e) {
      if (status == 200) {
        throw new MusterException(
            MusterException.UNEXPECTED_ANSWER, "The server did not answer JSON", e);
      }
      return new Answer(status, Collections.emptyMap(), retryAfter);
    }
  }

  private static String read(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        bytes.write(buffer, 0, count);
        if (bytes.size() > MAX_ANSWER) {
          throw new IOException("The answer is too large");
        }
        count = in.read(buffer);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
