package dev.muster.core.client;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.ProblemCode;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that sign with a key of their own (RFC 7523, section 3). */
final class SignedAssertionsTest {
  private static final String ISSUER = "https://sso.example/t/acme";
  private static final Set<String> AUDIENCES = Set.of(ISSUER, ISSUER + "/oauth2/token");
  private static final ECKey EC = ec("ec");
  private static final RSAKey RSA = rsa();

  private final TestCore core = new TestCore();

  private static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("rsa").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void addsTheClient() {
    Client.Settings settings =
        Client.Settings.builder("Shop")
            .tokenEndpointAuthMethod(Optional.of(AuthMethod.PRIVATE_KEY_JWT))
            .jwks(Optional.of(new JWKSet(List.of(EC, RSA)).toString(true)))
            .build();
    core.clients.create(ALICE, TENANT, Optional.of("shop"), Optional.empty(), settings);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("shop")
        .subject("shop")
        .audience(ISSUER)
        .jwtID("1")
        .expirationTime(at(Duration.ofMinutes(1)));
  }

  private Date at(Duration ahead) {
    return Date.from(core.clock.instant().plus(ahead));
  }

  private static String signed(JWSAlgorithm alg, JWK key, JWTClaimsSet claims) {
    try {
      JWSSigner signer =
          key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
      return signed(new JWSHeader.Builder(alg).keyID(key.getKeyID()).build(), signer, claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private boolean accepts(String assertion) {
    return core.clientAssertions.accept(ALICE, TENANT, "shop", Secret.of(assertion), AUDIENCES);
  }

  private String made(UnaryOperator<JWTClaimsSet.Builder> different) {
    return signed(JWSAlgorithm.ES256, EC, different.apply(claims()).build());
  }

  private boolean accepts(UnaryOperator<JWTClaimsSet.Builder> different) {
    return accepts(made(different));
  }

  @Test
  void takesEachAlgorithmAndEachAudience() {
    assertThat(accepts(claims -> claims)).isTrue();
    assertThat(accepts(signed(JWSAlgorithm.RS256, RSA, claims().jwtID("2").build()))).isTrue();
    assertThat(accepts(signed(JWSAlgorithm.PS256, RSA, claims().jwtID("3").build()))).isTrue();
    assertThat(accepts(claims -> claims.jwtID("4").audience(ISSUER + "/oauth2/token"))).isTrue();
  }

  @Test
  void takesTheTypeThatNamesItsUse() throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID("ec")
            .type(new JOSEObjectType("client-authentication+jwt"))
            .build();
    assertThat(accepts(signed(header, new ECDSASigner(EC), claims().build()))).isTrue();
  }

  @Test
  void takesAnAssertionOnceUntilItHasExpired() {
    String assertion = signed(JWSAlgorithm.ES256, EC, claims().build());
    assertThat(accepts(assertion)).isTrue();
    assertThat(accepts(assertion)).isFalse();
    assertThat(accepts(claims -> claims.expirationTime(at(Duration.ofMinutes(2))))).isFalse();
    core.clock.advance(Duration.ofSeconds(119));
    assertThat(accepts(assertion)).isFalse();
    core.clock.advance(Duration.ofHours(1));
    assertThat(accepts(assertion)).isFalse();
  }

  @Test
  void remembersADigestAlone() {
    assertThat(accepts(claims -> claims.jwtID("jti-of-the-client"))).isTrue();
    assertThat(core.store.query(Query.of("used-assertion", TENANT, new Query.All(), 10)).items())
        .singleElement()
        .satisfies(
            document ->
                assertThat(document.key() + new String(document.body(), StandardCharsets.UTF_8))
                    .doesNotContain("jti-of-the-client"));
  }

  @Test
  void tellsClientsApartThatUseTheSameId() {
    core.clients.create(
        ALICE,
        TENANT,
        Optional.of("other"),
        Optional.empty(),
        core.clients.find(TENANT, "shop").orElseThrow().value().settings());
    assertThat(accepts(claims -> claims)).isTrue();
    String others =
        signed(JWSAlgorithm.ES256, EC, claims().issuer("other").subject("other").build());
    assertThat(core.clientAssertions.accept(ALICE, TENANT, "other", Secret.of(others), AUDIENCES))
        .isTrue();
    assertThat(accepts(others)).isFalse();
  }

  @Test
  void refusesWhatIsNotItsOwnOrNotForUs() {
    assertThat(accepts(claims -> claims.issuer("other"))).isFalse();
    assertThat(accepts(claims -> claims.subject("other"))).isFalse();
    assertThat(accepts(claims -> claims.audience("https://elsewhere.example"))).isFalse();
    assertThat(accepts(claims -> claims.audience((String) null))).isFalse();
    assertThat(accepts(signed(JWSAlgorithm.ES256, ec("ec"), claims().build()))).isFalse();
    assertThat(accepts(claims -> claims)).isTrue();
  }

  /** Whoever it is meant for as well could present it here (CVE-2025-27370). */
  @Test
  void refusesMoreThanOneAudience() throws JOSEException {
    String token = ISSUER + "/oauth2/token";
    for (List<String> several :
        List.of(
            List.of(ISSUER, "https://evil.example"),
            List.of("https://evil.example", token),
            List.of(ISSUER, token),
            List.of(ISSUER, ISSUER))) {
      assertThat(accepts(claims -> claims.audience(several))).as("%s", several).isFalse();
    }
    assertThat(accepts(withAudience(List.of()))).isFalse();
    assertThat(accepts(withAudience(List.of(ISSUER)))).isTrue();
  }

  /** As an array, also of one. */
  private String withAudience(List<String> audience) throws JOSEException {
    Map<String, Object> members = new HashMap<>(claims().build().toJSONObject());
    members.put("aud", audience);
    JWSObject assertion =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), new Payload(members));
    assertion.sign(new ECDSASigner(EC));
    return assertion.serialize();
  }

