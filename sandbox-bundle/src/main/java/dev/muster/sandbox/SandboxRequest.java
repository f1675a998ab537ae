package dev.muster.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request, whatever carried it. */
public final class SandboxRequest {
  /** The largest body that is read, in bytes. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  private final String method;
  private final String mount;
  private final String path;
  private final Map<String, String> query;
  private final byte[] body;
  private final Headers headers;

  /** Looks a header up by its name. */
  @FunctionalInterface
  public interface Headers {
    /**
     * A header's value.
     *
     * @param name its name, in any case
     * @return the value, or null if it is not there
     */
    @Nullable String get(String name);
  }

  private SandboxRequest(
      String method,
      String mount,
      String path,
      Map<String, String> query,
      byte[] body,
      Headers headers) {
    this.method = method;
    this.mount = mount;
    this.path = path;
    this.query = query;
    this.body = body;
    this.headers = headers;
  }

  /**
   * Makes a request.
   *
   * @param method the HTTP method
   * @param mount where the sandbox is mounted, without a slash at its end; empty at the root
   * @param path the path below it
   * @param rawQuery the query as it came, or null
   * @param body the body, empty if there is none
   * @param headers the headers
   * @return the request
   */
  static SandboxRequest of(
      String method,
      String mount,
      String path,
      @Nullable String rawQuery,
      byte[] body,
      Headers headers) {
    return new SandboxRequest(method, mount, path, decode(rawQuery), body, headers);
  }

  /**
   * The same request as a handler sees it that is mounted deeper.
   *
   * @param prefix the part of the path that led there, beginning with a slash
   * @return the request
   */
  public SandboxRequest below(String prefix) {
    return new SandboxRequest(
        method, mount + prefix, path.substring(prefix.length()), query, body, headers);
  }

  /**
   * The HTTP method.
   *
   * @return the method
   */
  public String method() {
    return method;
  }

  /**
   * Where the handler is mounted: what its links begin with.
   *
   * @return a path without a slash at its end
   */
  public String mount() {
    return mount;
  }

  /**
   * The path below the mount.
   *
   * @return the path
   */
  public String path() {
    return path;
  }

  /**
   * A query parameter.
   *
   * @param name its name
   * @return its value, or empty if it is absent or empty
   */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * All query parameters.
   *
   * @return values by name
   */
  public Map<String, String> query() {
    return Map.copyOf(query);
  }

  /**
   * The body.
   *
   * @return the body, not to be changed
   */
  public byte[] body() {
    return body;
  }

  /**
   * The body as a form.
   *
   * @return values by name
   */
  public Map<String, String> form() {
    return decode(new String(body, StandardCharsets.UTF_8));
  }

  /**
   * A header.
   *
   * @param name its name
   * @return its value, or empty if it is absent
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * A cookie.
   *
   * @param name its name
   * @return its value, or empty if it is absent
   */
  public Optional<String> cookie(String name) {
    for (String pair : header("Cookie").orElse("").split("; *", -1)) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(pair.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> decode(@Nullable String encoded) {
    Map<String, String> values = new HashMap<>();
    if (encoded == null || encoded.isEmpty()) {
      return values;
    }
    UnaryOperator<String> plain = text -> URLDecoder.decode(text, StandardCharsets.UTF_8);
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      try {
        values.putIfAbsent(
            plain.apply(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : plain.apply(pair.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        // a pair that is not encoded properly is as if absent
      }
    }
    return values;
  }
}
