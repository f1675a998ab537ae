package dev.muster.web.oidc;

import dev.muster.api.Client;
import dev.muster.api.Grants;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import dev.muster.web.outcome.NotSignedIn;
import dev.muster.web.outcome.SignInFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The answers to a client that asks for tokens (RFC 6749, sections 5.1 and 5.2). */
final class TokenAnswers {
  private final IdTokens idTokens;
  private final Issuers issuers;

  TokenAnswers(IdTokens idTokens, Issuers issuers) {
    this.idTokens = idTokens;
    this.issuers = issuers;
  }

  Response of(String tenant, Client client, Grants.Tokens tokens) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", tokens.accessToken().reveal());
    body.put("token_type", "Bearer");
    body.put("expires_in", tokens.expiresIn().toSeconds());
    tokens.refreshToken().ifPresent(token -> body.put("refresh_token", token.reveal()));
    body.put("scope", String.join(" ", new TreeSet<>(tokens.access().scope())));
    body.put("id_token", idTokens.issue(tenant, issuers.of(tenant), client, tokens));
    return Response.json(200, body).with("Pragma", "no-cache");
  }

  /** Nobody was signed in. */
  static Response not(Request request, NotSignedIn otherwise) {
    SignInFailure.Kind kind = otherwise.failure().kind();
    Map<String, Object> more = new LinkedHashMap<>();
    otherwise
        .interaction()
        .ifPresent(
            interaction ->
                more.put(
                    "interaction",
                    Map.of(
                        "kind", interaction.kind(),
                        "key", interaction.key().reveal(),
                        "expiresIn", interaction.expiresIn().toSeconds(),
                        "proofs", interaction.proofs())));
    Response response =
        OAuthError.of(
            kind.tokenStatus(),
            kind.error().getCode(),
            otherwise.description(request.correlationId()),
            more);
    return kind.retryAfter()
        .map(seconds -> response.with("Retry-After", seconds.toString()))
        .orElse(response);
  }
}
