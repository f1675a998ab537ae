package dev.muster.web.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.web.http.Parameters;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Set<String> scope =
        new HashSet<>(List.of(form.filled("scope").orElse(Scopes.OPENID).trim().split(" +", -1)));
    if (!scope.contains(Scopes.OPENID)) {
      return refused(400, OAuth2Error.INVALID_SCOPE, "The scope must contain openid");
    }
    scope.retainAll(Scopes.KNOWN);
    scope.retainAll(client.draft().scopes());
    scope.add(Scopes.OPENID);
    if (!client.draft().takes(GrantType.PLATFORM_CODE, source.get())) {
      return invalidGrant();
    }
    return result(
        request,
        signIns.redeem(
            request.caller("system"),
            tenant,
            source.get(),
            Secret.of(code.get()),
            verifier.map(Secret::of),
            request.header("User-Agent").orElse(""),
            new Grants.Request.Direct(client.clientId(), scope)));
  }

  private static Result result(Request request, Outcome<Grants.Tokens> outcome) {
    if (outcome instanceof Outcome.SignedIn<Grants.Tokens> signedIn) {
      return signedIn
          .granted()
          .<Result>map(Result.Granted::new)
          // the client was changed while the platform was asked
          .orElseGet(PlatformCodeGrant::invalidGrant);
    }
    if (outcome instanceof Outcome.InteractionRequired<Grants.Tokens> required) {
      return new Result.Refused(interactionRequired(required.interaction()));
    }
    if (outcome instanceof Outcome.Refused<Grants.Tokens> refused) {
      return refused(
          400,
          OAuth2Error.ACCESS_DENIED,
          refused.sentence().map(Text::en).orElseGet(() -> sentence(refused.reason())));
    }
    if (outcome instanceof Outcome.Failed<Grants.Tokens> failed) {
      return failed(request, failed.fault());
    }
    return invalidGrant();
  }

  private static Response interactionRequired(SignIns.Interaction interaction) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", OIDCError.INTERACTION_REQUIRED.getCode());
    body.put(
        "interaction",
        Map.of(
            "kind", interaction.kind(),
            "key", interaction.key().reveal(),
            "expiresIn", interaction.expiresIn().toSeconds(),
            "proofs", interaction.proofs()));
    return Response.json(400, body).with("Pragma", "no-cache");
  }

  private static Result failed(Request request, SignIns.Fault fault) {
    return switch (fault) {
      case ABSENT ->
          new Result.Refused(
              OAuthError.of(
                      503,
                      OAuth2Error.TEMPORARILY_UNAVAILABLE.getCode(),
                      "The platform is not available at the moment")
                  .with("Retry-After", "5"));
      case CREDENTIAL, CONFIGURATION ->
          refused(
              502,
              OAuth2Error.SERVER_ERROR,
              "The platform refuses the company's set-up; an administrator has to change it"
                  + (" (reference " + request.correlationId() + ")"));
      case THROTTLED, UNAVAILABLE ->
          refused(
              502,
              OAuth2Error.TEMPORARILY_UNAVAILABLE,
              "The platform does not answer as it should; try again");
    };
  }

  private static Result invalidGrant() {
    return refused(400, OAuth2Error.INVALID_GRANT, "The code or the identity source is invalid");
  }

  private static Result refused(int status, ErrorObject error, String description) {
    return new Result.Refused(OAuthError.of(status, error.getCode(), description));
  }

  private static String sentence(SignIns.Refusal reason) {
    return switch (reason) {
      case NOT_A_MEMBER -> "Not a member of the company";
      case FOREIGN_COMPANY -> "A member of another company";
      case EXTERNAL_CONTACT -> "An external contact";
      case LEFT_COMPANY -> "No longer with the company";
      case NOT_IN_RANGE -> "The app is not open to this person";
      case USER_DISABLED -> "The account is disabled";
      case NO_ACCOUNT -> "The person has no account";
      case AMBIGUOUS_ACCOUNT -> "More than one account matches";
      case ACCOUNT_TAKEN -> "The matching account is already linked to somebody else";
      case SOURCE_DISABLED -> "The identity source is disabled";
      case POLICY -> "A policy of the company does not allow it";
    };
  }
}
