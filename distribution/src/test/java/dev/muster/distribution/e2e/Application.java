package dev.muster.distribution.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An application and its registration at a tenant.
 *
 * @param tenant whose people it signs in
 * @param url where it is
 * @param clientId its id
 * @param clientSecret its secret; empty for a public client
 */
record Application(Tenant tenant, String url, String clientId, String clientSecret) {

  /** Where it begins to sign somebody in. */
  String signIn() {
    return url + "/sign-in";
  }

  /** The same, asking something more of the provider. */
  String signIn(String name, String value) {
    return signIn() + "?" + Http.query(Map.of(name, value));
  }

  String redirectUri() {
    return url + "/callback";
  }

  /** An authorization request by hand, for whoever wants to send something wrong. */
  String authorize(Map<String, String> changes) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", clientId);
    query.put("redirect_uri", redirectUri());
    query.put("scope", "openid profile platform");
    query.put("state", "state-of-the-application");
    query.put("nonce", "nonce-of-the-application");
    query.put("code_challenge", Pkce.CHALLENGE);
    query.put("code_challenge_method", "S256");
    changes.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            query.remove(name);
          } else {
            query.put(name, value);
          }
        });
    return tenant.issuer() + "/oauth2/authorize?" + Http.query(query);
  }

  /** What its server gets at the token endpoint, where it proves by its secret who it is. */
  Http.Answer token(Map<String, String> form) {
    String credentials = clientId + ":" + clientSecret;
    return Http.postForm(
        tenant.issuer() + "/oauth2/token",
        form,
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  /** What comes of a platform's code at the application's server. */
  JsonNode platformCode(String source, String code) {
    return Http.postJson(url + "/platform-code", Map.of("identity_source", source, "code", code))
        .json();
  }
}
