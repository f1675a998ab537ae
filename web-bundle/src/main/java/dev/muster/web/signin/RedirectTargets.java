package dev.muster.web.signin;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Session;
import dev.muster.spi.Secret;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.AuthorizeAnswer;
import dev.muster.web.oidc.AuthorizeRequest;
import dev.muster.web.oidc.AuthorizeRequests;
import dev.muster.web.oidc.Issuers;
import dev.muster.web.oidc.ResponseMode;
import java.net.URI;
import java.util.Optional;

/** The ways back to a client, or to our own pages for somebody who came without one. */
final class RedirectTargets {
  private final Issuers issuers;
  private final Answers answers;

  RedirectTargets(Issuers issuers, Answers answers) {
    this.issuers = issuers;
    this.answers = answers;
  }

  Response code(SignInRequest signIn, AuthorizeRequest authorize, AuthorizationCode code) {
    return answers.of(signIn, AuthorizeAnswer.code(issuers.of(signIn.tenant()), authorize, code));
  }

  Response refused(SignInRequest signIn, AuthorizeRequests.Result.Refused refused) {
    return answers.of(signIn, AuthorizeAnswer.error(issuers.of(signIn.tenant()), refused));
  }

  /** Somebody signed in whom the client does not take (OpenID Connect Core, section 3.1.2.2). */
  Response notTaken(SignInRequest signIn, AuthorizeRequest authorize, Session session) {
    return answers.of(signIn, error(signIn, authorize, authorize.refusal(session)));
  }

  Optional<Response> denied(SignInRequest signIn) {
    return refused(signIn, OAuth2Error.ACCESS_DENIED);
  }

  Optional<Response> tooLong(SignInRequest signIn) {
    return refused(
        signIn, OAuth2Error.INVALID_REQUEST.setDescription("The request is too long to carry"));
  }

  /** Tells the client of an error, where there is a client. */
  Optional<Response> refused(SignInRequest signIn, ErrorObject error) {
    return signIn.authorize().map(authorize -> answers.of(signIn, error(signIn, authorize, error)));
  }

  /** The way back with an error of a kind of failure, where there is a client. */
  Optional<URI> back(SignInRequest signIn, ErrorObject error) {
    return signIn
        .authorize()
        .map(
            authorize ->
                authorize.responseMode() == ResponseMode.QUERY
                    ? error(signIn, authorize, error).address()
                    : page(
                        signIn.tenant(),
                        AnswerEndpoint.PATH
                            + "?"
                            + Page.with(signIn.query(), AnswerEndpoint.ERROR, error.getCode())));
  }

  private AuthorizeAnswer error(
      SignInRequest signIn, AuthorizeRequest authorize, ErrorObject error) {
    return AuthorizeAnswer.error(issuers.of(signIn.tenant()), authorize, error);
  }

  URI callback(String tenant, String source) {
    return URI.create(issuers.urls(tenant).callback(source));
  }

  URI page(String tenant, String below) {
    return URI.create(issuers.of(tenant) + below);
  }

  /** A person's own page. */
  URI account(SignInRequest signIn) {
    String query = signIn.query();
    return page(signIn.tenant(), "/account" + (query.isEmpty() ? "" : "?" + query));
  }

  /**
   * The same, saying what became of what they did.
   *
   * @param held what their browser holds of the session
   * @param said a word for it
   */
  URI account(SignInRequest signIn, Secret held, String said) {
    return page(
        signIn.tenant(),
        "/account?"
            + Page.with(signIn.query(), AccountEndpoint.SAID, FormTokens.signed(held, said)));
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
