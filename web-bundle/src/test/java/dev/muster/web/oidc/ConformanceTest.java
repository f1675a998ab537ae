package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client.Pkce;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the OpenID Foundation's profiles look at and no other test does: docs/conformance.md has the
 * whole list.
 */
class ConformanceTest extends AuthorizeFixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an ID token may say of a sign-in that asked for nothing of the person. */
  private static final Set<String> OF_THE_SIGN_IN =
      Set.of(
          "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "azp", "at_hash", "sid");

  @BeforeEach
  void asksWithoutPkce() {
    gateway.client(
        "shop", Gateway.draftWithRefreshTokens().toBuilder().pkce(Pkce.OPTIONAL).build());
    flow.without("code_challenge").without("code_challenge_method");
  }

  private static JsonNode read(Response response) throws IOException {
    return JSON.readTree(Browser.text(response));
  }

  private Response tokens() {
    return flow.post(tokenForm(flow.code(browser)), shop());
  }

  private static String tokenForm(String code) {
    return Flow.form(
        Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Gateway.CALLBACK));
  }

  private static String shop() {
    return Flow.basic("shop", Gateway.secret("shop"));
  }

  private static JWTClaimsSet idToken(Response tokens) throws IOException, ParseException {
    return SignedJWT.parse(read(tokens).path("id_token").asText()).getJWTClaimsSet();
  }

  @Test
  void scopesAndParametersMayComeInAnyOrder() throws IOException {
    flow.with("scope", "email openid");
    List<String> reversed = new ArrayList<>(List.of(flow.query().split("&")));
    Collections.reverse(reversed);
    Response atPlatform = browser.get("/t/acme/oauth2/authorize?" + String.join("&", reversed));
    String state = Browser.parameter(Browser.location(atPlatform), "state").orElseThrow();
    String back = Browser.location(flow.callback(browser, state, "ok-alice"));
    Response tokens = flow.post(tokenForm(Browser.parameter(back, "code").orElseThrow()), shop());
    assertThat(read(flow.userInfo(read(tokens).path("access_token").asText())).has("email"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ui_locales,se",
    "claims_locales,se",
    "login_hint,buffy@id.corp.example",
    "display,page",
    "display,popup",
    "acr_values,1 2",
    "extra,foobar"
  })
  void nothingThatIsAWishIsAnError(String name, String value) throws IOException {
    flow.with(name, value);
    assertThat(tokens().status()).isEqualTo(200);
  }

  @Test
  void anIdTokenSaysNothingThatNobodyAskedFor() throws Exception {
    flow.with("scope", "openid");
    Response tokens = tokens();
    assertThat(idToken(tokens).getClaims().keySet())
        .containsExactlyInAnyOrderElementsOf(OF_THE_SIGN_IN);
    assertThat(tokens.contentType()).startsWith("application/json");
    assertThat(Browser.header(tokens, "Cache-Control")).isEqualTo("no-store");
    assertThat(read(tokens).path("expires_in").isIntegralNumber()).isTrue();
  }

  @Test
  void aNonceIsNotNeeded() throws Exception {
    flow.without("nonce");
    assertThat(idToken(tokens()).getClaim("nonce")).isNull();
  }

  @Test
  void anEssentialNameIsInUserInfoAndNotInTheIdToken() throws Exception {
    flow.with("scope", "openid").with("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}");
    Response tokens = tokens();
    assertThat(
            read(flow.userInfo(read(tokens).path("access_token").asText())).path("name").asText())
        .isNotEmpty();
    assertThat(idToken(tokens).getClaim("name")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void userInfoTakesTheHeaderByEitherMethodAndTellsTypedValues(String method) throws Exception {
    Response tokens = tokens();
    TestRequest request =
        TestRequest.of(method, "/t/acme/oauth2/userinfo")
            .header("Authorization", "Bearer " + read(tokens).path("access_token").asText());
    Response response = gateway.server.answer(request);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).startsWith("application/json");
    JsonNode claims = read(response);
    assertThat(claims.path("sub").asText()).isEqualTo(idToken(tokens).getSubject());
    assertThat(claims.path("email_verified").isBoolean()).isTrue();
    assertThat(claims.path("updated_at").isIntegralNumber()).isTrue();
    claims
        .properties()
        .forEach(
            claim -> {
              if (claim.getValue().isTextual()) {
                assertThat(claim.getValue().asText()).as(claim.getKey()).isNotBlank();
              }
              assertThat(claim.getValue().isNull()).as(claim.getKey()).isFalse();
            });
  }

  @Test
  void nothingThatIsSecretCanBeGuessed() throws Exception {
    flow.with("scope", "openid offline_access");
    String code = flow.code(browser);
    JsonNode tokens = read(flow.post(tokenForm(code), shop()));
    for (String secret :
        List.of(
            code, tokens.path("access_token").asText(), tokens.path("refresh_token").asText())) {
      assertThat(secret).hasSizeGreaterThan(21).matches("[\\x20-\\x7E]+");
      assertThat(bits(secret)).isGreaterThan(96);
    }
  }

  /** Shannon's measure: too little for a text that is short or repeats itself. */
  private static double bits(String text) {
    Map<Integer, Long> counts =
        text.chars()
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.values().stream()
        .mapToDouble(count -> -count * Math.log((double) count / text.length()) / Math.log(2))
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "prompt,none",
    "prompt,create",
    "response_type,token",
    "response_mode,fragment",
    "scope,profile",
    "max_age,soon",
    "claims,{",
    "id_token_hint,x",
    "request,eyJhbGciOiJub25lIn0.e30.",
    "request_uri,https://shop.example/request",
    "registration,{}"
  })
  void anErrorSaysNoMoreThanItMay(String name, String value) {
    String state = "s".repeat(128);
    flow.with("state", state).with(name, value);
    String location = Browser.location(authorize());
    assertThat(Browser.parameter(location, "error").orElseThrow()).matches("[a-z_]+");
    assertThat(Browser.parameter(location, "state")).contains(state);
    assertThat(Browser.parameter(location, "iss")).contains(gateway.issuer());
    // RFC 6749, section 4.1.2.1
    assertThat(Browser.parameter(location, "error_description").orElse("x"))
        .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    assertThat(location.substring(location.indexOf('?') + 1).split("&"))
        .extracting(parameter -> parameter.split("=", 2)[0])
        .isSubsetOf("error", "error_description", "state", "iss");
  }

  @Test
  void aCodeThatComesAgainIsRefusedAsTheSpecificationSaysAndEndsItsTokens() throws Exception {
    String code = flow.code(browser);
    String token = read(flow.post(tokenForm(code), shop())).path("access_token").asText();
    gateway.clock.advance(Duration.ofSeconds(30));
    Response again = flow.post(tokenForm(code), shop());
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.contentType()).startsWith("application/json");
    assertThat(read(again).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(flow.userInfo(token).status()).isEqualTo(401);
  }
}
