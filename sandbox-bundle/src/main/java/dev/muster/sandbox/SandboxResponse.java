package dev.muster.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers values by name
 * @param body the body, not to be changed
 * @param delay how long it is held back before it is sent
 */
public record SandboxResponse(
    int status, Map<String, String> headers, byte[] body, Duration delay) {
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'";

  /** Copies the headers. */
  public SandboxResponse {
    headers = Map.copyOf(headers);
  }

  /**
   * A page.
   *
   * @param status the HTTP status
   * @param text the document
   * @return the answer
   */
  public static SandboxResponse html(int status, String text) {
    return of(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8))
        .with("Content-Security-Policy", PAGE_POLICY)
        .with("Cache-Control", "no-store");
  }

  /**
   * A redirect that a browser follows with a GET.
   *
   * @param location where to
   * @return the answer
   */
  public static SandboxResponse redirect(String location) {
    return new SandboxResponse(
        302, Map.of("Location", location, "Cache-Control", "no-store"), new byte[0], Duration.ZERO);
  }

  /**
   * An answer of any kind.
   *
   * @param status the HTTP status
   * @param contentType what the body is
   * @param body the body, handed over
   * @return the answer
   */
  public static SandboxResponse of(int status, String contentType, byte[] body) {
    return new SandboxResponse(status, Map.of("Content-Type", contentType), body, Duration.ZERO);
  }

  /**
   * The same with a header set.
   *
   * @param name its name
   * @param value its value
   * @return a changed copy
   */
  public SandboxResponse with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new SandboxResponse(status, more, body, delay);
  }

  /**
   * The same, held back.
   *
   * @param time how long
   * @return a changed copy
   */
  public SandboxResponse after(Duration time) {
    return new SandboxResponse(status, headers, body, time);
  }
}
