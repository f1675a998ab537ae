package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.SignInMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
  private static final String WECOM = "Mozilla/5.0 MicroMessenger/7.0.1 WXWork/4.1.6";

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  private static boolean hasCode(Response response) {
    return Browser.parameter(Browser.location(response), "code").isPresent();
  }

  /** A sibling host can set a cookie for its parent domain. */
  @Nested
  class PlantedBesideOurs {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "muster-session=planted",
          "muster-session=",
          "muster-session=a; muster-session=b",
          "muster-session=%00; x=y; muster-session=\"b\""
        })
    void hideNoSession(String planted) {
      flow.signIn(browser, "ok-alice");
      browser.planted(planted);
      assertThat(hasCode(browser.get(flow.authorize()))).isTrue();
      String account = "/t/" + Gateway.TENANT + "/account";
      assertThat(Browser.text(browser.get(account))).contains("Sign out");
    }

    @Test
    void hideNoSignInThatHasBegun() {
      String state = flow.start(browser);
      String name = gateway.signIns.cookieName(state);
      browser.planted(name + "=planted; " + name + "=another");
      assertThat(hasCode(flow.callback(browser, state, "ok-alice"))).isTrue();
    }

    @Test
    void makeNobodySomebodyElse() {
      Browser attacker = new Browser(gateway);
      flow.signIn(attacker, "ok-mallory");
      flow.signIn(browser, "ok-alice");
      browser.planted("muster-session=" + attacker.cookies().get("muster-session"));
      assertThat(Browser.location(browser.get(flow.authorize())))
          .startsWith("https://platform.example/");
    }

    @Test
    void sendNobodyRoundForEver() {
      browser.userAgent(WECOM);
      flow.signIn(browser, "ok-alice");
      browser.planted("muster-session=a; muster-session=b; muster-session=c");
      Response page = browser.get(Browser.location(browser.get(flow.authorize())));
      assertThat(page.status()).isEqualTo(200);
      assertThat(Browser.text(page)).contains("href=\"/t/acme/login/wecom?client_id=shop&amp;");
      assertThat(gateway.signIns.begins()).hasSize(1);
    }
  }

  @Nested
  class ASecondSilentRoundInARow {
    private void signsInSilently() {
      flow.signIn(browser.userAgent(WECOM), "ok-alice");
      assertThat(gateway.signIns.begins().get(0).method()).isEqualTo(SignInMethod.IN_APP);
      gateway.endSessions();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/oauth2/authorize?",
          "/oauth2/authorize?identity_source=wecom&",
          "/oauth2/authorize?prompt=login&",
          "/login?",
          "/login?identity_source=wecom&"
        })
    void showsThePage(String path) {
      signsInSilently();
      Response response = browser.get("/t/" + Gateway.TENANT + path + flow.query());
      if (response.status() == 303) {
        response = browser.get(Browser.location(response));
      }
      assertThat(response.status()).isEqualTo(200);
      assertThat(Browser.text(response)).contains("Sign in to Webshop", "/login/wecom?");
      assertThat(gateway.signIns.begins()).hasSize(1);
    }

    @Test
    void beginsWhereThePersonWantsIt() {
      signsInSilently();
      Response response = browser.get("/t/" + Gateway.TENANT + "/login/wecom?" + flow.query());
      assertThat(Browser.location(response)).startsWith("https://platform.example/");
    }

    @Test
    void isNoneWhereTheSessionIsThereAndTheClientWantsANewOne() {
      flow.signIn(browser.userAgent(WECOM), "ok-alice");
      Response again = browser.get(flow.with("prompt", "login").authorize());
      assertThat(Browser.location(again)).startsWith("https://platform.example/");
    }

    @Test
    void isNoneWhereSomebodySignsInAtThePlatformsPage() {
      flow.signIn(browser, "ok-alice");
      gateway.endSessions();
      assertThat(flow.start(browser)).isNotEmpty();
    }

    @Test
    void isForgottenSoon() {
      assertThat(Browser.headers(flow.signIn(browser.userAgent(WECOM), "ok-alice"), "Set-Cookie"))
          .anyMatch(cookie -> cookie.startsWith("muster-silent=1; Path=/t/acme; Max-Age=60;"));
    }
  }

  @Nested
  class BehindTls {
    private final Gateway secure = new Gateway("https://id.corp.example");
    private final Browser browser = new Browser(secure);
    private final Flow flow = new Flow(secure);

    private String start(String tenant) {
      Response response = browser.get("/t/" + tenant + "/login");
      return Browser.parameter(Browser.location(response), "state").orElseThrow();
    }

    private Response callback(String tenant, String state) {
      return browser.get("/t/" + tenant + "/login/wecom/callback?code=ok-li&state=" + state);
    }

    private void secondTenant() {
      secure.source("other", "wecom", "企业微信", "wechatwork");
    }

    @Test
    void areOfThisHostAlone() {
      browser.userAgent(WECOM);
      Response begun = browser.get(flow.authorize());
      String state = Browser.parameter(Browser.location(begun), "state").orElseThrow();
      Response ended = flow.callback(browser, state, "ok-alice");
      for (Response response : new Response[] {begun, ended}) {
        assertThat(Browser.headers(response, "Set-Cookie"))
            .isNotEmpty()
            .allMatch(cookie -> cookie.startsWith("__Host-muster-"))
            .allMatch(cookie -> cookie.contains("; Path=/;") && cookie.contains("; Secure;"))
            .noneMatch(cookie -> cookie.contains("Domain"));
      }
      assertThat(hasCode(browser.get(flow.authorize()))).isTrue();
    }

    @Test
    void arePlantedByNobodyUnderAnotherName() {
      flow.signIn(browser, "ok-alice");
      String token = browser.cookies().get("__Host-muster-session-acme");
      Browser other = new Browser(secure).planted("muster-session=" + token);
      other.cookies().put("__Secure-muster-session", token);
      assertThat(Browser.location(other.get(flow.authorize())))
          .startsWith("https://platform.example/");
    }

    @Test
    void keepTenantsApart() {
      secondTenant();
      callback(Gateway.TENANT, start(Gateway.TENANT));
      assertThat(browser.get("/t/other/account").status()).isEqualTo(303);
      callback("other", start("other"));
      assertThat(browser.get("/t/other/account").status()).isEqualTo(200);
      assertThat(browser.get("/t/acme/account").status()).isEqualTo(200);
      assertThat(browser.cookies())
          .containsKeys("__Host-muster-session-acme", "__Host-muster-session-other");
    }

    @Test
    void letTenantsSignInsGoOnSideBySide() {
      secondTenant();
      String mine = start(Gateway.TENANT);
      for (int i = 0; i < 20; i++) {
        start("other");
      }
      assertThat(browser.cookies()).hasSize(6);
      assertThat(Browser.location(callback(Gateway.TENANT, mine)))
          .isEqualTo("https://id.corp.example/t/acme/account");
    }

    @Test
    void makeNoRequestLongerThanAServerTakes() {
      secondTenant();
      String longest = "/t/other/login/wecom?ui_locales=en";
      for (int i = 0; i < 4; i++) {
        browser.cookies().put("__Host-muster-signin-" + i + "-acme", "x".repeat(1500));
      }
      browser.get(longest);
      assertThat(browser.cookies())
          .doesNotContainKeys("__Host-muster-signin-0-acme", "__Host-muster-signin-1-acme")
          .containsKeys("__Host-muster-signin-2-acme", "__Host-muster-signin-3-acme");
    }

    @Test
    void repeatNoNameThatIsNotOurs() {
      browser.cookies().put("__Host-muster-signin-0-<evil>", "x".repeat(5000));
      assertThat(Browser.headers(browser.get("/t/acme/login"), "Set-Cookie"))
          .noneMatch(cookie -> cookie.contains("evil"));
    }
  }
}
