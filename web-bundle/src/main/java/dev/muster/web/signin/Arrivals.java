package dev.muster.web.signin;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.BrowserSessions;

/** Sends on a browser in which somebody has just been signed in. */
final class Arrivals {
  private final RedirectTargets targets;
  private final BrowserSessions sessions;

  Arrivals(RedirectTargets targets, BrowserSessions sessions) {
    this.targets = targets;
    this.sessions = sessions;
  }

  /**
   * Whether authorize has to ask for consent, as it does in any session. Nobody gets a code that
   * was given before the client's wish to ask was heeded: it ends by itself.
   */
  private static boolean mayConsent(
      AuthorizeRequest authorize, Outcome.SignedIn<AuthorizationCode> signedIn) {
    return !authorize.client().settings().firstParty()
        && (signedIn.granted().isEmpty() || authorize.asksForConsent())
        && authorize.takes(signedIn.session());
  }

  Response of(SignInRequest signIn, Outcome.SignedIn<AuthorizationCode> signedIn) {
    Response arrived =
        signIn
            .authorize()
            .map(
                authorize ->
                    mayConsent(authorize, signedIn)
                        ? Response.seeOther(targets.signedIn(signIn))
                        : signedIn
                            .granted()
                            .map(code -> targets.code(signIn, authorize, code))
                            .orElseGet(
                                () -> targets.notTaken(signIn, authorize, signedIn.session())))
            .orElseGet(() -> Response.seeOther(targets.signedIn(signIn)));
    return arrived.with(
        sessions.hold(signIn.tenant(), signedIn.session(), signedIn.sessionToken()));
  }
}
