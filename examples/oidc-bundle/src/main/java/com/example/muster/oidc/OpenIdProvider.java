package com.example.muster.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.HttpAnswer;
import dev.muster.spi.HttpCall;
import dev.muster.spi.ProviderContext;
import dev.muster.spi.ProviderContext.Token;
import dev.muster.spi.ProviderContext.TokenRecipe;
import dev.muster.spi.ProviderException;
import dev.muster.spi.ProviderException.Code;
import dev.muster.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The provider's endpoints: discovery and keys (OpenID Connect Discovery), token (RFC 6749). */
final class OpenIdProvider {
  private static final int MAX_ANSWER_BYTES = 256 * 1024;
  private static final Duration KEPT = Duration.ofHours(1);

  private final String issuer;
  private final String clientId;
  private final ProviderContext context;

  OpenIdProvider(ConnectionSettings settings, ProviderContext context) {
    this.issuer = settings.require("issuer");
    this.clientId = settings.require("clientId");
    this.context = context;
  }

  /** What discovery tells, and the keys that it points at. */
  record Metadata(Map<String, Object> document, JWKSet keys) {
    String endpoint(String name) throws ProviderException {
      if (document.get(name) instanceof String address) {
        return address;
      }
      throw fault(Code.UNEXPECTED_ANSWER, "The discovery document lacks " + name);
    }
  }

  /** An answer of the token endpoint: 200 with tokens, or 400 with the reason of a refusal. */
  record TokenAnswer(int status, Map<String, Object> body) {
    String text(String name) {
      return body.get(name) instanceof String text ? text : "";
    }
  }

  /**
   * Does something with what was discovered; where it does not do (any more), says TOKEN_INVALID.
   */
  interface Use<T> {
    T with(Metadata metadata) throws ProviderException;
  }

  /**
   * The context keeps and shares what was discovered as it does with tokens: fetched by one for
   * all, and once more when it turns out to be stale, as keys are when the provider rotates them.
   */
  <T> T discovered(Use<T> use, Deadline deadline) throws ProviderException {
    return context.withToken(
        new TokenRecipe(
            "discovered",
            "clientSecret",
            (secret, by) -> new Token(Secret.of(JSONObjectUtils.toJSONString(discover(by))), KEPT)),
        held -> use.with(metadata(held)),
        deadline);
  }

  /** Asks anew. */
  Metadata discoverNow(Deadline deadline) throws ProviderException {
    return metadata(Secret.of(JSONObjectUtils.toJSONString(discover(deadline))));
  }

  private Map<String, Object> discover(Deadline deadline) throws ProviderException {
    Map<String, Object> document =
        object(exchange(call(issuer + "/.well-known/openid-configuration"), deadline));
    // Discovery, section 4.3: whoever says to be somebody else is not asked further
    if (!issuer.equals(document.get("issuer"))
        || !(document.get("jwks_uri") instanceof String keys)) {
      throw fault(
          Code.UNEXPECTED_ANSWER,
          "The discovery document is not of this issuer, or lacks jwks_uri");
    }
    return Map.of("document", document, "keys", object(exchange(call(keys), deadline)));
  }

  private static Metadata metadata(Secret held) throws ProviderException {
    try {
      Map<String, Object> both = JSONObjectUtils.parse(held.reveal());
      return new Metadata(
          JSONObjectUtils.getJSONObject(both, "document"),
          JWKSet.parse(JSONObjectUtils.getJSONObject(both, "keys")));
    } catch (ParseException e) {
      throw fault(Code.UNEXPECTED_ANSWER, "The provider's keys cannot be read");
    }
  }

  TokenAnswer token(Metadata metadata, Map<String, String> form, Deadline deadline)
      throws ProviderException {
    String endpoint = metadata.endpoint("token_endpoint");
    byte[] body =
        form.entrySet().stream()
            .map(it -> it.getKey() + "=" + encode(it.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    return context.withSecret(
        "clientSecret",
        secret -> {
          HttpAnswer answer =
              exchange(
                  HttpCall.postJson(base(endpoint), path(endpoint), body)
                      .withHeader("Content-Type", "application/x-www-form-urlencoded")
                      .withHeader(
                          "Authorization",
                          "Basic "
                              + Base64.getEncoder()
                                  .encodeToString(
                                      (encode(clientId) + ":" + encode(secret.reveal()))
                                          .getBytes(StandardCharsets.US_ASCII))),
                  deadline);
          TokenAnswer read = new TokenAnswer(answer.status(), object(answer));
          if (answer.status() == 401 || read.text("error").equals("invalid_client")) {
            throw new ProviderException(
                Code.CREDENTIAL_REFUSED,
                "The provider refuses the client",
                Optional.of("invalid_client"));
          }
          return read;
        },
        deadline);
  }

  private static HttpCall call(String address) throws ProviderException {
    return HttpCall.get(base(address), path(address)).withMaxAnswerBytes(MAX_ANSWER_BYTES);
  }

  private HttpAnswer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    HttpAnswer answer = context.exchange(call, deadline);
    if (answer.status() == 429 || answer.status() >= 500) {
      throw fault(
          answer.status() == 429 ? Code.THROTTLED : Code.UNAVAILABLE,
          call + " answered HTTP " + answer.status());
    }
    if (answer.status() != 200 && answer.status() != 400 && answer.status() != 401) {
      throw fault(Code.UNEXPECTED_ANSWER, call + " answered HTTP " + answer.status());
    }
    return answer;
  }

  private static Map<String, Object> object(HttpAnswer answer) throws ProviderException {
    try {
      return JSONObjectUtils.parse(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw fault(Code.UNEXPECTED_ANSWER, "An answer is no JSON object");
    }
  }

  private static URI base(String address) throws ProviderException {
    try {
      return new URI(address).resolve("/");
    } catch (java.net.URISyntaxException e) {
      throw fault(Code.UNEXPECTED_ANSWER, "An endpoint is no address");
    }
  }

  private static String path(String address) {
    return URI.create(address).getRawPath();
  }

  static ProviderException fault(Code code, String message) {
    return new ProviderException(code, message, Optional.empty());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
