package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Grants;
import dev.muster.core.testing.TestCore;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep the published keys for as long as they are told to. */
class KeyRotationTest extends AuthorizeFixture {
  private static final Duration STEP = Duration.ofSeconds(10);

  private JWKSet kept = new JWKSet();
  private Instant keptUntil = Instant.MIN;

  /** As an application does that asks again only when it may no longer keep what it has. */
  private JWK key(String kid) throws ParseException {
    if (!gateway.clock.instant().isBefore(keptUntil)) {
      Response published = browser.get("/t/acme/oauth2/jwks");
      String age = Browser.header(published, "Cache-Control").replaceAll(".*max-age=", "");
      kept = JWKSet.parse(Browser.text(published));
      keptUntil = gateway.clock.instant().plusSeconds(Long.parseLong(age));
    }
    return kept.getKeyByKeyId(kid);
  }

  private void verifies(SignedJWT token) throws ParseException, JOSEException {
    JWK key = key(token.getHeader().getKeyID());
    assertThat(key).as("The key of a token at %s", gateway.clock.instant()).isNotNull();
    assertThat(key.getAlgorithm()).isEqualTo(token.getHeader().getAlgorithm());
    JWSVerifier verifier =
        key instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier(key.toRSAKey());
    assertThat(token.verify(verifier)).isTrue();
  }

  private SignedJWT token() throws ParseException {
    String code = Browser.parameter(Browser.location(authorize()), "code").orElseThrow();
    return SignedJWT.parse(
        Browser.text(flow.token(code)).replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void verifyEveryTokenDuringARotationAsLongAsItLives(String alg) throws Exception {
    gateway.client(
        "shop", Gateway.draft(true, AuthMethod.CLIENT_SECRET_BASIC, alg, Set.of("*"), true));
    flow.code(browser);
    List<SignedJWT> living = new ArrayList<>();
    Set<String> kids = new HashSet<>();
    Instant end = gateway.clock.instant().plus(Grants.ACCESS_TOKEN_LIFETIME.plusMinutes(4));
    Instant rotated = gateway.clock.instant().plus(Duration.ofMinutes(1));
    boolean isRotated = false;
    while (gateway.clock.instant().isBefore(end)) {
      if (!isRotated && !gateway.clock.instant().isBefore(rotated)) {
        gateway.core.signingKeys.rotate(TestCore.ALICE, Gateway.TENANT);
        isRotated = true;
      }
      if (gateway.clock.instant().isBefore(rotated.plus(Duration.ofMinutes(2)))) {
        SignedJWT issued = token();
        living.add(issued);
        kids.add(issued.getHeader().getKeyID());
      }
      living.removeIf(token -> hasExpired(token));
      for (SignedJWT each : living) {
        verifies(each);
      }
      gateway.clock.advance(STEP);
    }
    assertThat(kids).hasSize(2);
    assertThat(kept.getKeys())
        .extracting(key -> key.getAlgorithm().getName())
        .contains("RS256", "ES256");
  }

  private boolean hasExpired(SignedJWT token) {
    try {
      Instant expires = token.getJWTClaimsSet().getExpirationTime().toInstant();
      return !gateway.clock.instant().isBefore(expires);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}
