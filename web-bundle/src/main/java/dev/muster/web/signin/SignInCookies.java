package dev.muster.web.signin;

import dev.muster.api.SignIns;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.TenantCookies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cookies of sign-ins that have begun in a browser: one each, so that tabs do not disturb each
 * other, and never so many that a request grows too large for a server.
 */
final class SignInCookies {
  /** The most sign-ins at a time in a browser, the new one among them. */
  private static final int MOST = 5;

  /** The most characters of those that are kept beside the new one. */
  private static final int MOST_CHARACTERS = 4096;

  /** What follows the prefix: what tells states apart, and the tenant where a name holds it. */
  private static final Pattern REST = Pattern.compile("([0-9a-f]+)(?:-([0-9a-z-]+))?");

  /** Within it a callback comes twice: a double click, a reload, a client that asks again. */
  private static final Duration TWICE = Duration.ofMinutes(1);

  /** What no sealed value has in it; what follows it is where a sign-in waits that is not done. */
  private static final char FINISHED = '~';

  private final TenantCookies cookies;

  SignInCookies(TenantCookies cookies) {
    this.cookies = cookies;
  }

  /**
   * A sign-in as a browser holds it.
   *
   * @param pending what it began
   * @param sealed how it is kept
   * @param finished whether this browser has been signed in by it
   * @param waiting the cookie of the sign-in that it led to and that waits for its person
   */
  record Held(SignIns.Pending pending, String sealed, boolean finished, Optional<String> waiting) {
    /** The same, which led to a sign-in that waits. */
    Held ledTo(String cookie) {
      return new Held(pending, sealed, false, Optional.of(cookie));
    }
  }

  /** What the browser holds for a state, as far as it opens. */
  Optional<Held> read(
      Request request,
      String tenant,
      String name,
      Function<String, Optional<SignIns.Pending>> open) {
    return request.cookie(
        cookies.name(tenant, name),
        value -> {
          int mark = value.indexOf(FINISHED);
          String sealed = mark < 0 ? value : value.substring(0, mark);
          Optional<String> rest =
              Optional.of(value.substring(sealed.length())).filter(it -> it.length() > 1);
          return open.apply(sealed)
              .map(
                  pending ->
                      new Held(
                          pending,
                          sealed,
                          mark >= 0 && rest.isEmpty(),
                          rest.map(it -> SignIns.COOKIE_PREFIX + it.substring(1))));
        });
  }

  /** What the browser keeps under a name, as far as it opens. */
  <T> Optional<T> value(
      Request request, String tenant, String name, Function<String, Optional<T>> open) {
    return request.cookie(cookies.name(tenant, name), open);
  }

  /** Takes away what it keeps under a name. */
  Response forget(Response response, String tenant, String name) {
    return response.with(cookies.of(tenant, name, "", Duration.ZERO));
  }

  /** For a callback that comes twice the browser keeps for a while what it finished. */
  Response finished(Response response, SignInRequest signIn, String name, Held held) {
    return response.with(cookies.of(signIn.tenant(), name, held.sealed + FINISHED, TWICE));
  }

  /** The same for one that waits for its person, whose key is in a cookie of its own. */
  Response asked(Response response, String tenant, String name, Held held) {
    String where = held.waiting.orElseThrow().substring(SignIns.COOKIE_PREFIX.length());
    return response.with(
        cookies.of(tenant, name, held.sealed + FINISHED + where, SignIns.LIFETIME));
  }

  /** Whether the browser still holds the key of the sign-in that waits. */
  boolean stillWaits(Request request, String tenant, String cookie) {
    return value(request, tenant, cookie, Optional::of).isPresent();
  }

  Response begin(Request request, String tenant, Response response, SignIns.Begun begun) {
    return hold(
        request,
        tenant,
        response,
        new Kept(begun.cookieName(), begun.cookieValue(), SignIns.LIFETIME));
  }

  /**
   * What a browser keeps of a sign-in.
   *
   * @param name the cookie's name, which begins with {@link SignIns#COOKIE_PREFIX}
   * @param value its value
   * @param lifetime how long it lives
   */
  record Kept(String name, String value, Duration lifetime) {}

  /** Keeps something, and makes room for it. */
  Response hold(Request request, String tenant, Response response, Kept kept) {
    Response with = response.with(cookies.of(tenant, kept.name, kept.value, kept.lifetime));
    for (Begun stale : stale(request, tenant)) {
      if (!stale.base.equals(kept.name)) {
        with = with.with(cookies.of(stale.tenant, stale.base, "", Duration.ZERO));
      }
    }
    return with;
  }

  /**
   * A sign-in that has begun in this browser.
   *
   * @param tenant at which tenant
   * @param base its cookie's name, without what says that
   * @param characters how long the cookie is
   */
  private record Begun(String tenant, String base, int characters) {}

  /** A tenant's own make room for each other; the length of a request is bounded for all. */
  private List<Begun> stale(Request request, String tenant) {
    List<Begun> begun = begun(request, tenant);
    List<Begun> stale = new ArrayList<>();
    int kept = 1;
    int characters = 0;
    for (int i = begun.size() - 1; i >= 0; i--) {
      Begun one = begun.get(i);
      kept += one.tenant.equals(tenant) ? 1 : 0;
      characters += one.characters;
      if ((kept > MOST && one.tenant.equals(tenant)) || characters > MOST_CHARACTERS) {
        stale.add(one);
      }
    }
    return stale;
  }

  private List<Begun> begun(Request request, String tenant) {
    String prefix = cookies.prefix(SignIns.COOKIE_PREFIX);
    List<Begun> begun = new ArrayList<>();
    request
        .cookies(prefix)
        .forEach(
            (name, characters) -> {
              Matcher parts = REST.matcher(name.substring(prefix.length()));
              if (parts.matches()) {
                begun.add(
                    new Begun(
                        parts.group(2) == null ? tenant : parts.group(2),
                        SignIns.COOKIE_PREFIX + parts.group(1),
                        characters));
              }
            });
    return begun;
  }
}
