package dev.muster.web.signin;

import dev.muster.api.Caller;
import dev.muster.api.Consents;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Sessions;
import dev.muster.api.User;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.BrowserSessions;
import java.net.URI;
import java.util.Optional;

/**
 * Asks for consent, and hears the answer. The page is authorize's: whoever signs in on the way is
 * sent back there, so that a session that was there already and one that has just begun are asked
 * alike.
 */
final class ConsentEndpoint {
  /** Below a tenant's address. */
  static final String PATH = "/oauth2/consent";

  private final Consents consents;
  private final Grants grants;
  private final SignInRequests requests;
  private final RedirectTargets targets;
  private final BrowserSessions sessions;
  private final ConsentPage page;

  ConsentEndpoint(
      Consents consents, Grants grants, Common common, BrowserSessions sessions, ConsentPage page) {
    this.consents = consents;
    this.grants = grants;
    this.requests = common.requests();
    this.targets = common.targets();
    this.sessions = sessions;
    this.page = page;
  }

  /** The page. */
  Response ask(SignInRequest signIn, AuthorizeRequest authorize, BrowserSessions.Held held) {
    User.Profile person = held.live().user().profile();
    return page.of(
        signIn,
        new ConsentPage.Model(
            authorize.client().settings().displayName(),
            person.displayName().orElse(person.username()),
            authorize.scope(),
            address(authorize.redirect()),
            FormTokens.of(held.token(), purpose(authorize))));
  }

  /** What a person recognizes of a redirect URI; a native app's has a scheme alone. */
  private static String address(URI redirect) {
    return Optional.ofNullable(redirect.getHost()).orElse(redirect.getScheme() + ":");
  }

  /** Good for this very request, in this session. */
  private static String purpose(AuthorizeRequest authorize) {
    return "consent " + authorize.query();
  }

  /** {@code POST /t/{tenant}/oauth2/consent}: what they pressed. */
  Response post(Request request) {
    SignInRequests.Result read = requests.read(request, request.path("tenant"), request.query());
    if (read instanceof SignInRequests.Result.Answered answered) {
      return answered.response();
    }
    SignInRequest signIn = ((SignInRequests.Result.Known) read).signIn();
    Optional<AuthorizeRequest> authorize = signIn.authorize();
    Optional<BrowserSessions.Held> held = sessions.held(request, signIn.tenant());
    if (authorize.isEmpty() || held.isEmpty()) {
      return again(signIn);
    }
    FormTokens.require(request, held.get().token(), purpose(authorize.get()));
    return switch (request.form().one(ConsentPage.DECISION).orElse("")) {
      case ConsentPage.ALLOW -> allowed(signIn, authorize.get(), held.get().live());
      case ConsentPage.DECLINE -> targets.denied(signIn).orElseGet(() -> again(signIn));
      default -> again(signIn);
    };
  }

  private Response allowed(SignInRequest signIn, AuthorizeRequest authorize, Sessions.Live live) {
    Caller caller = signIn.request().caller("user:" + live.user().id());
    String tenant = signIn.tenant();
    Optional<AuthorizationCode> code =
        consents.give(caller, tenant, live.session(), authorize.client(), authorize.scope())
            ? grants.grant(caller, tenant, live.session(), authorize.grant())
            : Optional.empty();
    return code.map(it -> targets.code(signIn, authorize, it)).orElseGet(() -> again(signIn));
  }

  /** Authorize finds out what is to be done. */
  private Response again(SignInRequest signIn) {
    return Response.seeOther(targets.signedIn(signIn));
  }
}