  @Test
  void refusesWhatIsMadeInTheFutureOrForLongerThanAnyMayLast() {
    assertThat(accepts(claims -> claims.issueTime(at(Duration.ofSeconds(61))))).isFalse();
    assertThat(accepts(claims -> claims.issueTime(at(Duration.ofMinutes(-61))))).isFalse();
    assertThat(accepts(claims -> claims.issueTime(at(Duration.ofMinutes(-60))))).isTrue();
    assertThat(accepts(claims -> claims.jwtID("2").issueTime(at(Duration.ofSeconds(60))))).isTrue();
  }

  @Test
  void refusesWhatIsOutOfTime() {
    assertThat(accepts(claims -> claims.expirationTime(at(Duration.ofSeconds(-61))))).isFalse();
    assertThat(accepts(claims -> claims.notBeforeTime(at(Duration.ofSeconds(61))))).isFalse();
    assertThat(accepts(claims -> claims.expirationTime(at(Duration.ofMinutes(61).plusSeconds(1)))))
        .isFalse();
    Date last = at(Duration.ofMinutes(61).minusSeconds(1));
    assertThat(accepts(claims -> claims.jwtID("2").expirationTime(last))).isTrue();
    assertThat(accepts(claims -> claims.expirationTime(null))).isFalse();
    assertThat(accepts(claims -> claims.jwtID(null))).isFalse();
    assertThat(accepts(claims -> claims.jwtID(""))).isFalse();
    assertThat(accepts(claims -> claims)).isTrue();
  }

  @Test
  void refusesEveryOtherAlgorithm() throws JOSEException {
    String publicPart = RSA.toPublicJWK().toJSONString();
    assertThat(accepts(new PlainJWT(claims().build()).serialize())).isFalse();
    assertThat(
            accepts(
                signed(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new MACSigner(publicPart),
                    claims().build())))
        .isFalse();
    assertThat(accepts(signed(JWSAlgorithm.RS512, RSA, claims().build()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "bnVsbA.e30.", "..", "bnVsbA.bnVsbA.bnVsbA"})
  void refusesWhatIsNone(String assertion) {
    assertThat(accepts(assertion)).isFalse();
  }

  @Test
  void refusesAClientThatIsRegisteredForAnotherMethod() {
    core.clients.change(
        ALICE,
        TENANT,
        "shop",
        settings -> settings.toBuilder().tokenEndpointAuthMethod(Optional.empty()).build(),
        OptionalLong.empty());
    assertThat(accepts(claims -> claims)).isFalse();
    assertThat(
            core.clientAssertions.accept(
                ALICE,
                TENANT,
                "nobody",
                Secret.of(signed(JWSAlgorithm.ES256, EC, claims().build())),
                AUDIENCES))
        .isFalse();
  }

  private String recorded() {
    return core.events(TENANT).get(0).detail().get("reason");
  }

  private String wrong(String how) throws JOSEException {
    JWSHeader otherType =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID("ec")
            .type(new JOSEObjectType("at+jwt"))
            .build();
    return switch (how) {
      case "malformed" -> "a.b.c";
      case "algorithm" -> signed(JWSAlgorithm.RS512, RSA, claims().build());
      case "type" -> signed(otherType, new ECDSASigner(EC), claims().build());
      case "unknown-key" -> signed(JWSAlgorithm.ES256, ec("new"), claims().build());
      case "signature" -> signed(JWSAlgorithm.ES256, ec("ec"), claims().build());
      case "issuer" -> made(claims -> claims.issuer("other"));
      case "audience" -> made(claims -> claims.audience("https://elsewhere.example"));
      case "several-audiences" ->
          made(claims -> claims.audience(List.of(ISSUER, "https://elsewhere.example")));
      case "no-exp" -> made(claims -> claims.expirationTime(null));
      case "expired" -> made(claims -> claims.expirationTime(at(Duration.ofSeconds(-61))));
      case "exp-too-far" -> made(claims -> claims.expirationTime(at(Duration.ofMinutes(62))));
      case "not-yet" -> made(claims -> claims.notBeforeTime(at(Duration.ofSeconds(61))));
      case "no-jti" -> made(claims -> claims.jwtID(null));
      default -> throw new IllegalArgumentException(how);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "malformed",
        "algorithm",
        "type",
        "unknown-key",
        "signature",
        "issuer",
        "audience",
        "several-audiences",
        "no-exp",
        "expired",
        "exp-too-far",
        "not-yet",
        "no-jti"
      })
  void recordsWhyAnAssertionIsRefused(String reason) throws JOSEException {
    assertThat(accepts(wrong(reason))).isFalse();
    assertThat(recorded()).isEqualTo(reason);
  }

  @Test
  void recordsThatAnAssertionWasUsedBefore() {
    String assertion = made(claims -> claims);
    assertThat(accepts(assertion)).isTrue();
    assertThat(accepts(assertion)).isFalse();
    assertThat(recorded()).isEqualTo("replayed");
    assertThat(accepts("a.b.c")).isFalse();
    assertThat(recorded()).as("of one minute together").isEqualTo("malformed, replayed");
  }

  @Test
  void makesAnAddressWaitThatTriesAndRecordsIt() {
    for (int i = 0; i < 10; i++) {
      assertThat(accepts("a.b.c")).isFalse();
    }
    assertProblem(ProblemCode.THROTTLED, () -> accepts(claims -> claims));
    assertThat(core.events(TENANT).get(0).action()).isEqualTo("client.authentication-refused");
  }
}
