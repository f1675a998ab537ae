package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client.AuthMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that signs with a key of its own at the token endpoint (RFC 7523). */
class PrivateKeyJwtTest extends AuthorizeFixture {
  private static final ECKey KEY = key();

  private final Map<String, String> form = new LinkedHashMap<>();

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void signsWithItsKey() {
    gateway.client(
        "shop",
        Gateway.draft().toBuilder()
            .tokenEndpointAuthMethod(Optional.of(AuthMethod.PRIVATE_KEY_JWT))
            .jwks(Optional.of(new JWKSet(KEY).toString(true)))
            .build());
    form.put("grant_type", "authorization_code");
    form.put("code", flow.code(browser));
    form.put("redirect_uri", Gateway.CALLBACK);
    form.put("code_verifier", flow.verifier());
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion("shop", gateway.issuer()));
  }

  private String assertion(String client, String... audience) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(client)
            .subject(client)
            .audience(List.of(audience))
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(gateway.clock.instant().plus(Duration.ofMinutes(1))))
            .build();
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), claims);
    try {
      jwt.sign(new ECDSASigner(KEY));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    return jwt.serialize();
  }

  private Response post() {
    return flow.post(Flow.form(form), "");
  }

  private static void refuses(Response response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(Browser.text(response)).contains("\"" + error + "\"");
    assertThat(Browser.header(response, "WWW-Authenticate")).isEmpty();
  }

  @Test
  void getsTokensForTheIssuerAsAudience() {
    assertThat(post().status()).isEqualTo(200);
  }

  @Test
  void getsTokensForTheTokenEndpointAsAudienceWithItsId() {
    form.put("client_id", "shop");
    form.put("client_assertion", assertion("shop", gateway.issuer() + "/oauth2/token"));
    assertThat(post().status()).isEqualTo(200);
  }

  @Test
  void getsNothingByAnAssertionThatWasUsed() {
    assertThat(post().status()).isEqualTo(200);
    refuses(post(), 401, "invalid_client");
  }

  @Test
  void getsNothingByOneForAnotherAudience() {
    form.put("client_assertion", assertion("shop", gateway.publicUrl + "/t/other"));
    refuses(post(), 401, "invalid_client");
  }

  /** Whether a client is known by an assertion for these audiences, wherever it shows it. */
  private boolean isKnown(String endpoint, String... audience) {
    form.put("client_assertion", assertion("shop", audience));
    form.put("token", "none");
    Response response =
        gateway.server.answer(
            TestRequest.of("POST", "/t/acme/oauth2/" + endpoint)
                .body("application/x-www-form-urlencoded", Flow.form(form)));
    boolean refused = Browser.text(response).contains("\"invalid_client\"");
    assertThat(response.status() == 401).isEqualTo(refused);
    return !refused;
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "par", "introspect", "revoke"})
  void isKnownByOneForTheIssuerOrTheTokenEndpointAndForNobodyElse(String endpoint) {
    String issuer = gateway.issuer();
    assertThat(isKnown(endpoint, issuer)).isTrue();
    assertThat(isKnown(endpoint, issuer + "/oauth2/token")).isTrue();
    assertThat(isKnown(endpoint, issuer, "https://evil.example")).isFalse();
    assertThat(isKnown(endpoint, issuer, issuer + "/oauth2/token")).isFalse();
    for (String address : List.of("/", "/oauth2/par", "/oauth2/introspect", "/oauth2/revoke")) {
      assertThat(isKnown(endpoint, issuer + address)).as(address).isFalse();
    }
  }

  @Test
  void getsNothingUnderAnotherIdOrByAnotherType() {
    form.put("client_id", "other");
    refuses(post(), 401, "invalid_client");
    form.put("client_id", "shop");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
    refuses(post(), 401, "invalid_client");
  }

  @Test
  void maySayWhoItIsInOneWayAlone() {
    form.put("client_secret", Gateway.secret("shop"));
    refuses(post(), 400, "invalid_request");
    form.remove("client_secret");
    refuses(
        flow.post(Flow.form(form), Flow.basic("shop", Gateway.secret("shop"))),
        400,
        "invalid_request");
  }

  @Test
  void getsNothingByASecret() {
    form.remove("client_assertion");
    form.remove("client_assertion_type");
    form.put("client_id", "shop");
    form.put("client_secret", Gateway.secret("shop"));
    refuses(post(), 401, "invalid_client");
  }

  @Test
  void isWhatDiscoveryTells() {
    Response metadata = browser.get("/t/acme/.well-known/openid-configuration");
    assertThat(Browser.text(metadata))
        .contains("\"private_key_jwt\"")
        .contains(
            "\"token_endpoint_auth_signing_alg_values_supported\":[\"ES256\",\"RS256\",\"PS256\"]");
  }
}
