package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import dev.muster.spi.Secret;
import java.net.URI;
import java.util.Optional;

/** What goes back to a client by way of the browser, always with its {@code iss} (RFC 9207). */
public final class AuthorizeAnswers {
  private AuthorizeAnswers() {}

  /**
   * A code.
   *
   * @param issuer the tenant's issuer
   * @param request what the client asked
   * @param code the code
   * @return where to send the browser
   */
  public static URI code(String issuer, AuthorizeRequest request, Secret code) {
    return new AuthenticationSuccessResponse(
            request.redirect(),
            new AuthorizationCode(code.reveal()),
            null,
            null,
            request.state().map(State::new).orElse(null),
            null,
            new Issuer(issuer),
            ResponseMode.QUERY)
        .toURI();
  }

  /**
   * An error.
   *
   * @param issuer the tenant's issuer
   * @param request what the client asked
   * @param error what is wrong
   * @return where to send the browser
   */
  public static URI error(String issuer, AuthorizeRequest request, ErrorObject error) {
    return error(issuer, request.redirect(), request.state(), error);
  }

  /**
   * An error of a request that was refused when it was read.
   *
   * @param issuer the tenant's issuer
   * @param refused what came of reading
   * @return where to send the browser
   */
  public static URI error(String issuer, AuthorizeRequests.Result.Refused refused) {
    return error(issuer, refused.redirectUri(), refused.state(), refused.error());
  }

  private static URI error(
      String issuer, URI redirectUri, Optional<String> state, ErrorObject error) {
    return new AuthorizationErrorResponse(
            redirectUri,
            error,
            state.map(State::new).orElse(null),
            new Issuer(issuer),
            ResponseMode.QUERY)
        .toURI();
  }
}
