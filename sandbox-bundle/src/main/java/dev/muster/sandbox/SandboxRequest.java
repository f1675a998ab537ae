package dev.muster.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request, whatever carried it.
 *
 * @param method the HTTP method
 * @param mount where the handler is mounted, which its links begin with; without a slash at its end
 * @param path the path below the mount
 * @param query the query's parameters
 * @param body the body, not to be changed; empty if there is none
 * @param headers a header's value by its name in any case, null if it is not there
 */
public record SandboxRequest(
    String method,
    String mount,
    String path,
    Map<String, String> query,
    byte[] body,
    Function<String, @Nullable String> headers) {
  /** The largest body that is read, in bytes. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  /**
   * The same request as a handler sees it that is mounted deeper.
   *
   * @param prefix the part of the path that led there, beginning with a slash
   * @return the request
   */
  public SandboxRequest below(String prefix) {
    String deeper = path.substring(prefix.length());
    return new SandboxRequest(method, mount + prefix, deeper, query, body, headers);
  }

  /** {@return whether it is a POST} */
  public boolean isPost() {
    return method.equals("POST");
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

  /** {@return the body as a form} */
  public Map<String, String> form() {
    return Forms.decode(new String(body, StandardCharsets.UTF_8));
  }

  /** {@return what a page is asked: the form of a POST, else the query} */
  public Map<String, String> asked() {
    return isPost() ? form() : query;
  }

  /**
   * A header.
   *
   * @param name its name in any case
   * @return its value, or empty if it is absent
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.apply(name));
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
}
