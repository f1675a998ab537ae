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
final class Returns {
  private final Issuers issuers;

  Returns(Issuers issuers) {
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

  Optional<URI> denied(Visit visit) {
    return error(visit, OAuth2Error.ACCESS_DENIED);
  }

  Optional<URI> tooLong(Visit visit) {
    return error(
        visit, OAuth2Error.INVALID_REQUEST.setDescription("The request is too long to carry"));
  }

  /** The way back with an error, where there is a client. */
  Optional<URI> error(Visit visit, ErrorObject error) {
    return visit
        .authorize()
        .map(authorize -> AuthorizeAnswers.error(issuers.of(visit.tenant()), authorize, error));
  }

  URI callback(String tenant, String source) {
    return URI.create(issuers.of(tenant) + "/login/" + source + "/callback");
  }

  URI page(String tenant, String below) {
    return URI.create(issuers.of(tenant) + below);
  }

  /**
   * Where somebody goes on who is signed in already: authorize looks at their session, and gives
   * the client a code of its own.
   */
  URI signedIn(Visit visit) {
    String below = visit.authorize().isPresent() ? "/oauth2/authorize" : "/account";
    return page(visit.tenant(), visit.address(below).substring(visit.path().length()));
  }

  /** What is asked for when somebody comes back. */
  static Optional<Grants.Request.Code> grant(Visit visit) {
    return visit.authorize().map(AuthorizeRequest::grant);
  }
}
