package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.PushedRequests;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorization requests that a client pushes (RFC 9126). */
class PushedRequestTest extends AuthorizeFixture {
  private static final String SHOP = Flow.basic("shop", Gateway.secret("shop"));

  private Response push(String form, String authorization) {
    TestRequest request =
        TestRequest.of("POST", "/t/acme/oauth2/par")
            .body("application/x-www-form-urlencoded", form);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return gateway.server.answer(request);
  }

  private String pushed() {
    Response response = push(flow.query(), SHOP);
    assertThat(response.status()).isEqualTo(201);
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(Browser.text(response)).contains("\"expires_in\":90");
    return Browser.text(response).replaceAll(".*\"request_uri\":\"([^\"]+)\".*", "$1");
  }

  private String authorize(String client, String uri) {
    return "/t/acme/oauth2/authorize?" + Flow.form(Map.of("client_id", client, "request_uri", uri));
  }

  private void isNotKnown(Response response) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.location(response)).isEmpty();
    assertThat(Browser.text(response)).contains("expired");
  }

  private static void refuses(Response response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(Browser.text(response)).contains("\"error\":\"" + error + "\"");
  }

  @Test
  void signsSomebodyIn() {
    String uri = pushed();
    assertThat(uri).startsWith(PushedRequests.PREFIX);
    String atPlatform = Browser.location(browser.get(authorize("shop", uri)));
    String state = Browser.parameter(atPlatform, "state").orElseThrow();
    String back = Browser.location(flow.callback(browser, state, "ok-alice"));
    assertThat(back).startsWith(Gateway.CALLBACK + "?");
    assertThat(Browser.parameter(back, "state")).contains(flow.state());
    String code = Browser.parameter(back, "code").orElseThrow();
    assertThat(flow.token(code).status()).isEqualTo(200);
    isNotKnown(browser.get(authorize("shop", uri)));
  }

  @Test
  void isAnsweredFromASessionOnce() {
    new Flow(gateway).code(browser);
    String uri = pushed();
    assertThat(Browser.parameter(Browser.location(browser.get(authorize("shop", uri))), "code"))
        .isPresent();
    isNotKnown(browser.get(authorize("shop", uri)));
  }

  @Test
  void isAnsweredToOneOfTwoWhoComeAtTheSameTime() {
    new Flow(gateway).code(browser);
    Browser other = new Browser(gateway);
    new Flow(gateway).code(other);
    String uri = pushed();
    List<Response> meanwhile = new ArrayList<>();
    // both have begun it before either is given a code
    gateway.core.store.beforeNextCommit(
        () ->
            gateway.core.store.beforeNextCommit(
                () -> meanwhile.add(other.get(authorize("shop", uri)))));

    isNotKnown(browser.get(authorize("shop", uri)));
    assertThat(meanwhile).hasSize(1);
    assertThat(Browser.parameter(Browser.location(meanwhile.get(0)), "code")).isPresent();
  }

  @Test
  void countsAloneWhateverTheAddressSays() {
    flow.with("prompt", "none");
    String uri = pushed();
    String other = "&prompt=login&state=other&redirect_uri=https%3A%2F%2Fevil.example";
    String back = Browser.location(browser.get(authorize("shop", uri) + other));
    assertThat(back).startsWith(Gateway.CALLBACK + "?");
    assertThat(Browser.parameter(back, "error")).contains("login_required");
    assertThat(Browser.parameter(back, "state")).contains(flow.state());
  }

  @ParameterizedTest
  @CsvSource({"prompt, login", "prompt, select_account", "max_age, 0", "max_age, 5"})
  void demandsASignInWhateverTheAddressSays(String name, String value) {
    new Flow(gateway).code(browser);
    gateway.clock.advance(Duration.ofSeconds(6));
    flow.with(name, value);
    String address = authorize("shop", pushed());
    for (String more : List.of("", "&continued=1", "&continued=1&prompt=none&max_age=9999")) {
      Response response = browser.get(address + more);
      assertThat(response.status()).isEqualTo(303);
      assertThat(Browser.location(response)).doesNotStartWith(Gateway.CALLBACK);
    }
  }

  @ParameterizedTest
  @CsvSource({"prompt, login", "prompt, select_account", "max_age, 0", "max_age, 5"})
  void isMetByASignInSinceABrowserCameWithIt(String name, String value) {
    flow.with(name, value);
    String address = authorize("shop", pushed());
    assertThat(Browser.location(browser.get(address))).doesNotStartWith(Gateway.CALLBACK);
    gateway.clock.advance(Duration.ofSeconds(1));
    new Flow(gateway).code(browser);
    gateway.clock.advance(Duration.ofSeconds(6));
    assertThat(Browser.parameter(Browser.location(browser.get(address)), "code")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"login, false", "login consent, true", "select_account consent, true"})
  void asksForConsentAfterTheSignInThatItDemands(String prompt, boolean offline) {
    gateway.client("shop", Gateway.draftOfAThirdParty());
    new Flow(gateway).with("scope", "openid").signIn(browser, "ok-alice");
    gateway.clock.advance(Duration.ofSeconds(1));
    flow.with("scope", "openid offline_access").with("prompt", prompt);
    String uri = pushed();
    assertThat(Browser.location(browser.get(authorize("shop", uri))))
        .doesNotStartWith(Gateway.CALLBACK);
    String query = authorize("shop", uri).substring("/t/acme/oauth2/authorize".length());
    String atPlatform = Browser.location(browser.get("/t/acme/login/wecom" + query));
    String state = Browser.parameter(atPlatform, "state").orElseThrow();
    Response asked = browser.get(Browser.location(flow.callback(browser, state, "ok-alice")));
    assertThat(asked.status()).isEqualTo(200);
    assertThat(Browser.text(asked).contains("while you are away")).isEqualTo(offline);
  }

  /** An ID token of somebody who signed in in another browser. */
  private String idToken(String who) {
    Flow before = new Flow(gateway);
    String back = Browser.location(before.signIn(new Browser(gateway), "ok-" + who));
    String answer = Browser.text(before.token(Browser.parameter(back, "code").orElseThrow()));
    return answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void isForThePersonOfItsHintWhateverTheAddressSays() {
    new Flow(gateway).code(browser);
    flow.with("id_token_hint", idToken("bob")).with("hinted_user", gateway.userId("alice"));
    String uri = pushed();
    String query = authorize("shop", uri).substring("/t/acme/oauth2/authorize".length());
    for (String more : List.of("", "&continued=1", "&hinted_user=" + gateway.userId("alice"))) {
      assertThat(Browser.location(browser.get(authorize("shop", uri) + more)))
          .startsWith("https://platform.example/");
    }
    String atPlatform = Browser.location(browser.get("/t/acme/login/wecom" + query));
    String state = Browser.parameter(atPlatform, "state").orElseThrow();
    String back = Browser.location(flow.callback(browser, state, "ok-alice"));
    assertThat(Browser.parameter(back, "error")).contains("login_required");
    assertThat(Browser.parameter(back, "code")).isEmpty();

    uri = pushed();
    assertThat(Browser.location(flow.callback(browser, start(uri), "ok-bob")))
        .startsWith(Gateway.CALLBACK)
        .contains("code=");
    assertThat(Browser.location(browser.get(authorize("shop", pushed()))))
        .startsWith(Gateway.CALLBACK)
        .contains("code=");
  }

  private String start(String uri) {
    return Browser.parameter(Browser.location(browser.get(authorize("shop", uri))), "state")
        .orElseThrow();
  }

  @Test
  void speaksTheLanguageThatThePersonChoseOnTheWay() {
    gateway.client("shop", Gateway.draftOfAThirdParty());
    new Flow(gateway).with("scope", "openid").signIn(browser, "ok-alice");
    flow.with("ui_locales", "en");
    String address = authorize("shop", pushed());
    assertThat(Browser.text(browser.get(address + "&ui_locales=zh-CN"))).contains("lang=\"en\"");
    assertThat(Browser.text(browser.get(address + "&continued=1&ui_locales=zh-CN")))
        .contains("lang=\"zh-CN\"");
  }

  @Test
  void goesRoundWithARequestByPost() {
    new Flow(gateway).code(browser);
    String uri = pushed();
    Response round =
        browser.post(
            "/t/acme/oauth2/authorize", Flow.form(Map.of("client_id", "shop", "request_uri", uri)));
    assertThat(round.status()).isEqualTo(303);
    String address = Browser.location(round).substring(gateway.publicUrl.length());
    assertThat(Browser.parameter(Browser.location(browser.get(address)), "code")).isPresent();
  }

  @Test
  void lastsThroughASignInThatTakesLongerThanItDoes() {
    flow.with("prompt", "select_account");
    String page = Browser.location(browser.get(authorize("shop", pushed())));
    assertThat(page).contains("request_uri=").doesNotContain("redirect_uri", "code_challenge=");
    gateway.clock.advance(Duration.ofMinutes(5));
    assertThat(Browser.text(browser.get(page.substring(gateway.publicUrl.length()))))
        .contains("企业微信");
    gateway.clock.advance(Duration.ofMinutes(5));
    isNotKnown(browser.get(page.substring(gateway.publicUrl.length())));
  }

  @Test
  void isWorthNothingLateToOthersOrBeforeItBegan() {
    String uri = pushed();
    gateway.client("other", Gateway.draft());
    isNotKnown(browser.get(authorize("other", uri)));
    isNotKnown(
        browser.get("/t/acme/login?" + Flow.form(Map.of("client_id", "shop", "request_uri", uri))));
    gateway.clock.advance(PushedRequests.LIFETIME);
    isNotKnown(browser.get(authorize("shop", uri)));
    isNotKnown(browser.get(authorize("shop", PushedRequests.PREFIX + "made-up")));
  }

  @Test
  void endsWithItsClient() {
    String uri = pushed();
    gateway.removeClient("shop");
    gateway.clock.advance(Duration.ofSeconds(1));
    gateway.client("shop", Gateway.draft());
    isNotKnown(browser.get(authorize("shop", uri)));
  }

  @Test
  void isDemandedOfAClientThatIsSetSo() {
    gateway.client(
        "shop", Gateway.draft().toBuilder().requirePushedAuthorizationRequests(true).build());
    tellsTheClient(browser.get(flow.authorize()), "invalid_request");
    tellsTheClient(browser.get("/t/acme/login?" + flow.query()), "invalid_request");
    assertThat(Browser.location(browser.get(authorize("shop", pushed()))))
        .startsWith("https://platform.example/");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token, unsupported_response_type",
    "scope, profile, invalid_scope",
    "code_challenge, x, invalid_request",
    "prompt, made-up, invalid_request",
    "redirect_uri, https://evil.example, invalid_request",
    "id_token_hint, e30.e30., invalid_request",
    "request, e30.e30., request_not_supported",
    "request_uri, urn:x, invalid_request"
  })
  void isRefusedWhenItIsPushed(String name, String value, String error) {
    refuses(push(flow.with(name, value).query(), SHOP), 400, error);
  }

  @Test
  void isRefusedWhereItIsTooLongOrSaysSomethingTwice() {
    refuses(push(flow.query() + "&nonce=x", SHOP), 400, "invalid_request");
    refuses(push(flow.query() + "&client_id=shop", SHOP), 400, "invalid_request");
    refuses(push(flow.query() + "&id_token_hint=x&id_token_hint=y", SHOP), 400, "invalid_request");
    flow.with("foo", "x".repeat(PushedAuthorizationEndpoint.MAX_REQUEST));
    refuses(push(flow.query(), SHOP), 400, "invalid_request");
  }

  @Test
  void isTakenFromTheClientAlone() {
    refuses(push(flow.query(), ""), 401, "invalid_client");
    refuses(
        push(flow.query(), Flow.basic("shop", "wrong-secret-0123456789")), 401, "invalid_client");
    gateway.client("other", Gateway.draft());
    refuses(
        push(flow.query(), Flow.basic("other", Gateway.secret("other"))), 400, "invalid_request");
    gateway.client("app", Gateway.draft(false, AuthMethod.NONE, "RS256", Set.of("*"), true));
    assertThat(push(flow.with("client_id", "app").query(), "").status()).isEqualTo(201);
  }
}
