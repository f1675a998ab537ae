package com.example.muster.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The provider's endpoints: discovery and keys (OpenID Connect Discovery), token (RFC 6749). */
record OpenIdProvider(ConnectionSettings settings, ProviderContext context) {
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

  /** Does something with what was discovered; says TOKEN_INVALID where that is stale. */
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
            (secret, by) -> new Token(discover(by), Duration.ofHours(1))),
        held -> use.with(metadata(held)),
        deadline);
  }

  Secret discover(Deadline deadline) throws ProviderException {
    String issuer = settings.require("issuer");
    Map<String, Object> document = read(issuer + "/.well-known/openid-configuration", deadline);
    // Discovery, section 4.3: whoever says to be somebody else is not asked further
    if (!issuer.equals(document.get("issuer"))
        || !(document.get("jwks_uri") instanceof String keys)) {
      throw fault(Code.UNEXPECTED_ANSWER, "The document is another issuer's, or lacks jwks_uri");
    }
    return Secret.of(
        JSONObjectUtils.toJSONString(Map.of("document", document, "keys", read(keys, deadline))));
  }

  static Metadata metadata(Secret held) throws ProviderException {
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
    URI endpoint = address(metadata.endpoint("token_endpoint"));
    HttpCall call =
        HttpCall.postJson(endpoint.resolve("/"), endpoint.getRawPath(), bytes(encoded(form)))
            .withHeader("Content-Type", "application/x-www-form-urlencoded");
    return context.withSecret(
        "clientSecret",
        secret -> {
          String client = encode(settings.require("clientId")) + ":" + encode(secret.reveal());
          String basic = "Basic " + Base64.getEncoder().encodeToString(bytes(client));
          HttpAnswer answer = exchange(call.withHeader("Authorization", basic), deadline);
          TokenAnswer read = new TokenAnswer(answer.status(), object(answer));
          if (answer.status() == 401 || read.text("error").equals("invalid_client")) {
            throw new ProviderException(
                Code.CREDENTIAL_REFUSED, "It refuses the client", Optional.of("invalid_client"));
          }
          return read;
        },
        deadline);
  }

  private Map<String, Object> read(String text, Deadline deadline) throws ProviderException {
    URI address = address(text);
    return object(exchange(HttpCall.get(address.resolve("/"), address.getRawPath()), deadline));
  }

  private HttpAnswer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    HttpAnswer answer = context.exchange(call, deadline);
    int status = answer.status();
    if (Set.of(200, 400, 401).contains(status)) {
      return answer;
    }
    Code code = status >= 500 ? Code.UNAVAILABLE : Code.UNEXPECTED_ANSWER;
    throw fault(status == 429 ? Code.THROTTLED : code, call + " answered HTTP " + status);
  }

  private static Map<String, Object> object(HttpAnswer answer) throws ProviderException {
    try {
      return JSONObjectUtils.parse(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw fault(Code.UNEXPECTED_ANSWER, "An answer is no JSON object");
    }
  }

  private static URI address(String text) throws ProviderException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw fault(Code.UNEXPECTED_ANSWER, "An endpoint is no address");
    }
  }

  static ProviderException fault(Code code, String message) {
    return new ProviderException(code, message, Optional.empty());
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(it -> it.getKey() + "=" + encode(it.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
