package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.InAppPage;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InAppSheetTest {
  private static final String CLIENT_OF_PLATFORM = "Mozilla/5.0 WXWork/4.1.6";
  private static final URI LIBRARY = URI.create("https://cdn.platform.example:8443/sdk/1.js?v=2");

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway);

  @BeforeEach
  void asksByScript() {
    gateway.wechatwork.asksByScript(
        InAppPage.of(List.of(LIBRARY), "sdk.ask(config.corpId).then(done, failed);"));
    gateway.core.sources.change(
        TestCore.ALICE,
        Gateway.TENANT,
        "wecom",
        before -> before.withFields(Map.of("corpId", "ww1</script><script>alert(1)</script>")),
        OptionalLong.empty());
    browser.userAgent(CLIENT_OF_PLATFORM);
  }

  private Response page() {
    return browser.get("/t/acme/login/wecom?" + flow.query());
  }

  private static String policy(Response page) {
    return page.headers().stream()
        .filter(header -> header.name().equals("Content-Security-Policy"))
        .map(Response.Header::value)
        .reduce((a, b) -> a + "\n" + b)
        .orElseThrow();
  }

  @Test
  void holdsTheFormThatTheScriptFills() {
    Response page = page();
    assertThat(page.status()).isEqualTo(200);
    assertThat(Browser.text(page))
        .contains("<form id=\"in-app\" method=\"get\" action=\"/t/acme/login/wecom/callback\">")
        .containsPattern("<input type=\"hidden\" name=\"state\" value=\"\\w{43}\">")
        .contains("<input type=\"hidden\" name=\"code\" value=\"\">")
        .contains("sdk.ask(config.corpId)")
        .contains("src=\"" + LIBRARY + "\"");
  }

  @Test
  void letsRunWhatComesFromThePlatformAndTheOneScriptOfOurs() {
    Response page = page();
    Matcher nonce = Pattern.compile("'nonce-([^']{20,})'").matcher(policy(page));
    assertThat(nonce.find()).isTrue();
    assertThat(Browser.text(page)).contains("<script nonce=\"" + nonce.group(1) + "\">");
    assertThat(policy(page))
        .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
        .contains("form-action 'self'")
        .contains("script-src 'nonce-" + nonce.group(1) + "' https://cdn.platform.example:8443;")
        .doesNotContain("unsafe", "*", "\n");
    assertThat(policy(page())).isNotEqualTo(policy(page));
  }

  @Test
  void letsNoValueOutOfTheScript() {
    assertThat(Browser.text(page())).doesNotContain("alert(1)</script>");
  }

  @Test
  void comesBackLikeAnyOtherSignIn() {
    Matcher state =
        Pattern.compile("name=\"state\" value=\"(\\w+)\"").matcher(Browser.text(page()));
    assertThat(state.find()).isTrue();
    Response back =
        browser.get("/t/acme/login/wecom/callback?state=" + state.group(1) + "&code=ok-li");
    assertThat(Browser.location(back)).startsWith(Gateway.CALLBACK + "?code=");
  }

  @Test
  void offersTheWayThroughTheBrowser() {
    Matcher link =
        Pattern.compile("href=\"(/t/acme/login/wecom[^\"]*)\"").matcher(Browser.text(page()));
    assertThat(link.find()).isTrue();
    Response start = browser.get(link.group(1).replace("&amp;", "&"));
    assertThat(Browser.location(start)).startsWith("https://platform.example/");
    assertThat(gateway.signIns.begins())
        .extracting(begin -> begin.method())
        .containsExactly(SignInMethod.IN_APP, SignInMethod.BROWSER);
  }

  @Test
  void offersAnotherWayWhereThereIsOne() {
    assertThat(Browser.text(page())).doesNotContain("Other ways");
    gateway.source(Gateway.TENANT, "ding", "钉钉", "ding");
    Matcher link =
        Pattern.compile("href=\"(/t/acme/login\\?[^\"]*choose=all)\">Other ways")
            .matcher(Browser.text(page()));
    assertThat(link.find()).isTrue();
    assertThat(Browser.text(browser.get(link.group(1).replace("&amp;", "&"))))
        .contains("企业微信", "钉钉");
  }

  @Test
  void leadsToNoBrowserWhereTheSourceHasNone() {
    gateway.core.sources.change(
        TestCore.ALICE,
        Gateway.TENANT,
        "wecom",
        before -> before.withMethods(Set.of(SignInMethod.IN_APP)),
        OptionalLong.empty());
    assertThat(Browser.text(page())).doesNotContain("skip_in_app", "sign-in page");
  }

  @Test
  void isNotShownInABrowser() {
    browser.userAgent("Mozilla/5.0 Firefox");
    assertThat(Browser.location(page())).startsWith("https://platform.example/");
  }

  @Test
  void runsNothingThatCouldEndItsElement() {
    assertThatThrownBy(() -> new Html.Script("n", java.util.Optional.empty(), "'</script>'"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Html.Script(
                    "n", java.util.Optional.of(URI.create("data:text/javascript,1")), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
