package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwiceTest {
  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  /** What comes before the person does. */
  @Nested
  class LookingAhead {
    @ParameterizedTest
    @CsvSource({
      "HEAD, Accept, text/html, 200",
      "GET, Sec-Purpose, prefetch, 503",
      "GET, Sec-Purpose, prefetch;prerender, 503",
      "GET, sec-purpose, Prefetch;anonymous-client-ip, 503",
      "GET, Purpose, prefetch, 503",
      "GET, X-Purpose, preview, 503",
      "GET, X-Moz, prefetch, 503"
    })
    void usesNothingUp(String method, String header, String value, int status) {
      String state = flow.start(browser);
      String callback = Flow.callbackPath() + "?code=ok-alice&state=" + state;
      Response ahead = browser.ahead(method, callback, header, value);
      assertThat(ahead.status()).isEqualTo(status);
      assertThat(Browser.headers(ahead, "Set-Cookie")).isEmpty();
      assertThat(gateway.signIns.finished()).isZero();
      Response meant = browser.get(callback);
      assertThat(Browser.parameter(Browser.location(meant), "code")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
      "HEAD, /login",
      "HEAD, /login/wecom",
      "HEAD, /oauth2/authorize",
      "GET, /login",
      "GET, /login/wecom",
      "GET, /oauth2/authorize"
    })
    void beginsNothing(String method, String path) {
      Response ahead =
          browser.ahead(
              method,
              "/t/" + Gateway.TENANT + path + "?" + flow.query(),
              "Sec-Purpose",
              "prefetch");
      assertThat(Browser.location(ahead)).isEmpty();
      assertThat(Browser.headers(ahead, "Set-Cookie")).isEmpty();
      assertThat(gateway.signIns.begins()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HEAD", "GET"})
    void givesNoCode(String method) {
      flow.signIn(browser, "ok-alice");
      int before = gateway.core.store.commits();
      browser.ahead(method, flow.authorize(), "Sec-Purpose", "prefetch");
      assertThat(gateway.core.store.commits()).isEqualTo(before);
    }
  }

  /** A double click, a reload, a client of a platform that asks again. */
  @Nested
  class ACallbackThatComesTwice {
    /** Where the button of the page leads. */
    private String way(Response page) {
      assertThat(page.status()).isEqualTo(400);
      Matcher link =
          Pattern.compile("<a class=\"button\" href=\"([^\"]+)\">Continue</a>")
              .matcher(Browser.text(page));
      assertThat(link.find()).isTrue();
      return link.group(1).replace("&amp;", "&");
    }

    @Test
    void leadsWhereTheFirstEnded() {
      String state = flow.start(browser);
      Response first = flow.callback(browser, state, "ok-alice");
      Response second = flow.callback(browser, state, "ok-alice");
      assertThat(gateway.signIns.finished()).isEqualTo(1);
      Response end = browser.get(way(second));
      assertThat(Browser.location(end)).startsWith(Gateway.CALLBACK);
      assertThat(Browser.parameter(Browser.location(end), "state")).contains(flow.state());
      assertThat(Browser.parameter(Browser.location(end), "code"))
          .isPresent()
          .isNotEqualTo(Browser.parameter(Browser.location(first), "code"));
    }

    @Test
    void leadsToTheAccountPageWhereNoClientAsked() {
      String address = "/t/" + Gateway.TENANT + "/login";
      String state =
          Browser.parameter(Browser.location(browser.get(address)), "state").orElseThrow();
      flow.callback(browser, state, "ok-alice");
      assertThat(way(flow.callback(browser, state, "ok-alice")))
          .isEqualTo(gateway.issuer() + "/account");
    }

    @Test
    void leadsWhereTheFirstEndedBehindTlsToo() {
      Gateway secure = new Gateway("https://id.corp.example");
      Browser other = new Browser(secure);
      Flow there = new Flow(secure);
      String state = there.start(other);
      there.callback(other, state, "ok-alice");
      Response end = other.get(way(there.callback(other, state, "ok-alice")));
      assertThat(Browser.location(end)).startsWith(Gateway.CALLBACK);
      assertThat(secure.signIns.finished()).isEqualTo(1);
    }

    @Test
    void signsNobodyInWhoHasNoSessionAnyMore() {
      String state = flow.start(browser);
      flow.callback(browser, state, "ok-alice");
      gateway.endSessions();
      Response second = flow.callback(browser, state, "ok-bob");
      assertThat(gateway.signIns.finished()).isEqualTo(1);
      assertThat(gateway.sessions()).isZero();
      assertThat(Browser.location(browser.get(way(second))))
          .startsWith("https://platform.example/");
    }

    @Test
    void isNoReplayInAnotherBrowser() {
      String state = flow.start(browser);
      flow.callback(browser, state, "ok-alice");
      Browser thief = new Browser(gateway);
      Response second = flow.callback(thief, state, "ok-alice");
      assertThat(second.status()).isEqualTo(400);
      assertThat(gateway.signIns.finished()).isEqualTo(1);
    }

    @Test
    void leadsOnWhereTheFirstOnesAnswerNeverArrived() {
      String state = flow.start(browser);
      String name = gateway.signIns.cookieName(state);
      String cookie = browser.cookies().get(name);
      flow.callback(browser, state, "ok-alice");
      browser.cookies().clear();
      browser.cookies().put(name, cookie);
      Response second = flow.callback(browser, state, "ok-alice");
      assertThat(second.status()).isEqualTo(400);
      assertThat(Browser.text(second))
          .contains("href=\"/t/acme/login/wecom?client_id=shop&amp;", "Sign in again");
    }

    @Test
    void leadsOnWhereTheFirstWasRefused() {
      String state = flow.start(browser);
      flow.callback(browser, state, "nonsense");
      Response second = flow.callback(browser, state, "nonsense");
      assertThat(second.status()).isEqualTo(400);
      assertThat(Browser.text(second)).contains("/t/acme/login/wecom?client_id=shop&amp;");
    }

    @Test
    void isForgottenAfterAMinute() {
      String state = flow.start(browser);
      assertThat(Browser.headers(flow.callback(browser, state, "ok-alice"), "Set-Cookie"))
          .anyMatch(
              cookie ->
                  cookie.startsWith(gateway.signIns.cookieName(state))
                      && cookie.contains("; Path=/t/acme; Max-Age=60;"));
    }
  }
}
