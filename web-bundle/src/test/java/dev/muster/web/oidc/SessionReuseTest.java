package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session that is there is enough. */
class SessionReuseTest extends AuthorizeFixture {
  private void signedIn() {
    flow.code(browser);
    gateway.signIns.begins().clear();
  }

  private void isAnsweredAtOnce(Response response) {
    assertThat(Browser.location(response)).startsWith(Gateway.CALLBACK + "?");
    assertThat(Browser.parameter(Browser.location(response), "code")).isPresent();
    assertThat(gateway.signIns.begins()).isEmpty();
  }

  private void hasToSignIn(Response response) {
    assertThat(Browser.location(response)).startsWith("https://platform.example/");
  }

  @Test
  void needsNoSecondSignIn() {
    signedIn();
    isAnsweredAtOnce(authorize());
  }

  @Test
  void servesPromptNone() {
    signedIn();
    flow.with("prompt", "none");
    isAnsweredAtOnce(authorize());
  }

  @Test
  void heedsPromptLogin() {
    signedIn();
    flow.with("prompt", "login");
    hasToSignIn(authorize());
  }

  @Test
  void letsSomebodyChooseWithSelectAccount() {
    signedIn();
    flow.with("prompt", "select_account");
    Response response = authorize();
    assertThat(Browser.location(response)).startsWith(gateway.issuer() + "/login?");
    assertThat(Browser.text(browser.get(Browser.location(response)))).contains("企业微信");
  }

  @Test
  void heedsMaxAge() {
    signedIn();
    flow.with("max_age", "60");
    isAnsweredAtOnce(authorize());
    gateway.clock.advance(Duration.ofSeconds(61));
    hasToSignIn(authorize());
  }

  @Test
  void takesMaxAgeZeroForPromptLogin() {
    signedIn();
    flow.with("max_age", "0");
    hasToSignIn(authorize());
  }

  @Test
  void tellsPromptNoneThatASessionIsTooOld() {
    signedIn();
    gateway.clock.advance(Duration.ofSeconds(61));
    flow.with("max_age", "60").with("prompt", "none");
    tellsTheClient(authorize(), "login_required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok-alice", "ok-bob"})
  void endsWhenSomebodySignsInAgainInTheBrowser(String who) {
    signedIn();
    Map<String, String> before = Map.copyOf(browser.cookies());
    Browser elsewhere = new Browser(gateway);
    new Flow(gateway).code(elsewhere);
    flow.with("prompt", "login").signIn(browser, who);

    flow.with("prompt", "none");
    gateway.signIns.begins().clear();
    isAnsweredAtOnce(authorize());
    isAnsweredAtOnce(elsewhere.get(flow.authorize()));
    browser.cookies().clear();
    browser.cookies().putAll(before);
    tellsTheClient(authorize(), "login_required");
  }

  @Test
  void staysWhenSigningInAgainDoesNotSucceed() {
    signedIn();
    flow.with("prompt", "login").signIn(browser, "refuse-NO_ACCOUNT");
    gateway.signIns.begins().clear();
    flow.without("prompt");
    isAnsweredAtOnce(authorize());
  }

  @Test
  void doesNotServeAClientThatTakesOtherSourcesOnly() {
    signedIn();
    gateway.source(Gateway.TENANT, "lark", "Lark", "lark");
    gateway.client(
        "shop", Gateway.draft(true, AuthMethod.CLIENT_SECRET_BASIC, "RS256", Set.of("lark"), true));

    hasToSignIn(authorize());
    assertThat(gateway.signIns.begins().get(0).source()).isEqualTo("lark");
    gateway.signIns.begins().clear();
    flow.with("prompt", "none");
    tellsTheClient(authorize(), "login_required");
  }

  @Test
  void doesNotServeAnotherTenant() {
    signedIn();
    gateway.client("other", "shop", Gateway.draft());
    Response response =
        browser.get(
            flow.with("prompt", "none").authorize().replace("/t/" + Gateway.TENANT, "/t/other"));
    assertThat(Browser.parameter(Browser.location(response), "error")).contains("login_required");
  }

  @Test
  void endsWithTheSession() {
    signedIn();
    gateway.endSessions();
    flow.with("prompt", "none");
    tellsTheClient(authorize(), "login_required");
  }
}
