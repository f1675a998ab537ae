package dev.muster.web.signin;

import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Interaction;
import dev.muster.spi.Secret;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The keys of sign-ins that wait for their person, as a browser holds them: in a cookie that the
 * address names and does not show.
 */
final class WaitingCookies {
  /** What the address says of which sign-in it is: a part of the name of the cookie. */
  private static final String PARAMETER = "interaction";

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{12}");
  private static final int MAX_KEY = 128;

  private final SignIns signIns;
  private final RedirectTargets targets;
  private final SignInCookies cookies;

  WaitingCookies(SignIns signIns, Common common) {
    this.signIns = signIns;
    this.targets = common.targets();
    this.cookies = common.cookies();
  }

  /**
   * A key as a browser holds it.
   *
   * @param cookie the cookie's name
   * @param key the key
   */
  record Held(String cookie, Secret key) {}

  /** Sends a browser to a page of ours, with the key. */
  Response ask(SignInRequest signIn, String page, Interaction interaction) {
    String cookie = signIns.cookieName(interaction.key().reveal());
    return cookies.hold(
        signIn.request(),
        signIn.tenant(),
        Response.seeOther(targets.page(signIn.tenant(), address(signIn, page, cookie))),
        new SignInCookies.Kept(cookie, interaction.key().reveal(), interaction.expiresIn()));
  }

  /** Whether an address names a sign-in that waits. */
  static boolean isNamed(Request request) {
    return request.query().one(PARAMETER).isPresent();
  }

  /** The key that the address names, as far as something waits by it. */
  <T> Optional<T> find(Request request, String tenant, Function<Held, Optional<T>> open) {
    return request
        .query()
        .one(PARAMETER)
        .filter(name -> NAME.matcher(name).matches())
        .map(name -> SignIns.COOKIE_PREFIX + name)
        .flatMap(
            cookie ->
                cookies.value(
                    request,
                    tenant,
                    cookie,
                    value ->
                        value.isEmpty() || value.length() > MAX_KEY
                            ? Optional.empty()
                            : open.apply(new Held(cookie, Secret.of(value)))));
  }

  /** A page of ours, below the tenant's path, for the sign-in of a cookie. */
  static String address(SignInRequest signIn, String page, String cookie) {
    return page
        + "?"
        + Page.with(signIn.query(), PARAMETER, cookie.substring(SignIns.COOKIE_PREFIX.length()));
  }
}
