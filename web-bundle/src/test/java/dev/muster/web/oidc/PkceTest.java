package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.Pkce;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A confidential client for which PKCE is optional (RFC 7636; RFC 9700, section 4.8). */
class PkceTest extends AuthorizeFixture {
  private static final String SHOP = Flow.basic("shop", Gateway.secret("shop"));

  @BeforeEach
  void pkceIsOptional() {
    gateway.client("shop", Gateway.draft().toBuilder().pkce(Pkce.OPTIONAL).build());
  }

  private String codeWithoutChallenge() {
    return flow.without("code_challenge").without("code_challenge_method").code(browser);
  }

  private static String formWithoutVerifier(String code) {
    return Flow.form(
        Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Gateway.CALLBACK));
  }

  private static void isInvalidGrant(Response response) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.text(response)).contains("\"invalid_grant\"");
  }

  @Test
  void getsTokensWithoutAny() {
    Response tokens = flow.post(formWithoutVerifier(codeWithoutChallenge()), SHOP);
    assertThat(tokens.status()).isEqualTo(200);
  }

  @Test
  void getsNothingForAVerifierWhoseChallengeWasTakenAway() {
    isInvalidGrant(flow.token(codeWithoutChallenge()));
  }

  @Test
  void isHeldToAChallengeThatItSent() {
    String code = flow.code(browser);
    isInvalidGrant(flow.post(formWithoutVerifier(code), SHOP));
    isInvalidGrant(flow.token(code, Gateway.CALLBACK, "another-verifier".repeat(4)));
    assertThat(flow.token(code).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"code_challenge_method, plain", "code_challenge, too-short"})
  void mayNotSendAnythingElse(String name, String value) {
    flow.with(name, value);
    tellsTheClient(authorize(), "invalid_request");
  }

  @Test
  void isAskedForAChallengeOnceItIsRequiredAgain() {
    flow.without("code_challenge").without("code_challenge_method");
    String state = flow.start(browser);
    gateway.client("shop", Gateway.draft());
    Response back = flow.callback(browser, state, "ok-alice");
    assertThat(Browser.parameter(Browser.location(back), "code")).isEmpty();
    assertThat(Browser.parameter(Browser.location(back), "error")).contains("invalid_request");
  }

  @Test
  void isNotThereForAPublicClient() {
    gateway.client(
        Gateway.TENANT, "app", Gateway.draft(false, AuthMethod.NONE, "RS256", Set.of("*"), true));
    flow.with("client_id", "app").without("code_challenge").without("code_challenge_method");
    tellsTheClient(authorize(), "invalid_request");
  }
}
