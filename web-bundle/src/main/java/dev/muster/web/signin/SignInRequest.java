package dev.muster.web.signin;

import dev.muster.web.http.Language;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.ResponseMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request of somebody who is signing in.
 *
 * @param request what their browser sent
 * @param tenant the tenant's id
 * @param authorize what a client asks, if one does
 * @param language what they read
 * @param uiLocales what the address says about that
 */
record SignInRequest(
    Request request,
    String tenant,
    Optional<AuthorizeRequest> authorize,
    Language language,
    Optional<String> uiLocales) {
  static SignInRequest of(
      Request request,
      String tenant,
      Optional<AuthorizeRequest> authorize,
      Optional<String> uiLocales) {
    return new SignInRequest(
        request,
        tenant,
        authorize,
        uiLocales.flatMap(Language::first).orElseGet(request::language),
        uiLocales);
  }

  /** The tenant's path. */
  String path() {
    return "/t/" + tenant;
  }

  /** What every address of this sign-in carries along. */
  String query() {
    return authorize
        .map(AuthorizeRequest::query)
        .or(
            () ->
                uiLocales.map(
                    tags -> "ui_locales=" + URLEncoder.encode(tags, StandardCharsets.UTF_8)))
        .orElse("");
  }

  /** An address of this sign-in. */
  String address(String below) {
    String query = query();
    return path() + below + (query.isEmpty() ? "" : "?" + query);
  }

  /** Whom or what the client expects: a source's id, or a name to sign in with. */
  Optional<String> loginHint() {
    return authorize.flatMap(AuthorizeRequest::loginHint);
  }

  /**
   * A page of this sign-in. Where the client awaits a message in the window that opened this one,
   * the page leaves that window in reach; no other page does.
   */
  Response reachable(Response page) {
    return authorize.filter(it -> it.responseMode() == ResponseMode.WEB_MESSAGE).isPresent()
        ? Page.reachingOpener(page)
        : page;
  }

  String userAgent() {
    return request.header("User-Agent").orElse("");
  }
}
