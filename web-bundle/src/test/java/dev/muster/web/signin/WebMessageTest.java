package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.core.testing.TestCore;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a client gets as a message to the window that opened ours. */
class WebMessageTest {
  private static final String LOGIN = "/t/" + Gateway.TENANT + "/login";
  private static final String OPENER_POLICY = "Cross-Origin-Opener-Policy";
  private static final Pattern POSTED =
      Pattern.compile("postMessage\\((\\{.*}),\"([^\"]*)\"\\);}</script>");

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway).with("response_mode", "web_message");

  /** The message, and to whom it goes. */
  private static String posted(Response response, String origin) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(Browser.location(response)).isEmpty();
    Matcher posted = POSTED.matcher(Browser.text(response));
    assertThat(posted.find()).as(Browser.text(response)).isTrue();
    assertThat(posted.group(2)).isEqualTo(origin);
    return posted.group(1);
  }

  private static String posted(Response response) {
    return posted(response, "https://shop.example");
  }

  private void severs(Response page) {
    assertThat(Browser.headers(page, OPENER_POLICY)).containsExactly("same-origin");
  }

  private void reaches(Response page) {
    assertThat(Browser.headers(page, OPENER_POLICY)).isEmpty();
    assertThat(Browser.header(page, "X-Frame-Options")).isEqualTo("DENY");
  }

  @Nested
  class Posts {
    @Test
    void theCodeToTheOriginOfTheRedirectUri() {
      String message = posted(flow.signIn(browser, "ok-alice"));
      assertThat(message)
          .contains("\"type\":\"authorization_response\"", "\"state\":\"st~1 &=\"")
          .contains("\"iss\":\"" + gateway.issuer() + "\"")
          .doesNotContain("error");
      Matcher code = Pattern.compile("\"code\":\"([^\"]+)\"").matcher(message);
      assertThat(code.find()).isTrue();
      assertThat(flow.token(code.group(1)).status()).isEqualTo(200);
    }

    @Test
    void theCodeOfASessionThatIsThereAlready() {
      new Flow(gateway).signIn(browser, "ok-alice");
      assertThat(posted(browser.get(flow.authorize()))).contains("\"code\":\"");
    }

    @Test
    void thatNobodyIsSignedIn() {
      flow.with("prompt", "none");
      assertThat(posted(browser.get(flow.authorize()))).contains("\"error\":\"login_required\"");
    }

    @Test
    void thatThePersonDeclined() {
      String state = flow.start(browser);
      Response declined = browser.get(Flow.callbackPath() + "?state=" + state);
      assertThat(posted(declined)).contains("\"error\":\"access_denied\"", "st~1 &=");
    }

    @Test
    void whatIsWrongWithTheRequest() {
      flow.without("code_challenge");
      for (String at : List.of(flow.authorize(), LOGIN + "?" + flow.query())) {
        assertThat(posted(browser.get(at))).contains("\"error\":\"invalid_request\"", "PKCE");
      }
    }

    @Test
    void thatThePersonWasRefusedWhenTheyGoBack() {
      String page = Browser.text(flow.signIn(browser, "refuse-NOT_IN_RANGE"));
      Matcher back = Pattern.compile("href=\"([^\"]+/oauth2/web-message[^\"]+)\"").matcher(page);
      assertThat(back.find()).as(page).isTrue();
      Response answer = browser.get(back.group(1).replace("&amp;", "&"));
      assertThat(posted(answer)).contains("\"error\":\"access_denied\"").doesNotContain("code");
    }

    @Test
    void byOneScriptThatAPolicyAllowsAndNothingElse() {
      Response first = flow.signIn(browser, "ok-alice");
      Response second = browser.get(flow.authorize());
      Matcher nonce =
          Pattern.compile("script-src 'nonce-([^']+)';")
              .matcher(Browser.header(first, "Content-Security-Policy"));
      assertThat(nonce.find()).isTrue();
      assertThat(Browser.text(first)).contains("<script nonce=\"" + nonce.group(1) + "\">");
      assertThat(Browser.header(first, "Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'")
          .doesNotContain("unsafe");
      assertThat(Browser.header(second, "Content-Security-Policy")).doesNotContain(nonce.group(1));
      assertThat(first.gzip()).isNull();
      assertThat(Browser.text(first)).doesNotContain("\"*\"", "close()");
    }

    @Test
    void aStateThatWouldEndTheScriptAsText() {
      flow.with("state", "</script><!--<script>\"'\u2028");
      String page = Browser.text(browser.get(flow.with("prompt", "none").authorize()));
      assertThat(page).contains("\\u003c/script>\\u003c!--").containsOnlyOnce("</script>");
    }

    @Test
    void toTheOneOfSeveralOriginsThatWasAskedFor() {
      String local = "http://127.0.0.1:4711/done?x=1";
      gateway.client(
          "shop",
          Gateway.draft(Gateway.draft(), List.of(URI.create(Gateway.CALLBACK), URI.create(local))));
      flow.with("redirect_uri", local);
      assertThat(posted(flow.signIn(browser, "ok-alice"), "http://127.0.0.1:4711"))
          .contains("code");
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/callback", "https://shop.example/other"})
    void anAddressThatIsNotRegistered(String uri) {
      flow.with("redirect_uri", uri);
      for (String at :
          List.of(
              flow.authorize(),
              LOGIN + "?" + flow.query(),
              "/t/acme/oauth2/web-message?error=access_denied&" + flow.query())) {
        Response response = browser.get(at);
        assertThat(response.status()).isEqualTo(400);
        assertThat(Browser.text(response)).doesNotContain("<script", "evil");
        severs(response);
      }
    }

    @Test
    void theAddressOfAnAppWhichHasNoOrigin() {
      String app = "com.example.app:/done";
      Client.Settings of = Gateway.draft(false, AuthMethod.NONE, "RS256", Set.of("*"), true);
      gateway.client(Gateway.TENANT, "app", Gateway.draft(of, List.of(URI.create(app))));
      flow.with("client_id", "app");
      Response response = browser.get(flow.with("redirect_uri", app).authorize());
      assertThat(Browser.location(response)).startsWith(app + "?error=invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"fragment", "WEB_MESSAGE", "web_message&response_mode=query"})
    void anotherMode(String mode) {
      String query = flow.without("response_mode").authorize() + "&response_mode=" + mode;
      Response response = browser.get(query);
      assertThat(Browser.location(response))
          .startsWith(Gateway.CALLBACK + "?error=invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "error=", "error=made_up", "error=access_denied&error=access_denied"})
    void toPostAnythingButWhatAPageMaySay(String error) {
      Response response = browser.get("/t/acme/oauth2/web-message?" + flow.query() + "&" + error);
      assertThat(response.status()).isIn(400, 404);
      assertThat(Browser.text(response)).doesNotContain("<script");
    }

    @Test
    void toPostWithoutAClient() {
      assertThat(browser.get("/t/acme/oauth2/web-message?error=access_denied").status())
          .isEqualTo(404);
    }
  }

  /** Whether a page and the window that opened it can reach each other. */
  @Nested
  class TheOpener {
    @Test
    void isOutOfReachOfEveryPageElse() {
      flow.without("response_mode");
      severs(browser.get(LOGIN + "?choose=all&" + flow.query()));
      severs(browser.get(LOGIN + "/nothing?" + flow.query()));
      severs(flow.signIn(browser, "refuse-NOT_IN_RANGE"));
      severs(browser.get(LOGIN + "?choose=all&response_mode=web_message"));
      severs(browser.get(Flow.callbackPath() + "?state=forged&response_mode=web_message"));
    }

    @Test
    void isInReachAsLongAsTheSignInLasts() {
      reaches(browser.get(LOGIN + "?choose=all&" + flow.query()));
      reaches(browser.get(LOGIN + "/nothing?" + flow.query()));
      reaches(flow.signIn(browser, "refuse-NOT_IN_RANGE"));
      reaches(flow.signIn(browser, "ok-alice"));
    }

    @Test
    void isInReachOfThePageThatAsks() {
      gateway.core.sources.change(
          TestCore.ALICE,
          Gateway.TENANT,
          "wecom",
          settings -> settings.withAssociation(new Association(Mode.ASK, List.of(), Set.of())),
          OptionalLong.empty());
      String asked = Browser.location(flow.signIn(browser, "ok-alice"));
      assertThat(asked).contains("/login/bind?", "response_mode=web_message");
      reaches(browser.get(asked));
    }
  }
}
