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
import dev.muster.spi.platform.SignIn.Redemption;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The provider's endpoints: discovery and keys (OpenID Connect Discovery), token (RFC 6749). */
record OpenIdProvider(ConnectionSettings settings, ProviderContext context) {
  /** An answer: of the token endpoint 200 with tokens, or 400 with the reason of a refusal. */
  record Json(int status, Map<String, Object> body) {
    String text(String name) {
      return body.get(name) instanceof String text ? text : "";
    }

    URI address(String name) throws ProviderException {
      try {
        return new URI(text(name)).parseServerAuthority();
      } catch (URISyntaxException e) {
        throw fault(Code.UNEXPECTED_ANSWER, "An answer has no address as " + name);
      }
    }
  }

  /**
   * The context keeps and shares what was discovered as it does with tokens: fetched by one for
   * all, and once more when the work says TOKEN_INVALID, as it does when keys were rotated.
   */
  <T> T discovered(Work<T> work, Deadline deadline) throws ProviderException {
    TokenRecipe recipe =
        TokenRecipe.of(
            "discovered", "clientSecret", (secret, by) -> Token.of(discover(by), Duration.ofHours(1)));
    return context.withToken(recipe, work, deadline);
  }

  /** The discovery document, with the keys that it points at as {@code keys}. */
  Secret discover(Deadline deadline) throws ProviderException {
    String issuer = settings.require("issuer");
    Json document = get(URI.create(issuer + "/.well-known/openid-configuration"), deadline);
    // Discovery, section 4.3: whoever says to be somebody else is not asked further
    if (!document.text("issuer").equals(issuer)) {
      throw fault(Code.UNEXPECTED_ANSWER, "The discovery document is another issuer's");
    }
    document.body().put("keys", get(document.address("jwks_uri"), deadline).body());
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

  Json token(Secret discovered, Redemption redemption, Deadline deadline) throws ProviderException {
    URI endpoint = document(discovered).address("token_endpoint");
    HttpCall call =
        HttpCall.postForm(endpoint.resolve("/"), endpoint.getRawPath())
            .withForm("grant_type", "authorization_code")
            .withForm("code", redemption.code())
            .withForm("redirect_uri", redemption.redirectUri().orElseThrow().toString())
            .withForm("code_verifier", redemption.codeVerifier().orElseThrow());
    return context.withSecret(
        "clientSecret",
        secret -> {
          String client = encode(settings.require("clientId")) + ":" + encode(secret.reveal());
          byte[] basic = Base64.getEncoder().encode(client.getBytes(StandardCharsets.US_ASCII));
          String header = "Basic " + new String(basic, StandardCharsets.US_ASCII);
          Json answer = exchange(call.withHeader("Authorization", header), deadline);
          if (answer.status() == 401 || answer.text("error").equals("invalid_client")) {
            throw fault(Code.CREDENTIAL_REFUSED, "It refuses the client");
          }
          return answer;
        },
        deadline);
  }

  private Json get(URI address, Deadline deadline) throws ProviderException {
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

  static ProviderException fault(Code code, String message) {
    return new ProviderException(code, message, Optional.empty());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
