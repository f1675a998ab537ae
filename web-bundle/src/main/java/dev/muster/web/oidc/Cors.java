package dev.muster.web.oidc;

import dev.muster.web.http.Failure;
import dev.muster.web.http.Failures;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets applications that run in a browser read answers. Open to every origin, because nothing here
 * heeds a cookie: whoever shows a code or a token has it.
 */
final class Cors {
  /** What an application needs to send; a list of any headers beside it is its own affair. */
  private static final String HEADERS = "Authorization, Content-Type";

  /** A list of names (RFC 9110, section 5.1), at most so long that it fits into an answer. */
  private static final Pattern NAMES =
      Pattern.compile(
          "[!#$%&'*+.^_`|~0-9A-Za-z-]++(?:[ \\t]*+,[ \\t]*+[!#$%&'*+.^_`|~0-9A-Za-z-]++)*+");

  private static final int MAX_NAMES = 1000;

  private Cors() {}

  static Response open(Response response) {
    return response
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Expose-Headers", "WWW-Authenticate, X-Correlation-Id, Retry-After");
  }

  /**
   * Says what a browser may send. Whatever headers are asked for are allowed, because none of them
   * changes what is answered: those of tracing libraries among them. {@code *} would not do, as old
   * browsers inside chat clients take it for a name.
   */
  static Response preflight(Request request) {
    Optional<String> asked =
        request
            .header("Access-Control-Request-Headers")
            .map(String::strip)
            .filter(names -> names.length() <= MAX_NAMES && NAMES.matcher(names).matches());
    return open(Response.empty(204))
        .with("Access-Control-Allow-Methods", "GET, POST")
        .with(
            "Access-Control-Allow-Headers",
            asked.map(names -> HEADERS + ", " + names).orElse(HEADERS))
        .with("Access-Control-Max-Age", "600")
        .with("Vary", "Access-Control-Request-Headers");
  }

  /** Tells a failure as a problem document that an application in a browser can read. */
  static Response problem(Request request, Failure failure) {
    return open(Failures.problemDocument(request, failure));
  }
}
