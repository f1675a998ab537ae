package dev.muster.distribution.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody's browser as far as plain HTTP goes: it keeps cookies and follows redirects, hop by hop.
 * It sends its cookies wherever it goes. For one thread.
 */
public final class PlainBrowser {
  private static final int MOST_HOPS = 6;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final List<String> values = new ArrayList<>();

  /**
   * Follows redirects for as long as they stay where they began.
   *
   * @param start where it begins
   * @return the first address elsewhere, to which it does not go
   */
  public URI browse(URI start) {
    URI next = start;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      URI location = sentFrom(next);
      if (!location.getAuthority().equals(start.getAuthority())) {
        return location;
      }
      next = location;
    }
    throw new AssertionError(start + ": redirected without end");
  }

  /**
   * Goes to an address, which has to redirect.
   *
   * @param address where it goes
   * @return where it is sent from there, to which it does not go
   */
  public URI sentFrom(URI address) {
    HttpResponse<String> answer = get(address);
    return answer
        .headers()
        .firstValue("Location")
        .map(address::resolve)
        .orElseThrow(() -> new AssertionError(address.getPath() + ": " + answer.statusCode()));
  }

  /**
   * Goes to an address.
   *
   * @param address where it goes
   * @return the answer, whatever it is
   */
  public HttpResponse<String> get(URI address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).GET();
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          String.join(
              "; ",
              cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList()));
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * What its cookies have held so far.
   *
   * @return the values, oldest first
   */
  public List<String> values() {
    return List.copyOf(values);
  }

  private void keep(String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
      values.add(pair[1]);
    }
  }
}
