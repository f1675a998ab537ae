package dev.muster.web.signin;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.web.oidc.AuthorizeAnswers;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.AuthorizeRequests;
import dev.muster.web.oidc.Issuers;
import java.net.URI;
import java.util.Optional;

/** The ways back to a client, or to our own pages for somebody who came without one. */
final class RedirectTargets {
  private final Issuers issuers;

  RedirectTargets(Issuers issuers) {
    this.issuers = issuers;
  }

  URI code(String tenant, AuthorizeRequest authorize, AuthorizationCode code) {
    return AuthorizeAnswers.code(issuers.of(tenant), authorize, code);
  }

  URI refused(String tenant, AuthorizeRequests.Result.Refused refused) {
    return AuthorizeAnswers.error(issuers.of(tenant), refused);
  }

  /** Somebody signed in whom the client does not take (OpenID Connect Core, section 3.1.2.2). */
  URI notTaken(String tenant, AuthorizeRequest authorize) {
    return AuthorizeAnswers.error(issuers.of(tenant), authorize, OIDCError.LOGIN_REQUIRED);
  }

  Optional<URI> denied(SignInRequest signIn) {
    return error(signIn, OAuth2Error.ACCESS_DENIED);
  }

  Optional<URI> tooLong(SignInRequest signIn) {
    return error(
        signIn, OAuth2Error.INVALID_REQUEST.setDescription("The request is too long to carry"));
  }

  /** The way back with an error, where there is a client. */
  Optional<URI> error(SignInRequest signIn, ErrorObject error) {
    return signIn
        .authorize()
        .map(authorize -> AuthorizeAnswers.error(issuers.of(signIn.tenant()), authorize, error));
  }

  URI callback(String tenant, String source) {
    return URI.create(issuers.urls(tenant).callback(source));
  }

  URI page(String tenant, String below) {
    return URI.create(issuers.of(tenant) + below);
  }

  /**
   * Where somebody goes on who is signed in already: authorize looks at their session, and gives
   * the client a code of its own.
   */
  URI signedIn(SignInRequest signIn) {
    String below = signIn.authorize().isPresent() ? "/oauth2/authorize" : "/account";
    return page(signIn.tenant(), signIn.address(below).substring(signIn.path().length()));
  }

  /** What is asked for when somebody comes back. */
  static Optional<Grants.Request.Code> grant(SignInRequest signIn) {
    return signIn.authorize().map(AuthorizeRequest::grant);
  }
}
