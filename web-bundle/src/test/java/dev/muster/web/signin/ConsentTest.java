package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Consent to clients that are not the company's own (OpenID Connect Core, sections 3.1.2.4, 11).
 */
class ConsentTest {
  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private Flow flow = new Flow(gateway).with("scope", "openid email");

  @BeforeEach
  void register() {
    gateway.client("shop", Gateway.draftOfAThirdParty());
  }

  private static boolean asks(Response response) {
    return response.status() == 200 && Browser.text(response).contains("name=\"decision\"");
  }

  /** Signs in, and goes on to where that leads. */
  private Response arrive() {
    Response signedIn = flow.signIn(browser, "ok-alice");
    assertThat(signedIn.status()).isEqualTo(303);
    assertThat(Browser.location(signedIn)).startsWith(gateway.issuer() + "/oauth2/authorize?");
    return browser.get(Browser.location(signedIn));
  }

  private Response authorize() {
    return browser.get(flow.authorize());
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1).replace("&amp;", "&").replace("&#39;", "'");
  }

  private static String action(Response page) {
    return found("action=\"(/t/acme/oauth2/consent[^\"]*)\"", Browser.text(page));
  }

  private static String token(Response page) {
    return found("name=\"csrf\" value=\"([^\"]+)\"", Browser.text(page));
  }

  private Response press(Response page, String decision) {
    return browser.post(action(page), Flow.form(Map.of("csrf", token(page), "decision", decision)));
  }

  private String code(Response response) {
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).startsWith(Gateway.CALLBACK);
    return Browser.parameter(Browser.location(response), "code").orElseThrow();
  }

  private void tells(Response response, String error) {
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).startsWith(Gateway.CALLBACK);
    assertThat(Browser.parameter(Browser.location(response), "error")).contains(error);
    assertThat(Browser.parameter(Browser.location(response), "state")).contains(flow.state());
    assertThat(Browser.parameter(Browser.location(response), "code")).isEmpty();
  }

  @Test
  void isAskedForOnceAndRemembered() {
    Response page = arrive();
    assertThat(asks(page)).isTrue();
    assertThat(flow.token(code(press(page, "allow"))).status()).isEqualTo(200);

    assertThat(flow.token(code(authorize())).status()).isEqualTo(200);
    Browser another = new Browser(gateway);
    assertThat(flow.token(code(flow.signIn(another, "ok-alice"))).status()).isEqualTo(200);
  }

  @Test
  void isAskedForByAPageThatWorksWithoutScript() {
    Response page = arrive();
    String html = Browser.text(page);

    assertThat(html)
        .contains(
            "Webshop", "Alice &lt;b&gt;Li", "your email address", "shop.example", "lang=\"en\"")
        .doesNotContain("<script");
    assertThat(html.length()).isLessThan(30_000);
    assertThat(Browser.header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(Browser.header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(Browser.text(new Browser(gateway).get(flow.with("ui_locales", "zh-CN").authorize())))
        .doesNotContain("decision");
    assertThat(Browser.text(browser.get(flow.with("ui_locales", "zh-CN").authorize())))
        .contains("申请获取", "邮箱", "允许", "拒绝", "lang=\"zh-CN\"");
  }

  @Test
  void thatIsDeclinedIsToldToTheClientAndNotStored() {
    tells(press(arrive(), "decline"), "access_denied");
    assertThat(asks(authorize())).isTrue();
  }

  @Test
  void isAskedForAgainForMore() {
    press(arrive(), "allow");
    flow.with("scope", "openid email profile");
    assertThat(asks(authorize())).isTrue();
    code(press(authorize(), "allow"));
    assertThat(code(authorize())).isNotEmpty();
    assertThat(code(browser.get(flow.with("scope", "openid profile").authorize()))).isNotEmpty();
  }

  @Test
  void lastsAYearForEachScopeThatThePageShowed() {
    press(arrive(), "allow");
    gateway.clock.advance(Duration.ofDays(300));
    flow.with("scope", "openid profile");
    press(arrive(), "allow");
    gateway.clock.advance(Duration.ofDays(64));
    assertThat(code(flow.with("scope", "openid email").signIn(browser, "ok-alice"))).isNotEmpty();

    gateway.clock.advance(Duration.ofDays(1));
    assertThat(asks(arrive())).isTrue();
    assertThat(asks(browser.get(flow.with("scope", "openid profile").authorize()))).isFalse();
    assertThat(gateway.core.clientGrants.list(Gateway.TENANT, gateway.userId("alice")))
        .singleElement()
        .satisfies(
            grant -> assertThat(grant.scope()).containsExactlyInAnyOrder("openid", "profile"));
    press(browser.get(flow.with("scope", "openid email").authorize()), "allow");
    assertThat(code(browser.get(flow.with("scope", "openid email profile").authorize())))
        .isNotEmpty();
  }

  @Test
  void isAskedForAgainWhereTheClientWantsIt() {
    press(arrive(), "allow");
    flow.with("prompt", "consent");
    assertThat(asks(authorize())).isTrue();
    assertThat(code(press(authorize(), "allow"))).isNotEmpty();

    Browser another = new Browser(gateway);
    Response signedIn = flow.signIn(another, "ok-alice");
    assertThat(Browser.parameter(Browser.location(signedIn), "code")).isEmpty();
    assertThat(asks(another.get(Browser.location(signedIn)))).isTrue();

    Response signsInFirst = browser.get(flow.with("prompt", "login consent").authorize());
    assertThat(Browser.location(signsInFirst)).startsWith("https://platform.example/");
  }

  @Test
  void isNotAskedForWithPromptNone() {
    arrive();
    tells(browser.get(flow.with("prompt", "none").authorize()), "consent_required");
    flow = new Flow(gateway).with("scope", "openid email");
    press(authorize(), "allow");
    assertThat(code(browser.get(flow.with("prompt", "none").authorize()))).isNotEmpty();
    tells(new Browser(gateway).get(flow.authorize()), "login_required");
  }

  @Test
  void isNotAskedForByTheCompanysOwn() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    flow.with("prompt", "consent");
    assertThat(code(flow.signIn(browser, "ok-alice"))).isNotEmpty();
    assertThat(code(authorize())).isNotEmpty();
  }

  @Test
  void isNotAskedOfAnotherPersonThanTheClientMeans() {
    arrive();
    flow.with("hinted_user", "somebody-else");
    assertThat(asks(authorize())).isFalse();
    tells(browser.get(flow.with("prompt", "none").authorize()), "login_required");
  }

  @Test
  void isOfTheClientAsItWasCreated() {
    press(arrive(), "allow");
    gateway.removeClient("shop");
    gateway.clock.advance(Duration.ofSeconds(1));
    gateway.client("shop", Gateway.draftOfAThirdParty());
    assertThat(asks(authorize())).isTrue();
    assertThat(code(press(authorize(), "allow"))).isNotEmpty();
  }

  @Test
  void isWhatOfflineAccessTakes() {
    flow.with("scope", "openid offline_access");
    Response page = arrive();
    assertThat(Browser.text(page)).doesNotContain("while you are away");
    assertThat(Browser.text(flow.token(code(press(page, "allow")))))
        .doesNotContain("refresh_token");

    flow.with("prompt", "consent");
    Response asked = authorize();
    assertThat(Browser.text(asked)).contains("while you are away");
    String answer = Browser.text(flow.token(code(press(asked, "allow"))));
    assertThat(answer).contains("\"refresh_token\":");
  }

  @Test
  void isWhatClaimsByNameTakeOnceAClientIsNotTheCompanysOwn() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    flow.with("scope", "openid offline_access").with("claims", "{\"userinfo\":{\"email\":null}}");
    String first = Browser.text(flow.token(code(flow.signIn(browser, "ok-alice"))));
    assertThat(Browser.text(flow.userInfo(found("\"access_token\":\"([^\"]+)\"", first))))
        .contains("\"email\":");

    gateway.client("shop", Gateway.draftOfAThirdParty());
    Flow now = new Flow(gateway).with("scope", "openid offline_access").with("prompt", "consent");
    code(press(browser.get(now.authorize()), "allow"));
    String form =
        Flow.form(
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                found("\"refresh_token\":\"([^\"]+)\"", first)));
    String later = Browser.text(flow.post(form, Flow.basic("shop", Gateway.secret("shop"))));
    assertThat(Browser.text(flow.userInfo(found("\"access_token\":\"([^\"]+)\"", later))))
        .contains("\"sub\":")
        .doesNotContain("email");

    now.with("scope", "openid email");
    code(press(browser.get(now.authorize()), "allow"));
    assertThat(Browser.text(flow.userInfo(found("\"access_token\":\"([^\"]+)\"", later))))
        .contains("\"email\":");
  }

  @Nested
  class OnTheAccountPage {
    private Response withdraw() {
      Response page = browser.get("/t/acme/account");
      assertThat(Browser.text(page)).contains("Webshop");
      return browser.post(
          "/t/acme/account", Flow.form(Map.of("csrf", token(page), "withdraw", "shop")));
    }

    @Test
    void isListedAndWithdrawnWithWhatWasGranted() {
      flow.with("scope", "openid offline_access").with("prompt", "consent");
      String answer = Browser.text(flow.token(code(press(arrive(), "allow"))));
      String refreshToken = found("\"refresh_token\":\"([^\"]+)\"", answer);
      withdraw();

      assertThat(
              flow.post(
                      Flow.form(
                          Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)),
                      Flow.basic("shop", Gateway.secret("shop")))
                  .status())
          .isEqualTo(400);
      flow = new Flow(gateway).with("scope", "openid");
      assertThat(asks(authorize())).isTrue();
    }

    @Test
    void isListedWhenNothingWorksOfWhatWasGranted() {
      flow.token(code(press(arrive(), "allow")));
      gateway.clock.advance(Duration.ofHours(1));
      withdraw();
      assertThat(asks(authorize())).isTrue();
      assertThat(Browser.text(browser.get("/t/acme/account"))).doesNotContain("Webshop");
    }
  }

  @Nested
  class AFormFromElsewhere {
    @Test
    void givesNothingWithoutTheTokenOfThePage() {
      Response page = arrive();
      for (String wrong : new String[] {"", "x", token(page) + "x"}) {
        Response answer =
            browser.post(action(page), Flow.form(Map.of("csrf", wrong, "decision", "allow")));
        assertThat(answer.status()).isEqualTo(403);
      }
      assertThat(asks(authorize())).isTrue();
    }

    @Test
    void givesNothingWithTheTokenOfAnotherRequest() {
      Response less = arrive();
      Response more = browser.get(flow.with("scope", "openid email profile").authorize());
      Response answer =
          browser.post(action(more), Flow.form(Map.of("csrf", token(less), "decision", "allow")));
      assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void givesNothingWithTheTokenOfAnotherPerson() {
      Response page = arrive();
      Browser mallory = new Browser(gateway);
      Response theirs = mallory.get(Browser.location(flow.signIn(mallory, "ok-bob")));
      assertThat(
              browser
                  .post(action(page), Flow.form(Map.of("csrf", token(theirs), "decision", "allow")))
                  .status())
          .isEqualTo(403);
    }

    @Test
    void givesNothingWithoutASession() {
      Response page = arrive();
      Response answer =
          new Browser(gateway)
              .post(action(page), Flow.form(Map.of("csrf", token(page), "decision", "allow")));
      assertThat(answer.status()).isEqualTo(303);
      assertThat(Browser.location(answer)).startsWith(gateway.issuer() + "/oauth2/authorize?");
    }

    @Test
    void isAskedAgainAfterAnAnswerThatIsNone() {
      Response answer = press(arrive(), "perhaps");
      assertThat(asks(browser.get(Browser.location(answer)))).isTrue();
    }
  }

  @Test
  void goesOnOnceAClientIsTheCompanysOwn() {
    Client.Settings own = Gateway.draftWithRefreshTokens();
    Response page = arrive();
    gateway.client("shop", own);
    assertThat(code(press(page, "allow"))).isNotEmpty();
    assertThat(code(authorize())).isNotEmpty();
  }
}
