package dev.muster.web.oidc;

import dev.muster.web.http.Request;
import dev.muster.web.http.Response;

/**
 * Lets applications that run in a browser read answers. Open to every origin, because nothing here
 * heeds a cookie: whoever shows a code or a token has it.
 */
final class Cors {
  private Cors() {}

  static Response open(Response response) {
    return response
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Expose-Headers", "WWW-Authenticate, X-Correlation-Id, Retry-After");
  }

  static Response preflight(Request request) {
    return open(Response.empty(204))
        .with("Access-Control-Allow-Methods", "GET, POST")
        .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
        .with("Access-Control-Max-Age", "600");
  }
}
