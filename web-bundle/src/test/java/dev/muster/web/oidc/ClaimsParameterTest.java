package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Session;
import dev.muster.api.Users;
import dev.muster.core.testing.TestCore;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that are asked for by their names (OpenID Connect Core, section 5.5). */
class ClaimsParameterTest extends AuthorizeFixture {
  private String tokens(String claims) {
    flow.with("scope", "openid").with("claims", claims);
    return Browser.text(flow.token(flow.code(browser)));
  }

  private static String member(String answer, String name) {
    return answer.replaceAll(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
  }

  private static Map<String, Object> idToken(String tokens) {
    try {
      return SignedJWT.parse(member(tokens, "id_token")).getJWTClaimsSet().getClaims();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private String userInfo(String tokens) {
    return Browser.text(flow.userInfo(member(tokens, "access_token")));
  }

  @Test
  void areInUserInfoBesideThoseOfTheScope() {
    String tokens =
        tokens("{\"userinfo\":{\"name\":{\"essential\":true},\"email\":null,\"made_up\":null}}");
    assertThat(userInfo(tokens))
        .contains("\"name\":\"Alice <b>Li</b>\"", "\"email\":\"alice@corp.example\"")
        .doesNotContain("email_verified", "phone_number", "made_up");
    assertThat(idToken(tokens)).doesNotContainKeys("name", "email");
  }

  @Test
  void areInTheIdTokenAlone() {
    String tokens = tokens("{\"id_token\":{\"email\":null,\"auth_time\":{\"essential\":true}}}");
    assertThat(idToken(tokens))
        .containsEntry("email", "alice@corp.example")
        .containsKey("auth_time")
        .doesNotContainKey("name");
    assertThat(userInfo(tokens)).doesNotContain("email");
  }

  @Test
  void doNotExceedWhatTheClientMayAskFor() {
    gateway.client("shop", Gateway.draftWithScopes("openid", "email"));
    String tokens = tokens("{\"userinfo\":{\"name\":{\"essential\":true},\"email\":null}}");
    assertThat(userInfo(tokens)).contains("\"email\":").doesNotContain("\"name\"");
  }

  private static final String EMAIL_AND_NAME =
      "{\"id_token\":{\"email\":null,\"name\":null},\"userinfo\":{\"email\":null,\"name\":null}}";

  private String refreshed(String tokens, String scope) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", member(tokens, "refresh_token"));
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    return Browser.text(flow.post(Flow.form(form), Flow.basic("shop", Gateway.secret("shop"))));
  }

  private void tells(String tokens, Set<String> told) {
    for (String name : Set.of("email", "name")) {
      assertThat(idToken(tokens).containsKey(name)).as(name).isEqualTo(told.contains(name));
      assertThat(userInfo(tokens).contains("\"" + name + "\":"))
          .as(name)
          .isEqualTo(told.contains(name));
    }
  }

  @Test
  void endWhenTheClientMayAskForThemNoMore() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    flow.with("scope", "openid offline_access").with("claims", EMAIL_AND_NAME);
    String first = Browser.text(flow.token(flow.code(browser)));
    tells(first, Set.of("email", "name"));

    gateway.client(
        "shop",
        Gateway.draftWithRefreshTokens().toBuilder()
            .scopes(Set.of("openid", "profile", "offline_access"))
            .build());
    assertThat(userInfo(first)).contains("\"name\":").doesNotContain("email");
    tells(refreshed(first, ""), Set.of("name"));
  }

  @Test
  void endWithAScopeThatTheClientMayAskForNoMoreThoughTheyWereOfItToo() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    flow.with("scope", "openid email offline_access").with("claims", EMAIL_AND_NAME);
    String first = Browser.text(flow.token(flow.code(browser)));
    gateway.client(
        "shop",
        Gateway.draftWithRefreshTokens().toBuilder()
            .scopes(Set.of("openid", "profile", "offline_access"))
            .build());
    assertThat(userInfo(first)).contains("\"name\":").doesNotContain("email");
    tells(refreshed(first, ""), Set.of("name"));
  }

