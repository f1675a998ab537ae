package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.SignIns.Refusal;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import dev.muster.web.outcome.SignInFailure;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallbackTest {
  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  private void isAPage(Response response, int status) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("text/html");
    assertThat(Browser.location(response)).isEmpty();
    assertThat(Browser.text(response))
        .contains(Browser.header(response, "X-Correlation-Id"))
        .doesNotContain("<script");
    assertThat(gateway.sessions()).isZero();
  }

  private static String escaped(String text) {
    return text.replace("'", "&#39;");
  }

  @Nested
  class State {
    private final String state = flow.start(browser);

    @Test
    void refusesAMissingState() {
      isAPage(browser.get(Flow.callbackPath() + "?code=ok-alice"), 400);
    }

    @Test
    void repeatsNothingOfItInTheOtherLanguage() {
      String page = Browser.text(flow.callback(browser, "x".repeat(43), "ok-alice"));
      assertThat(page)
          .contains("Acme 集团", "href=\"?ui_locales=zh-CN\"")
          .doesNotContain("x".repeat(43), "ok-alice");
      assertThat(Browser.text(browser.get(Flow.callbackPath() + "?ui_locales=zh-CN")))
          .contains("本次登录已失效");
    }

    @Test
    void refusesAForgedState() {
      isAPage(flow.callback(browser, "x".repeat(43), "ok-alice"), 400);
    }

    @Test
    void refusesAnotherBrowser() {
      isAPage(flow.callback(new Browser(gateway), state, "ok-alice"), 400);
    }

    @Test
    void refusesAnotherSignInsCookie() {
      Browser thief = new Browser(gateway);
      new Flow(gateway).start(thief);
      String cookie = thief.cookies().values().iterator().next();
      thief.cookies().clear();
      thief.cookies().put(gateway.signIns.cookieName(state), cookie);
      isAPage(flow.callback(thief, state, "ok-alice"), 400);
    }

    @Test
    void refusesAnotherSource() {
      gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
      isAPage(
          browser.get(
              "/t/" + Gateway.TENANT + "/login/ding/callback?authCode=ok-alice&state=" + state),
          400);
    }

    @Test
    void refusesAnotherTenant() {
      isAPage(browser.get("/t/other/login/wecom/callback?code=ok-alice&state=" + state), 400);
    }

    @Test
    void refusesAnExpiredState() {
      gateway.clock.advance(Duration.ofMinutes(11));
      isAPage(flow.callback(browser, state, "ok-alice"), 400);
    }

    @Test
    void refusesAUsedStateEvenWithItsCookie() {
      String cookie = browser.cookies().get(gateway.signIns.cookieName(state));
      flow.callback(browser, state, "ok-alice");
      gateway.endSessions();
      browser.cookies().put(gateway.signIns.cookieName(state), cookie);
      isAPage(flow.callback(browser, state, "ok-bob"), 400);
    }

    @Test
    void refusesDuplicateParameters() {
      isAPage(browser.get(Flow.callbackPath() + "?code=ok-alice&code=ok-bob&state=" + state), 400);
    }

    @Test
    void refusesACodeThatIsTooLong() {
      isAPage(flow.callback(browser, state, "x".repeat(2049)), 400);
    }

    @Test
    void refusesACodeThatThePlatformDoesNotKnow() {
      isAPage(flow.callback(browser, state, "nonsense"), 400);
    }

    @Test
    void leadsOnToOurOwnPageWhereNothingCanBeBelieved() {
      String page = Browser.text(flow.callback(new Browser(gateway), state, "ok-alice"));
      assertThat(page).contains("href=\"/t/acme/login\"", "Sign in again");
    }
  }

  @Nested
  class Meanwhile {
    private final String state = flow.start(browser);

    @Test
    void refusesASourceThatWasDisabled() {
      gateway.removeSource("wecom");
      isAPage(flow.callback(browser, state, "ok-alice"), 404);
    }

    @Test
    void refusesASourceThatTheClientMayNotUseAnyMore() {
      gateway.source(Gateway.TENANT, "x", "X", "ding");
      gateway.client(
          "shop", Gateway.draft(true, AuthMethod.CLIENT_SECRET_BASIC, "RS256", Set.of("x"), true));
      isAPage(flow.callback(browser, state, "ok-alice"), 404);
    }

    @Test
    void refusesAClientThatIsGone() {
      gateway.removeClient("shop");
      isAPage(flow.callback(browser, state, "ok-alice"), 400);
    }
  }

  @Nested
  class Outcomes {
    @Test
    void takesAPersonWhoDeclinesBackToTheClient() {
      String state = flow.start(browser);
      Response response = browser.get(Flow.callbackPath() + "?state=" + state);
      String location = Browser.location(response);
      assertThat(location).startsWith(Gateway.CALLBACK);
      assertThat(Browser.parameter(location, "error")).contains("access_denied");
      assertThat(Browser.parameter(location, "state")).contains(flow.state());
    }

    @Test
    void neverShowsWhatThePlatformSays() {
      String state = flow.start(browser);
      Response response =
          browser.get(Flow.callbackPath() + "?error=x&error_description=EVIL&state=" + state);
      assertThat(Browser.location(response)).doesNotContain("EVIL");
    }

    @ParameterizedTest
    @EnumSource(
        value = Refusal.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"SOURCE_DISABLED", "PASSWORD_CHANGE"})
    void tellsWhySomebodyMayNotComeIn(Refusal reason) {
      Response response = flow.signIn(browser, "refuse-" + reason);
      isAPage(response, 403);
      assertThat(Browser.text(response))
          .contains(
              escaped(SignInFailure.of(reason).why().en()),
              escaped(SignInFailure.of(reason).what().orElseThrow().en()))
          .contains("error=access_denied", "Acme 集团")
          // the answer came once: asked for again it would be another page
          .doesNotContain("languages");
      assertThat(browser.cookies()).doesNotContainKey("muster-session");
    }

    @Test
    void tellsWhatAPolicyHasAgainstThem() {
      Response response = flow.signIn(browser, "object-li");
      isAPage(response, 403);
      assertThat(Browser.text(response)).contains("Not at &lt;night&gt;.", "error=access_denied");
      assertThat(browser.cookies()).doesNotContainKey("muster-session");
    }

    @Test
    void sendsSomebodyOnWhoHasToDoSomethingFirst() {
      Response response = flow.signIn(browser, "ask-li");
      assertThat(response.status()).isEqualTo(303);
      assertThat(Browser.location(response))
          .startsWith(gateway.issuer() + "/login/bind?client_id=shop&")
          .doesNotContain("k-1");
      assertThat(browser.cookies()).containsValue("k-1").doesNotContainKey("muster-session");
      assertThat(gateway.sessions()).isZero();
    }

    @Test
    void saysWhenTooManySignInsFailed() {
      Response response = flow.signIn(browser, "wait");
      isAPage(response, 429);
      assertThat(Browser.text(response)).contains(escaped(Messages.TOO_MANY.en()));
      assertThat(Browser.header(response, "Retry-After")).isEqualTo("60");
    }

    @ParameterizedTest
    @CsvSource({"ABSENT, 503", "THROTTLED, 502", "UNAVAILABLE, 502"})
    void letsSomebodyTryAgainWhereThePlatformFailed(String fault, int status) {
      Response response = flow.signIn(browser, "fail-" + fault);
      isAPage(response, status);
      assertThat(Browser.text(response))
          .contains("Try again", "/login/wecom?client_id=shop&amp;redirect_uri=");
    }

    @ParameterizedTest
    @CsvSource({"CREDENTIAL", "CONFIGURATION"})
    void tellsWhoHasToActWhereThePlatformRefusesOurSetUp(String fault) {
      Response response = flow.signIn(browser, "fail-" + fault);
      isAPage(response, 502);
      assertThat(Browser.text(response))
          .contains("An administrator has to change it", "error=server_error")
          .doesNotContainIgnoringCase("try again")
          .doesNotContain("/login/wecom", "Other ways");
      gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
      flow.with("identity_source", "wecom");
      assertThat(Browser.text(flow.signIn(browser.languages("zh-CN"), "fail-" + fault)))
          .contains("需要管理员修改", "其他登录方式")
          .doesNotContain("重试");
    }

    @Test
    void holdsTheSessionInACookieOfTheTenantAlone() {
      Response response = flow.signIn(browser, "ok-alice");
      assertThat(Browser.headers(response, "Set-Cookie"))
          .anySatisfy(
              cookie ->
                  assertThat(cookie)
                      .startsWith("muster-session=")
                      .contains("; Path=/t/acme;", "; HttpOnly", "; SameSite=Lax")
                      .doesNotContain("Secure", "Domain"));
    }

    @Test
    void marksCookiesSecureBehindHttps() {
      Gateway secure = new Gateway("https://id.corp.example");
      Response response = new Flow(secure).signIn(new Browser(secure), "ok-alice");
      assertThat(Browser.headers(response, "Set-Cookie"))
          .hasSize(2)
          .allMatch(cookie -> cookie.contains("; Secure"))
          .anyMatch(cookie -> cookie.startsWith("__Host-muster-session-acme="));
    }

    @Test
    void showsSomebodyWithoutAClientWhoTheyAre() {
      String address = "/t/" + Gateway.TENANT + "/login";
      String state =
          Browser.parameter(Browser.location(browser.get(address)), "state").orElseThrow();
      Response response = flow.callback(browser, state, "ok-alice");
      assertThat(Browser.location(response)).isEqualTo(gateway.issuer() + "/account");
      String page = Browser.text(browser.get(Browser.location(response)));
      assertThat(page).contains("Alice &lt;b&gt;Li&lt;/b&gt;", "Sign out").doesNotContain("<b>");
    }

    @Test
    void readsTheCodeWhereThePlatformPutsIt() {
      gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
      String state = flow.with("identity_source", "ding").start(browser);
      Response response =
          browser.get(
              "/t/" + Gateway.TENANT + "/login/ding/callback?authCode=ok-alice&state=" + state);
      assertThat(Browser.parameter(Browser.location(response), "code")).isPresent();
    }
  }
}
