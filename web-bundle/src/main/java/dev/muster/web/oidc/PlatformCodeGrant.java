package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.NotSignedIn;
import java.util.Optional;
import java.util.Set;

/** The grant for native apps: a code that the platform's SDK gave them, against our tokens. */
final class PlatformCodeGrant {
  /** The longest code or verifier of a platform, in characters. */
  private static final int MAX_CODE = 2048;

  private final SignIns signIns;

  PlatformCodeGrant(SignIns signIns) {
    this.signIns = signIns;
  }

  /** What became of it. */
  sealed interface Result {
    /** The client gets tokens. */
    record Granted(Grants.Tokens tokens) implements Result {}

    /** It does not. */
    record Refused(Response answer) implements Result {}
  }

  Result redeem(Request request, String tenant, Client client, Parameters form) {
    Optional<String> source = form.filled("identity_source");
    Optional<String> code = form.filled("code");
    Optional<String> verifier = form.filled("code_verifier");
    if (source.isEmpty() || code.isEmpty()) {
      return refused(400, OAuth2Error.INVALID_REQUEST, "identity_source or code is missing");
    }
    if (code.get().length() > MAX_CODE || verifier.map(String::length).orElse(0) > MAX_CODE) {
      return refused(400, OAuth2Error.INVALID_REQUEST, "The code is too long");
    }
    Set<String> asked = Scopes.read(form.filled("scope").orElse(Scopes.OPENID));
    if (!asked.contains(Scopes.OPENID)) {
      return refused(400, OAuth2Error.INVALID_SCOPE, "The scope must contain openid");
    }
    Set<String> scope = Scopes.allowed(client.settings(), asked);
    if (!client.settings().firstParty()) {
      return refused(
          400,
          OAuth2Error.UNAUTHORIZED_CLIENT,
          "The client is not first-party: its people have to consent, which takes a browser");
    }
    if (!client.settings().takes(GrantType.PLATFORM_CODE, source.get())) {
      return invalidGrant(request);
    }
    return result(
        request,
        signIns.redeem(
            request.caller("system"),
            tenant,
            new SignIns.PlatformCode(
                source.get(),
                Secret.of(code.get()),
                verifier.map(Secret::of),
                request.header("User-Agent").orElse("")),
            new Grants.Request.Direct(client.clientId(), scope)));
  }

  private static Result result(Request request, Outcome<Grants.Tokens> outcome) {
    return NotSignedIn.answer(
        outcome,
        signedIn ->
            signedIn
                .granted()
                .<Result>map(Result.Granted::new)
                // the client was changed while the platform was asked
                .orElseGet(() -> invalidGrant(request)),
        otherwise -> new Result.Refused(TokenAnswers.not(request, otherwise)));
  }

  private static Result invalidGrant(Request request) {
    return new Result.Refused(TokenAnswers.not(request, NotSignedIn.INVALID));
  }

  private static Result refused(int status, ErrorObject error, String description) {
    return new Result.Refused(OAuthError.of(status, error.getCode(), description));
  }
}
