package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.PushedRequests;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
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
  void countsAloneWhateverTheAddressSays() {
    flow.with("prompt", "none");
    String uri = pushed();
    String other = "&prompt=login&state=other&redirect_uri=https%3A%2F%2Fevil.example";
    String back = Browser.location(browser.get(authorize("shop", uri) + other));
    assertThat(back).startsWith(Gateway.CALLBACK + "?");
    assertThat(Browser.parameter(back, "error")).contains("login_required");
    assertThat(Browser.parameter(back, "state")).contains(flow.state());
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
