package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.SigningKeys;
import dev.muster.core.testing.TestKeys;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ID token by which a client says whom it expects (OpenID Connect Core, section 3.1.2.2). */
class IdTokenHintTest {
  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  /** What the client got when somebody signed in a while ago, in another browser. */
  private String idToken(String who) {
    Flow before = new Flow(gateway);
    String back = Browser.location(before.signIn(new Browser(gateway), "ok-" + who));
    String answer = Browser.text(before.token(Browser.parameter(back, "code").orElseThrow()));
    gateway.signIns.begins().clear();
    return answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1");
  }

  private Optional<String> answered(Response response, String parameter) {
    assertThat(Browser.location(response)).startsWith(Gateway.CALLBACK + "?");
    return Browser.parameter(Browser.location(response), parameter);
  }

  private Response authorize() {
    return browser.get(flow.authorize());
  }

  private void isNoHint(String hint) {
    flow.with("id_token_hint", hint);
    Response response = authorize();
    assertThat(answered(response, "error")).contains("invalid_request");
    assertThat(answered(response, "code")).isEmpty();
    assertThat(gateway.signIns.begins()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none"})
  void ofTheSessionsPersonIsAnsweredAtOnce(String prompt) {
    flow.code(browser);
    flow.with("id_token_hint", idToken("alice")).with("prompt", prompt);
    assertThat(answered(authorize(), "code")).isPresent();
  }

  @Test
  void countsAfterItsTimeAsLongAsItsKeyIsPublished() {
    String hint = idToken("alice");
    gateway.rotateKeys();
    gateway.clock.advance(Duration.ofMinutes(16));
    flow.code(browser);
    flow.with("id_token_hint", hint);
    assertThat(answered(authorize(), "code")).isPresent();
    gateway.clock.advance(Duration.ofMinutes(5));
    gateway.signIns.begins().clear();
    isNoHint(hint);
  }

  @Test
  void ofAnotherPersonIsNoCodeForTheSessionsPerson() {
    flow.code(browser);
    flow.with("id_token_hint", idToken("bob")).with("prompt", "none");
    assertThat(answered(authorize(), "error")).contains("login_required");
    assertThat(answered(authorize(), "code")).isEmpty();

    flow.without("prompt");
    assertThat(Browser.location(authorize())).startsWith("https://platform.example/");
  }

  @Test
  void asksForThatPersonAndTakesNobodyElse() {
    flow.code(browser);
    flow.with("id_token_hint", idToken("bob"));
    Response wrong = flow.signIn(browser, "ok-alice");
    assertThat(answered(wrong, "error")).contains("login_required");
    assertThat(answered(wrong, "state")).contains(flow.state());
    assertThat(answered(wrong, "code")).isEmpty();

    Response right = flow.signIn(browser, "ok-bob");
    assertThat(answered(right, "code")).isPresent();
    assertThat(answered(authorize(), "code")).isPresent();
  }

  @Test
  void staysInForceOnThePageAndWithPromptLogin() {
    flow.code(browser);
    flow.with("id_token_hint", idToken("bob")).with("prompt", "select_account");
    String page = Browser.location(authorize());
    String query = page.substring(page.indexOf('?'));
    String platform =
        Browser.location(browser.get("/t/" + Gateway.TENANT + "/login/wecom" + query));
    String state = Browser.parameter(platform, "state").orElseThrow();
    assertThat(answered(flow.callback(browser, state, "ok-alice"), "error"))
        .contains("login_required");

    flow.with("prompt", "login");
    assertThat(answered(flow.signIn(browser, "ok-alice"), "error")).contains("login_required");
    assertThat(answered(flow.signIn(browser, "ok-bob"), "code")).isPresent();
  }

  @Test
  void needsASessionToBeAnsweredAtOnce() {
    flow.with("id_token_hint", idToken("alice")).with("prompt", "none");
    assertThat(answered(authorize(), "error")).contains("login_required");
  }

  @Test
  void comesInAForm() {
    flow.code(browser);
    flow.with("id_token_hint", idToken("bob")).with("prompt", "none");
    Response turned = browser.post("/t/" + Gateway.TENANT + "/oauth2/authorize", flow.query());
    assertThat(answered(browser.get(Browser.location(turned)), "error")).contains("login_required");
  }

  @Test
  void comesOnce() {
    flow.code(browser);
    String hint = idToken("alice");
    flow.with("id_token_hint", hint);
    assertThat(answered(browser.get(flow.authorize() + "&id_token_hint=" + hint), "error"))
        .contains("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "not.a.token", "..", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.AA"})
  void isRefusedWhereItIsNoToken(String hint) {
    flow.code(browser);
    gateway.signIns.begins().clear();
    isNoHint(hint);
    flow.with("prompt", "none");
    isNoHint(hint);
  }

  @Test
  void isRefusedWhereItIsNotOurs() throws Exception {
    String ours = idToken("alice");
    JWTClaimsSet claims = SignedJWT.parse(ours).getJWTClaimsSet();
    JWTClaimsSet bobs = new JWTClaimsSet.Builder(claims).subject("user-bob").build();
    SigningKeys.Active key = gateway.core.signingKeys.active(Gateway.TENANT, "RS256");
    JWSSigner signer = new RSASSASigner(key.keyPair().getPrivate());

    isNoHint(new PlainJWT(claims).serialize());
    String[] parts = ours.split("\\.");
    isNoHint(parts[0] + "." + bobs.toPayload().toBase64URL() + "." + parts[2]);
    isNoHint(
        signed(
            key.kid(),
            "JWT",
            new JWTClaimsSet.Builder(claims).issuer("http://localhost:8080/t/other").build(),
            signer));
    isNoHint(signed(key.kid(), "logout+jwt", claims, signer));
    isNoHint(signed("unknown", "JWT", claims, signer));
    isNoHint(
        signed(key.kid(), "JWT", new JWTClaimsSet.Builder(claims).subject(null).build(), signer));
    for (String time : List.of("exp", "iat")) {
      JWTClaimsSet without = new JWTClaimsSet.Builder(claims).claim(time, null).build();
      isNoHint(signed(key.kid(), "JWT", without, signer));
    }
    KeyPair others = TestKeys.generate("ES256");
    isNoHint(signed(key.kid(), "JWT", claims, new ECDSASigner((ECPrivateKey) others.getPrivate())));
    byte[] published = key.keyPair().getPublic().getEncoded();
    isNoHint(signed(key.kid(), "JWT", claims, new MACSigner(published)));
  }

  private static String signed(String kid, String type, JWTClaimsSet claims, JWSSigner signer)
      throws Exception {
    JWSAlgorithm alg =
        signer instanceof RSASSASigner
            ? JWSAlgorithm.RS256
            : signer instanceof MACSigner ? JWSAlgorithm.HS256 : JWSAlgorithm.ES256;
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(alg).keyID(kid).type(new JOSEObjectType(type)).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  /** Anybody may send one: however odd it is, the client gets an OAuth error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "7",
        "\"text\"",
        "{\"alg\":null}",
        "{\"alg\":{}}",
        "{\"alg\":\"ES256\",\"kid\":{}}",
        "{\"alg\":\"ES256\",\"crit\":[null]}",
        "{\"alg\":\"ES256\",\"jwk\":{\"kty\":null}}",
        "{\"alg\":\"ES256\",\"x5c\":[null]}",
        "{\"alg\":\"ES256\",\"jku\":\"http://[::1\"}",
      })
  void withAnOddHeaderIsNone(String header) {
    for (String payload : List.of("{}", "null", "[]", "{\"exp\":1e999}")) {
      isNoHint(encoded(header) + "." + encoded(payload) + ".AAAA");
    }
  }

  private static String encoded(String text) {
    return Base64URL.encode(text).toString();
  }
}
