package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.api.Grants.Refreshed;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.Optional;

/** The grant by a refresh token (RFC 6749, section 6; OpenID Connect Core, section 12). */
final class RefreshTokenGrant {
  /** The longest refresh token that is looked at, in characters. */
  private static final int MAX_TOKEN = 512;

  private final Grants grants;

  RefreshTokenGrant(Grants grants) {
    this.grants = grants;
  }

  /** What became of it. */
  sealed interface Result {
    /** The client gets tokens. */
    record Granted(Grants.Tokens tokens) implements Result {}

    /** It does not. */
    record Refused(Response answer) implements Result {}
  }

  Result redeem(Request request, String tenant, Client client, Parameters form) {
    Optional<String> token = form.filled("refresh_token");
    if (token.isEmpty()) {
      return refused(OAuth2Error.INVALID_REQUEST, "The refresh_token is missing");
    }
    if (token.get().length() > MAX_TOKEN) {
      return invalidGrant();
    }
    Refreshed refreshed =
        grants.refresh(
            request.caller("system"),
            tenant,
            new Grants.Refreshing(
                client.clientId(), Secret.of(token.get()), form.filled("scope").map(Scopes::read)));
    if (refreshed instanceof Refreshed.Given given) {
      return new Result.Granted(given.tokens());
    }
    return refreshed instanceof Refreshed.WrongScope
        ? refused(OAuth2Error.INVALID_SCOPE, "The scope is more than what was granted")
        : invalidGrant();
  }

  private static Result invalidGrant() {
    return refused(
        OAuth2Error.INVALID_GRANT,
        "The refresh token is invalid, expired, revoked, replaced or another client's");
  }

  private static Result refused(ErrorObject error, String description) {
    return new Result.Refused(OAuthError.of(400, error.getCode(), description));
  }
}
