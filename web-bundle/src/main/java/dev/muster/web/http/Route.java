package dev.muster.web.http;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What answers a method at an address.
 *
 * @param method an HTTP method in capitals; {@code GET} answers {@code HEAD} too
 * @param template a path whose parts are literal or, in braces, parameters: {@code
 *     /api/v1/tenants/{tenant}}; the last may be the rest of the path: <code>{path...}</code>
 * @param bodyBytes the largest body, in bytes
 * @param failures how failures are told
 * @param check what is looked at before a body is waited for that is still on its way; the handler
 *     looks again
 * @param large whether the answer may have megabytes: few of those are worked on at a time
 * @param handler what answers
 */
public record Route(
    String method,
    String template,
    int bodyBytes,
    FailureAnswer failures,
    Optional<Consumer<Request>> check,
    boolean large,
    Handler handler) {
  /** Validates. */
  public Route {
    if (!template.startsWith("/") || template.contains("//")) {
      throw new IllegalArgumentException("Not the template of a path: " + template);
    }
  }

  /**
   * A route that looks at nothing before the body is there.
   *
   * @param method an HTTP method in capitals
   * @param template a path
   * @param bodyBytes the largest body, in bytes
   * @param failures how failures are told
   * @param handler what answers
   */
  public Route(
      String method, String template, int bodyBytes, FailureAnswer failures, Handler handler) {
    this(method, template, bodyBytes, failures, Optional.empty(), false, handler);
  }

  /**
   * A route with the usual limit of bodies: none where the method has none.
   *
   * @param method an HTTP method in capitals
   * @param template a path
   * @param failures how failures are told
   * @param handler what answers
   * @return the route
   */
  public static Route of(String method, String template, FailureAnswer failures, Handler handler) {
    boolean bodiless = method.equals("GET") || method.equals("OPTIONS");
    return new Route(method, template, bodiless ? 0 : Limits.BODY_BYTES, failures, handler);
  }

  /**
   * The same route, which refuses before the body is read whom it would refuse anyway.
   *
   * @param check throws as the handler would; it looks at the header alone
   * @return the route
   */
  public Route behind(Consumer<Request> check) {
    return new Route(method, template, bodyBytes, failures, Optional.of(check), large, handler);
  }

  /**
   * The same route for bodies of another size.
   *
   * @param bytes the largest body, in bytes
   * @return the route
   */
  public Route upTo(int bytes) {
    return new Route(method, template, bytes, failures, check, large, handler);
  }

  /**
   * The same route, whose answer may have megabytes, or takes long to work out.
   *
   * @return the route
   */
  public Route withLargeAnswer() {
    return new Route(method, template, bodyBytes, failures, check, true, handler);
  }
}
