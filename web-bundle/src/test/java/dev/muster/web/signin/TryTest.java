package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Result;
import dev.muster.api.SignInTries.Try;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.InAppPage;
import dev.muster.spi.storage.Query;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TryTest {
  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private SignInTries.Made made = made("wecom");

  private SignInTries.Made made(String source) {
    return gateway.core.tries.create(TestCore.ALICE, Gateway.TENANT, source);
  }

  private void change(UnaryOperator<Settings> change) {
    gateway.core.sources.change(
        TestCore.ALICE, Gateway.TENANT, "wecom", change, OptionalLong.empty());
  }

  private String address() {
    return address("wecom");
  }

  private String address(String source) {
    return "/t/" + Gateway.TENANT + "/login/" + source + "/try?key=" + made.key().reveal();
  }

  private String start() {
    String location = Browser.location(browser.get(address()));
    assertThat(location).startsWith("https://platform.example/");
    return Browser.parameter(location, "state").orElseThrow();
  }

  private Response callback(Browser in, String state, String code) {
    return in.get("/t/" + Gateway.TENANT + "/login/wecom/callback?state=" + state + code);
  }

  private Try read() {
    return gateway.core.tries.find(Gateway.TENANT, made.id()).orElseThrow();
  }

  private void isInvalid(Response response) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.text(response)).contains("This sign-in is no longer valid");
    assertThat(Browser.location(response)).isEmpty();
  }

  @Test
  void endsOnAPageThatSaysWhatCameOutAndSignsNobodyIn() {
    change(settings -> settings.withEnabled(false));

    Response page = callback(browser, start(), "&code=ok-alice");

    assertThat(page.status()).isEqualTo(200);
    assertThat(Browser.text(page))
        .contains(Messages.TRIED_TITLE.en(), Messages.TRIED_CREATED.en(), Messages.TRIED_CLOSE.en())
        .contains("Acme 集团")
        .doesNotContain("<script", "/login/wecom");
    assertThat(Browser.headers(page, "Set-Cookie")).isEmpty();
    assertThat(gateway.sessions()).isZero();
    assertThat(gateway.core.store.count("user", Gateway.TENANT, new Query.All())).isZero();
    assertThat(gateway.core.store.count("identity", Gateway.TENANT, new Query.All())).isZero();
    assertThat(read().decision().orElseThrow().result()).isEqualTo(Result.CREATED);
    assertThat(read().person().orElseThrow().userId()).isEqualTo("alice");
  }

  @Test
  void speaksTheLanguageOfTheBrowser() {
    browser.languages("zh-CN");

    assertThat(Browser.text(callback(browser, start(), "&code=ok-alice")))
        .contains(
            Messages.TRIED_TITLE.zhCn(),
            Messages.TRIED_CREATED.zhCn(),
            Messages.TRIED_CLOSE.zhCn());
  }

  @Test
  void saysWhyNobodyWouldComeIn() {
    change(settings -> settings.withLoginOnly(true));

    assertThat(Browser.text(callback(browser, start(), "&code=ok-alice")))
        .contains(Messages.TRIED_REFUSED.en(), "There is no account for you yet.");
  }

  @Test
  void saysThatThePersonDeclined() {
    Response page = callback(browser, start(), "");

    assertThat(page.status()).isEqualTo(200);
    assertThat(Browser.text(page)).contains("The sign-in was cancelled.");
    assertThat(read().problem().orElseThrow().declined()).isTrue();
  }

  @Test
  void opensOnce() {
    String unused = start();
    isInvalid(browser.get(address()));
  }

  @Test
  void opensForTenMinutes() {
    gateway.clock.advance(Duration.ofMinutes(10));
    isInvalid(browser.get(address()));
  }

  @Test
  void opensForItsSourceAndTenantAlone() {
    gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
    gateway.source("other", "wecom", "企业微信", "wechatwork");
    isInvalid(browser.get(address("ding")));
    isInvalid(browser.get(address("nothing")));
    isInvalid(browser.get(address().replace("/t/acme/", "/t/other/")));
    isInvalid(browser.get("/t/acme/login/wecom/try"));
    isInvalid(browser.get("/t/acme/login/wecom/try?key=" + made.id()));
    assertThat(browser.get(address() + "&key=x").status()).isEqualTo(400);
    assertThat(start()).hasSize(43);
  }

  @Test
  void comesBackOnceAndInItsOwnBrowser() {
    String state = start();
    isInvalid(callback(new Browser(gateway), state, "&code=ok-alice"));
    assertThat(callback(browser, state, "&code=ok-alice").status()).isEqualTo(200);
    isInvalid(callback(browser, state, "&code=ok-alice"));
  }

  @Test
  void isNotOpenedByWhoeverLooksAhead() {
    assertThat(browser.ahead("GET", address(), "Sec-Purpose", "prefetch").status()).isEqualTo(503);
    assertThat(start()).hasSize(43);
  }

  @Test
  void readsTheCodeWhereThePlatformPutsIt() {
    gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
    made = made("ding");
    String state =
        Browser.parameter(Browser.location(browser.get(address("ding"))), "state").orElseThrow();

    Response page = browser.get("/t/acme/login/ding/callback?authCode=ok-alice&state=" + state);

    assertThat(Browser.text(page)).contains(Messages.TRIED_CREATED.en());
  }

  @Test
  void asksByScriptInsideTheAppWithoutAWayToARealSignIn() {
    gateway.wechatwork.asksByScript(InAppPage.of(List.of(), "done('ok-alice');"));
    browser.userAgent("Mozilla/5.0 WXWork/4.1.6");

    assertThat(Browser.text(browser.get(address())))
        .contains("id=\"in-app\"", Messages.IN_APP_ALONE.en())
        .doesNotContain("skip_in_app");
  }

  @Test
  void saysWhereToOpenItForASourceThatIsUsedInsideTheAppOnly() {
    change(settings -> settings.withMethods(Set.of(SignInMethod.IN_APP)));

    Response page = browser.get(address());

    assertThat(page.status()).isEqualTo(404);
    assertThat(Browser.text(page)).contains(Messages.TRY_IN_APP.en());
    browser.userAgent("Mozilla/5.0 WXWork/4.1.6");
    assertThat(start()).hasSize(43);
  }
}
