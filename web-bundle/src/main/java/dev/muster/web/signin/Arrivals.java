package dev.muster.web.signin;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.BrowserSessions;

/** Sends on a browser in which somebody has just been signed in. */
final class Arrivals {
  private final RedirectTargets targets;
  private final BrowserSessions sessions;

  Arrivals(RedirectTargets targets, BrowserSessions sessions) {
    this.targets = targets;
    this.sessions = sessions;
  }

  Response of(SignInRequest signIn, Outcome.SignedIn<AuthorizationCode> signedIn) {
    Response arrived =
        signIn
            .authorize()
            .map(
                authorize ->
                    signedIn
                        .granted()
                        .map(code -> targets.code(signIn, authorize, code))
                        .orElseGet(() -> targets.notTaken(signIn, authorize)))
            .orElseGet(() -> Response.seeOther(targets.signedIn(signIn)));
    return arrived.with(
        sessions.hold(signIn.tenant(), signedIn.session(), signedIn.sessionToken()));
  }
}
