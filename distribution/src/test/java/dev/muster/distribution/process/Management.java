package dev.muster.distribution.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The management API of a running distribution, as an administrator's script would use it. */
public final class Management {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final String base;

  /**
   * Speaks to a distribution.
   *
   * @param distribution whose API
   */
  public Management(Distribution distribution) {
    this.base = "http://127.0.0.1:" + distribution.port() + "/api/v1";
  }

  /**
   * Makes something, which has to succeed.
   *
   * @param path below {@code /api/v1}
   * @param body JSON; single quotes stand for double ones
   * @return what came back
   */
  public JsonNode post(String path, String body) {
    return succeed("POST", path, body);
  }

  /**
   * Changes something, which has to succeed.
   *
   * @param path below {@code /api/v1}
   * @param body JSON; single quotes stand for double ones
   * @return what came back
   */
  public JsonNode patch(String path, String body) {
    return succeed("PATCH", path, body);
  }

  /**
   * Replaces something, which has to succeed.
   *
   * @param path below {@code /api/v1}
   * @param body JSON; single quotes stand for double ones
   * @return what came back
   */
  public JsonNode put(String path, String body) {
    return succeed("PUT", path, body);
  }

  /**
   * Reads something, which has to succeed.
   *
   * @param path below {@code /api/v1}
   * @return what came back
   */
  public JsonNode get(String path) {
    return succeed("GET", path, "");
  }

  /**
   * Reads a list to its end, page by page.
   *
   * @param path below {@code /api/v1}, with a query
   * @return the items of every page
   */
  public List<JsonNode> all(String path) {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = get(path + after);
      page.path("items").forEach(all::add);
      after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
    } while (!after.isEmpty());
    return all;
  }

  /**
   * Deletes something, which has to succeed.
   *
   * @param path below {@code /api/v1}
   */
  public void delete(String path) {
    succeed("DELETE", path, "");
  }

  private JsonNode succeed(String method, String path, String body) {
    HttpResponse<String> answer = call(method, path, body);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    try {
      return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + Distribution.ADMIN_TOKEN);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
