package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
  private static final String LOGIN = "/t/" + Gateway.TENANT + "/login";
  private static final String WECOM = "Mozilla/5.0 MicroMessenger/7.0.1 WXWork/4.1.6";
  private static final String WECHAT = "Mozilla/5.0 MicroMessenger/8.0";

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  private void secondSource() {
    gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
  }

  private void clientWith(String... sources) {
    gateway.client(
        "shop",
        Gateway.draft(true, AuthMethod.CLIENT_SECRET_BASIC, "RS256", Set.of(sources), true));
  }

  private SignInMethod method() {
    return gateway.signIns.begins().get(0).method();
  }

  @Nested
  class Choosing {
    @Test
    void offersSourcesThatCarryTheRequestAlong() {
      secondSource();
      Response page = browser.get(Browser.location(browser.get(flow.authorize())));
      assertThat(page.status()).isEqualTo(200);
      assertThat(Browser.text(page))
          .contains("Sign in to Webshop", "Acme 集团", "企业微信", "钉钉")
          .contains("href=\"/t/acme/login/ding?client_id=shop&amp;")
          .doesNotContain("<script", "style=");
      Response start = browser.get(LOGIN + "/ding?" + flow.query());
      assertThat(Browser.location(start)).startsWith("https://platform.example/");
    }

    @Test
    void skipsThePageWhereThereIsOneSource() {
      assertThat(Browser.location(browser.get(LOGIN))).startsWith("https://platform.example/");
      assertThat(method()).isEqualTo(SignInMethod.BROWSER);
    }

    @Test
    void skipsThePageWhereTheClientMayUseOneSource() {
      secondSource();
      clientWith("ding");
      flow.start(browser);
      assertThat(gateway.signIns.begins().get(0).source()).isEqualTo("ding");
    }

    @ParameterizedTest
    @CsvSource({"oauth2/authorize", "login"})
    void skipsThePageWhereTheSourceIsNamed(String path) {
      secondSource();
      browser.get(
          "/t/" + Gateway.TENANT + "/" + path + "?" + flow.query() + "&identity_source=ding");
      assertThat(gateway.signIns.begins().get(0).source()).isEqualTo("ding");
    }

    @ParameterizedTest
    @CsvSource({"oauth2/authorize", "login"})
    void takesTheSourceThatTheHintNames(String path) {
      secondSource();
      flow.with("login_hint", "ding");
      browser.get("/t/" + Gateway.TENANT + "/" + path + "?" + flow.query());
      assertThat(gateway.signIns.begins().get(0).source()).isEqualTo("ding");
    }

    @ParameterizedTest
    @CsvSource({"alice", "nobody@corp.example", "DING", "guests"})
    void carriesAnyOtherHintAlongAndLooksNobodyUp(String hint) {
      secondSource();
      flow.with("login_hint", hint);
      Response page = browser.get(LOGIN + "?" + flow.query());
      assertThat(page.status()).isEqualTo(200);
      assertThat(Browser.text(page))
          .contains("login_hint=" + hint.replace("@", "%40"), "企业微信", "钉钉");
      assertThat(gateway.signIns.begins()).isEmpty();
    }

    @Test
    void lettingSomebodyChooseTakesNoHint() {
      secondSource();
      flow.with("login_hint", "ding");
      assertThat(Browser.text(browser.get(LOGIN + "?choose=all&" + flow.query()))).contains("企业微信");
      assertThat(Browser.location(browser.get(flow.with("prompt", "select_account").authorize())))
          .contains("choose=all");
      assertThat(gateway.signIns.begins()).isEmpty();
    }

    @Test
    void doesNotTakeAHintedSourceThatIsNotForThisClient() {
      secondSource();
      clientWith("wecom");
      flow.with("login_hint", "ding").start(browser);
      assertThat(gateway.signIns.begins().get(0).source()).isEqualTo("wecom");
    }

    @Test
    void carriesNoHintThatIsTooLong() {
      secondSource();
      flow.with("login_hint", "a".repeat(255));
      assertThat(Browser.text(browser.get(LOGIN + "?" + flow.query())))
          .doesNotContain("login_hint");
      flow.with("login_hint", "a".repeat(254));
      assertThat(Browser.text(browser.get(LOGIN + "?" + flow.query()))).contains("login_hint");
    }

    @Test
    void saysThatThereIsNoWay() {
      gateway.source(Gateway.TENANT, "nothing", "Nothing", "ding");
      clientWith("nothing");
      gateway.removeSource("nothing");
      Response response = browser.get(LOGIN + "?" + flow.query());
      assertThat(response.status()).isEqualTo(404);
      assertThat(Browser.text(response)).contains("no way to sign in");
    }

    @ParameterizedTest
    @CsvSource({"wecom-2", "..%2f", "WECOM", "callback"})
    void knowsNoSourceThatIsNotThere(String source) {
      Response response = browser.get(LOGIN + "/" + source + "?" + flow.query());
      assertThat(response.status()).isIn(400, 404);
      assertThat(gateway.signIns.begins()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "login/ding?",
      "login?identity_source=ding&",
      "oauth2/authorize?identity_source=ding&"
    })
    void refusesASourceThatIsNotForThisClient(String path) {
      secondSource();
      clientWith("wecom");
      Response response = browser.get("/t/" + Gateway.TENANT + "/" + path + flow.query());
      assertThat(response.status()).isEqualTo(404);
      assertThat(gateway.signIns.begins()).isEmpty();
    }

    @Test
    void saysThatASourceIsNotThereInTheLanguageThatIsChosen() {
      String page = Browser.text(browser.get(LOGIN + "/nothing?" + flow.query()));
      assertThat(page)
          .contains("Acme 集团", "isn&#39;t available")
          .contains("href=\"?client_id=shop&amp;", "ui_locales=zh-CN\"");
      page = Browser.text(browser.get(LOGIN + "/nothing?ui_locales=zh-CN&" + flow.query()));
      assertThat(page).contains("此登录方式不可用");
    }

    @Test
    void saysWhatIsWrongWithARequestInTheLanguageThatItAsksFor() {
      flow.with("redirect_uri", "https://evil.example/").with("ui_locales", "zh-CN");
      for (String path : new String[] {LOGIN, "/t/" + Gateway.TENANT + "/oauth2/authorize"}) {
        String page = Browser.text(browser.get(path + "?" + flow.query()));
        assertThat(page).contains("Acme 集团", "应用发送的请求有误").doesNotContain("evil");
      }
    }

    @Test
    void validatesTheRequestAtEveryStep() {
      flow.with("redirect_uri", "https://evil.example/");
      for (String path : new String[] {"", "/wecom"}) {
        assertThat(browser.get(LOGIN + path + "?" + flow.query()).status()).isEqualTo(400);
      }
      assertThat(gateway.signIns.begins()).isEmpty();
    }

    @Test
    void knowsNoTenantThatIsNotThere() {
      assertThat(browser.get("/t/nobody/login?choose=all").status()).isEqualTo(404);
    }
  }

  @Nested
  class InThePlatformsClient {
    @Test
    void takesThePlatformsSourceSilently() {
      secondSource();
      flow.start(browser.userAgent(WECOM));
      assertThat(gateway.signIns.begins().get(0).source()).isEqualTo("wecom");
      assertThat(method()).isEqualTo(SignInMethod.IN_APP);
    }

    @Test
    void doesNotTakeWeChatForWeCom() {
      flow.start(browser.userAgent(WECHAT));
      assertThat(method()).isEqualTo(SignInMethod.BROWSER);
    }

    @Test
    void hidesOthersBehindALink() {
      secondSource();
      gateway.source(Gateway.TENANT, "wecom-2", "子公司", "wechatwork");
      String page = Browser.text(browser.userAgent(WECOM).get(LOGIN));
      assertThat(page).contains("企业微信", "子公司", "Other ways").doesNotContain("钉钉");
      assertThat(Browser.text(browser.get(LOGIN + "?choose=all"))).contains("企业微信", "钉钉");
    }
  }

  @Nested
  class Beginning {
    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 404", "PLATFORM_UNAVAILABLE, 503", "INVALID_VALUE, 502"})
    void tellsThatItCannotBegin(ProblemCode code, int status) {
      gateway.signIns.refuseToBegin(
          new ProblemException(code, new Text("INNER TEXT", "INNER TEXT")));
      Response response = browser.get(flow.authorize());
      assertThat(response.status()).isEqualTo(status);
      assertThat(Browser.text(response)).doesNotContain("INNER TEXT");
    }

    @Test
    void keepsTheSignInInACookieThatNoScriptReads() {
      Response response = browser.get(flow.authorize());
      assertThat(Browser.header(response, "Set-Cookie"))
          .startsWith(SignIns.COOKIE_PREFIX)
          .contains("; Path=/t/acme;", "Max-Age=600", "; HttpOnly", "; SameSite=Lax")
          .doesNotContain("Domain");
    }

    @Test
    void keepsNoMoreSignInsThanAFew() {
      for (int i = 0; i < 20; i++) {
        flow.start(browser);
      }
      assertThat(browser.cookies()).hasSize(5);
      String newest = flow.start(browser);
      assertThat(browser.cookies()).containsKey(gateway.signIns.cookieName(newest));
    }

    @Test
    void letsTwoTabsSignInSideBySide() {
      String first = flow.start(browser);
      String second = flow.start(browser);
      assertThat(Browser.parameter(Browser.location(flow.callback(browser, first, "ok-a")), "code"))
          .isPresent();
      assertThat(
              Browser.parameter(Browser.location(flow.callback(browser, second, "ok-b")), "code"))
          .isPresent();
    }
  }

  @Nested
  class Languages {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "zh-CN,zh;q=0.9,en;q=0.8 | zh-CN",
          "zh | zh-CN",
          "en-GB,zh;q=0.5 | en",
          "fr-FR,zh;q=0.5 | zh-CN",
          "fr | en",
          "zhx | en"
        })
    void speaksWhatTheBrowserAsksFor(String languages, String tag) {
      Response page = browser.languages(languages).get(LOGIN + "?choose=all");
      assertThat(Browser.text(page)).contains("<html lang=\"" + tag + "\">");
      assertThat(Browser.header(page, "Content-Language")).isEqualTo(tag);
    }

    @Test
    void heedsTheAddressFirstAndOffersTheOther() {
      Response page = browser.languages("en").get(LOGIN + "?choose=all&ui_locales=fr%20zh-CN");
      assertThat(Browser.text(page)).contains("登录", "ui_locales=en");
    }

    @Test
    void keepsTheLanguageOnTheWayBack() {
      flow.with("ui_locales", "zh-CN");
      assertThat(Browser.text(flow.signIn(browser, "refuse-NO_ACCOUNT"))).contains("您还没有账号");
      assertThat(gateway.signIns.begins().get(0).language()).isEqualTo("zh-CN");
    }
  }

  @Test
  void guardsEveryPage() {
    Response page = browser.get(LOGIN + "?choose=all");
    assertThat(Browser.header(page, "Content-Security-Policy"))
        .contains(
            "default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(Browser.header(page, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(Browser.header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(Browser.header(page, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void servesItsStyleUnderANameThatChangesWithIt() {
    String page = Browser.text(browser.get(LOGIN + "?choose=all"));
    String path = page.replaceAll("(?s).*href=\"(/signin/[^\"]+)\".*", "$1");
    Response style = browser.get(path);
    assertThat(style.status()).isEqualTo(200);
    assertThat(style.contentType()).startsWith("text/css");
    assertThat(Browser.header(style, "Cache-Control")).contains("immutable");
    assertThat(browser.get("/signin/style-0.css").status()).isEqualTo(404);
  }

  @Test
  void tellsANativeAppWhatThePlatformsSdkNeeds() {
    assertThat(Browser.text(browser.get(LOGIN + "/wecom/mobile-config")))
        .contains("\"corpId\":\"ww1\"", "\"agentId\"", "\"schema\"")
        .doesNotContain("secret");
    assertThat(browser.get(LOGIN + "/nothing/mobile-config").status()).isEqualTo(404);
  }
}
