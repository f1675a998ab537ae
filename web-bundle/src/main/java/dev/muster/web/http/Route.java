package dev.muster.web.http;

/**
 * What answers a method at an address.
 *
 * @param method an HTTP method in capitals; {@code GET} answers {@code HEAD} too
 * @param template a path whose parts are literal or, in braces, parameters: {@code
 *     /api/v1/tenants/{tenant}}
 * @param bodyBytes the largest body, in bytes
 * @param failures how failures are told
 * @param handler what answers
 */
public record Route(
    String method, String template, int bodyBytes, FailureAnswer failures, Handler handler) {
  /** Validates. */
  public Route {
    if (!template.startsWith("/") || template.contains("//")) {
      throw new IllegalArgumentException("Not the template of a path: " + template);
    }
  }

  /**
   * A route with the usual limit of bodies.
   *
   * @param method an HTTP method in capitals
   * @param template a path
   * @param failures how failures are told
   * @param handler what answers
   * @return the route
   */
  public static Route of(String method, String template, FailureAnswer failures, Handler handler) {
    return new Route(method, template, Limits.BODY_BYTES, failures, handler);
  }

  /**
   * The same route for larger bodies.
   *
   * @param bytes the largest body, in bytes
   * @return the route
   */
  public Route upTo(int bytes) {
    return new Route(method, template, bytes, failures, handler);
  }
}
