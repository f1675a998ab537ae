package com.example.muster.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderContext.TokenRecipe;
import dev.muster.spi.platform.ProviderContext.Work;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
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
  /** An answer: of the token endpoint 200 with tokens, or 400 with the reason of a refusal. */
  record Json(int status, Map<String, Object> body) {
    String text(String name) {
      return body.get(name) instanceof String text ? text : "";
    }

    String require(String name) throws ProviderException {
      if (text(name).isEmpty()) {
        throw fault(Code.UNEXPECTED_ANSWER, "An answer lacks " + name);
      }
      return text(name);
    }
  }

  /**
   * The context keeps and shares what was discovered as it does with tokens: fetched by one for
   * all, and once more when the work says TOKEN_INVALID, as it does when keys were rotated.
   */
  <T> T discovered(Work<T> work, Deadline deadline) throws ProviderException {
    TokenRecipe recipe =
        new TokenRecipe(
            "discovered", "clientSecret", (secret, by) -> new Token(discover(by), Duration.ofHours(1)));
    return context.withToken(recipe, work, deadline);
  }

  /** The discovery document, with the keys that it points at as {@code keys}. */
  Secret discover(Deadline deadline) throws ProviderException {
    String issuer = settings.require("issuer");
    Json document = get(issuer + "/.well-known/openid-configuration", deadline);
    // Discovery, section 4.3: whoever says to be somebody else is not asked further
    if (!document.text("issuer").equals(issuer)) {
      throw fault(Code.UNEXPECTED_ANSWER, "The discovery document is another issuer's");
    }
    document.body().put("keys", get(document.require("jwks_uri"), deadline).body());
    return Secret.of(JSONObjectUtils.toJSONString(document.body()));
  }

  static Json document(Secret discovered) throws ProviderException {
    return json(200, discovered.reveal());
  }

  static JWKSet keys(Secret discovered) throws ProviderException {
    try {
      return JWKSet.parse(JSONObjectUtils.getJSONObject(document(discovered).body(), "keys"));
    } catch (ParseException e) {
      throw fault(Code.UNEXPECTED_ANSWER, "The provider's keys cannot be read");
    }
  }

  Json token(Secret discovered, Map<String, String> form, Deadline deadline)
      throws ProviderException {
    URI endpoint = address(document(discovered).require("token_endpoint"));
    HttpCall call =
        HttpCall.postJson(endpoint.resolve("/"), endpoint.getRawPath(), bytes(encoded(form)))
            .withHeader("Content-Type", "application/x-www-form-urlencoded");
    return context.withSecret(
        "clientSecret",
        secret -> {
          String client = encode(settings.require("clientId")) + ":" + encode(secret.reveal());
          String basic = "Basic " + Base64.getEncoder().encodeToString(bytes(client));
          Json answer = exchange(call.withHeader("Authorization", basic), deadline);
          if (answer.status() == 401 || answer.text("error").equals("invalid_client")) {
            throw fault(Code.CREDENTIAL_REFUSED, "It refuses the client");
          }
          return answer;
        },
        deadline);
  }

  private Json get(String text, Deadline deadline) throws ProviderException {
    URI address = address(text);
    return exchange(HttpCall.get(address.resolve("/"), address.getRawPath()), deadline);
  }

  private Json exchange(HttpCall call, Deadline deadline) throws ProviderException {
    HttpAnswer answer = context.exchange(call, deadline);
    int status = answer.status();
    if (!Set.of(200, 400, 401).contains(status)) {
      Code code = status >= 500 ? Code.UNAVAILABLE : Code.UNEXPECTED_ANSWER;
      throw fault(status == 429 ? Code.THROTTLED : code, call + " answered HTTP " + status);
    }
    return json(status, new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static Json json(int status, String text) throws ProviderException {
    try {
      return new Json(status, JSONObjectUtils.parse(text));
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
