package dev.muster.web.signin;

import dev.muster.api.SignIns;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.http.SetCookie;
import dev.muster.web.oidc.Issuers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The cookies of sign-ins that have begun in a browser: one each, so that tabs do not disturb each
 * other, and never so many that a request grows too large for a server.
 */
final class SignInCookies {
  /** The most sign-ins at a time in a browser, the new one among them. */
  private static final int MOST = 5;

  /** The most characters of those that are kept beside the new one. */
  private static final int MOST_CHARACTERS = 4096;

  private final Issuers issuers;

  SignInCookies(Issuers issuers) {
    this.issuers = issuers;
  }

  Response begin(Request request, String tenant, Response response, SignIns.Begun begun) {
    Response with =
        response.with(cookie(tenant, begun.cookieName(), begun.cookieValue(), SignIns.LIFETIME));
    for (String stale : stale(request)) {
      if (!stale.equals(begun.cookieName())) {
        with = end(tenant, with, stale);
      }
    }
    return with;
  }

  Response end(String tenant, Response response, String name) {
    return response.with(cookie(tenant, name, "", Duration.ZERO));
  }

  private static List<String> stale(Request request) {
    List<Map.Entry<String, Integer>> cookies =
        new ArrayList<>(request.cookies(SignIns.COOKIE_PREFIX).entrySet());
    List<String> stale = new ArrayList<>();
    int kept = 1;
    int characters = 0;
    for (int i = cookies.size() - 1; i >= 0; i--) {
      characters += cookies.get(i).getValue();
      if (++kept > MOST || characters > MOST_CHARACTERS) {
        stale.add(cookies.get(i).getKey());
      }
    }
    return stale;
  }

  private SetCookie cookie(String tenant, String name, String value, Duration lifetime) {
    return new SetCookie(name, value, "/t/" + tenant, "Lax", issuers.https(), lifetime);
  }
}