  @Test
  void areNotInATokenForLess() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    flow.with("scope", "openid profile offline_access").with("claims", EMAIL_AND_NAME);
    String first = Browser.text(flow.token(flow.code(browser)));
    String less = refreshed(first, "openid");
    tells(less, Set.of());
    String profile = refreshed(less, "openid profile");
    tells(profile, Set.of("name"));
    tells(refreshed(profile, ""), Set.of("email", "name"));
  }

  @Test
  void neverReplaceWhatTheTokenSaysItself() {
    String tokens = tokens("{\"id_token\":{\"iss\":{\"value\":\"x\"},\"aud\":null,\"acr\":null}}");
    assertThat(idToken(tokens))
        .containsEntry("iss", gateway.issuer())
        .containsEntry("acr", Session.ACR_PLATFORM);
  }

  @Test
  void comeWithACodeOfASessionThatIsThereToo() {
    new Flow(gateway).code(browser);
    flow.with("scope", "openid").with("claims", "{\"userinfo\":{\"name\":null}}");
    String code = Browser.parameter(Browser.location(authorize()), "code").orElseThrow();
    assertThat(userInfo(Browser.text(flow.token(code)))).contains("\"name\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{broken",
        "[]",
        "null",
        "{\"userinfo\":{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}}",
      })
  void areRefusedWhereTheyCannotBeRead(String claims) {
    flow.with("claims", claims);
    tellsTheClient(authorize(), "invalid_request");
  }

  @Test
  void areRefusedWhereTheyAreTooLargeOrThereTwice() {
    flow.with("claims", "{\"userinfo\":{\"" + "a".repeat(1500) + "\":null}}");
    tellsTheClient(authorize(), "invalid_request");
    flow.with("claims", "{}");
    tellsTheClient(browser.get(flow.authorize() + "&claims={}"), "invalid_request");
  }

  /** As long as it may be: most of it is unknown here, and grows as an address writes it. */
  private static String longest() {
    StringBuilder claims = new StringBuilder("{\"userinfo\":{\"email\":null");
    for (int i = 1000; claims.length() < 1480; i++) {
      claims.append(",\"").append(i).append("\":null");
    }
    String end = "}}";
    return claims + " ".repeat(1500 - claims.length() - end.length()) + end;
  }

  @Test
  void mayBeAsLongForWhoHasToSignInAsForWhoIsSignedIn() {
    String claims = longest();
    assertThat(claims).hasSize(1500);
    for (int i = 0; i < 2; i++) {
      flow.with("scope", "openid").with("claims", claims);
      String back = Browser.location(i == 0 ? flow.signIn(browser, "ok-alice") : authorize());
      String code = Browser.parameter(back, "code").orElseThrow();
      assertThat(userInfo(Browser.text(flow.token(code)))).contains("\"email\":");
    }
  }

  @Test
  void mayAskForAllThatThereIsOfWhoHasToSignIn() {
    String all =
        Claims.SUPPORTED.stream()
            .map(name -> '"' + name + "\":{\"essential\":true}")
            .collect(Collectors.joining(","));
    String acr =
        ",\"acr\":{\"essential\":true,\"values\":[\"%s\",\"%s\"]}"
            .formatted(Session.ACR_PASSWORD, Session.ACR_PLATFORM);
    String tokens = tokens("{\"userinfo\":{%s},\"id_token\":{%s}}".formatted(all, all + acr));
    assertThat(userInfo(tokens)).contains("\"email\":", "\"platform_user_id\":");
    assertThat(idToken(tokens)).containsKeys("email", "platform_user_id");
  }

  @Test
  void demandAPersonAlsoOfWhoHasToSignIn() {
    new Flow(gateway).code(new Browser(gateway));
    String sub = "{\"id_token\":{\"sub\":{\"value\":\"%s\"}}}";
    flow.with("claims", sub.formatted("somebody-else"));
    assertThat(Browser.parameter(Browser.location(flow.signIn(browser, "ok-alice")), "error"))
        .contains("login_required");
    flow.with("claims", sub.formatted(gateway.userId("alice")));
    assertThat(flow.code(new Browser(gateway))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u738b", "a b"})
  void demandNobodyWhoCannotBe(String sub) {
    flow.with("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + sub + "\"}}}");
    tellsTheClient(authorize(), "login_required");
    flow.with("claims", "{\"userinfo\":{\"sub\":{\"value\":\"" + "a".repeat(256) + "\"}}}");
    tellsTheClient(authorize(), "login_required");
  }

  @Test
  void mayDemandAnAcrThatASignInHas() {
    String acr = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"x\",\"%s\"]}}}";
    String tokens = tokens(acr.formatted(Session.ACR_PLATFORM));
    assertThat(idToken(tokens)).containsEntry("acr", Session.ACR_PLATFORM);

    flow.with("claims", acr.formatted(Session.ACR_PASSWORD)).with("prompt", "none");
    assertThat(Browser.parameter(Browser.location(authorize()), "error"))
        .contains("login_required");
    flow.with("claims", acr.formatted("urn:example:gold"));
    assertThat(Browser.parameter(Browser.location(authorize()), "error"))
        .contains("unmet_authentication_requirements");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void getNoCodeWhereTheSignInHasNotTheAcrThatIsDemanded(boolean firstParty) {
    gateway.client("shop", Gateway.draft().toBuilder().firstParty(firstParty).build());
    flow.with(
        "claims",
        "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"urn:muster:acr:password\"}}}");
    String back = Browser.location(flow.signIn(browser, "ok-alice"));
    assertThat(Browser.parameter(back, "code")).isEmpty();
    assertThat(Browser.parameter(back, "error")).contains("unmet_authentication_requirements");
    assertThat(Browser.parameter(back, "state")).contains(flow.state());
    assertThat(Browser.parameter(back, "iss")).contains(gateway.issuer());
  }

  @Test
  void takeAnAcrThatIsNotEssentialForAWish() {
    flow.with("acr_values", "urn:example:gold");
    String tokens = tokens("{\"id_token\":{\"acr\":{\"values\":[\"urn:example:gold\"]}}}");
    assertThat(idToken(tokens)).containsEntry("acr", Session.ACR_PLATFORM);
  }

  @Test
  void mayDemandAPerson() {
    new Flow(gateway).code(browser);
    String sub = "{\"id_token\":{\"sub\":{\"value\":\"%s\"}}}";
    flow.with("claims", sub.formatted("somebody-else")).with("prompt", "none");
    assertThat(Browser.parameter(Browser.location(authorize()), "error"))
        .contains("login_required");
    flow.with("claims", sub.formatted(gateway.userId("alice")));
    assertThat(Browser.parameter(Browser.location(authorize()), "code")).isPresent();
  }

  @Test
  void tellALocaleAsItIsWrittenCanonically() {
    new Flow(gateway).code(new Browser(gateway));
    gateway.core.users.change(
        TestCore.ALICE,
        Gateway.TENANT,
        gateway.userId("alice"),
        Users.Change.of(profile -> profile.toBuilder().locale(Optional.of("zh-hans-cn")).build()),
        OptionalLong.empty());
    assertThat(userInfo(tokens("{\"userinfo\":{\"locale\":null}}")))
        .contains("\"locale\":\"zh-Hans-CN\"");
  }
}
