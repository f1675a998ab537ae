package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WechatWorkPagesTest {
  private static final String LOGIN = "/wechatwork/wwlogin/sso/login";
  private static final String OAUTH = "/wechatwork/connect/oauth2/authorize";
  private static final String CALLBACK = "https://sso.example/t/a/login/b/callback";
  private static final String[] IN_CLIENT = {
    "User-Agent", "Mozilla/5.0 wxwork/4.1.0 MicroMessenger/7.0.1"
  };
  private static final String[] IN_WECHAT = {"User-Agent", "Mozilla/5.0 MicroMessenger/8.0.50"};

  private SandboxServer server;
  private WechatWorkSandbox platform;
  private Browser browser;
  private final Map<String, String> asked = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, Clock.systemUTC());
    platform = server.sandbox().wechatWork();
    platform.trustDomain("sso.example");
    browser = new Browser(server.uri());
    asked.put("appid", platform.corpId());
    asked.put("agentid", "1000002");
    asked.put("redirect_uri", CALLBACK);
    asked.put("state", "abc123");
    asked.put("login_type", "CorpApp");
    asked.put("response_type", "code");
    asked.put("scope", "snsapi_base");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsWhoCanScanInBothLanguages() {
    assertThat(browser.get(LOGIN, asked).body()).contains("Scan as", "On-call Engineer");
    asked.put("lang", "zh");
    assertThat(browser.get(LOGIN, asked).body()).contains("选择扫码人", "值班工程师");
  }

  @Test
  void sendsWhoeverScannedBackWithACode() {
    asked.put("person", "developer");
    assertThat(location(browser.post(LOGIN, asked)))
        .matches("https://sso\\.example/t/a/login/b/callback\\?code=[\\w-]{20,}&state=abc123");
  }

  @Test
  void sendsWhoeverDeclinesBackWithoutACode() {
    asked.put("decline", "1");
    assertThat(location(browser.post(LOGIN, asked))).isEqualTo(CALLBACK + "?state=abc123");
  }

  @Test
  void scansAtOnceForWhoeverHasNoEyes() {
    asked.put("scan_as", "crowd-5");
    assertThat(location(browser.get(LOGIN, asked))).contains("?code=");
  }

  @ParameterizedTest
  @CsvSource({
    "appid, wwnobody, 40013",
    "agentid, 1, 40056",
    "redirect_uri, https://evil.example/, 50001",
    "redirect_uri, https://sso.example:8443/, 50001",
    "redirect_uri, javascript:alert(1), 50001",
    "state, a.b, 84025",
    "login_type, ServiceApp, 40058",
  })
  void sendsNobodyAnywhereOnABadRequest(String name, String value, String code) {
    asked.put(name, value);
    asked.put("scan_as", "developer");
    asked.put("person", "developer");
    for (HttpResponse<String> answer :
        List.of(browser.get(LOGIN, asked), browser.post(LOGIN, asked))) {
      assertThat(answer.headers().firstValue("location")).isEmpty();
      assertThat(answer.body()).contains("Error code " + code);
    }
  }

  @Test
  void escapesWhatCameAlong() {
    asked.put("redirect_uri", "https://sso.example/?a=\"><script>alert(1)</script>");
    assertThat(browser.get(LOGIN, asked).body()).doesNotContain("<script>");
  }

  @Test
  void runsNoScriptOfAnybody() {
    assertThat(browser.get(LOGIN, asked).headers().firstValue("content-security-policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  @Test
  void asksAPlainBrowserAndPlainWeChatToOpenTheClient() {
    asked.put("scan_as", "developer");
    assertThat(browser.get(OAUTH, asked).body()).contains("Open this page in Enterprise WeChat");
    assertThat(browser.get(OAUTH, asked, IN_WECHAT).body()).contains("Open this page");
  }

  @Test
  void remembersWhosePhoneItIs() {
    asked.put("person", "developer");
    HttpResponse<String> first = browser.post(OAUTH, asked, IN_CLIENT);
    assertThat(location(first)).contains("?code=");
    String cookie = first.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    asked.remove("person");
    assertThat(browser.get(OAUTH, asked, IN_CLIENT).body()).contains("Whose phone is this?");
    assertThat(
            location(
                browser.get(OAUTH, asked, IN_CLIENT[0], IN_CLIENT[1], "Cookie", "a=b; " + cookie)))
        .contains("?code=");
  }

  @Test
  void asksForConsentBeforePrivateFields() {
    asked.put("scope", "snsapi_privateinfo");
    asked.put("person", "developer");
    assertThat(browser.post(OAUTH, asked, IN_CLIENT).body())
        .contains("Agree", "developer@sandbox.example");
    asked.put("consent", "1");
    asked.put("mobile", "1");
    assertThat(location(browser.post(OAUTH, asked, IN_CLIENT))).contains("?code=");
  }

  @Test
  void refusesPrivateFieldsOfWhomTheAppIsNotFor() {
    asked.put("scope", "snsapi_privateinfo");
    asked.put("scan_as", "office-clerk");
    HttpResponse<String> answer = browser.get(OAUTH, asked, IN_CLIENT);
    assertThat(answer.headers().firstValue("location")).isEmpty();
    assertThat(answer.body()).contains("60011");
  }

  @Test
  void showsItsControls() {
    assertThat(browser.get("/wechatwork/control", Map.of()).body())
        .contains("sandbox-app-secret", "rate-limited", "former-colleague");
    HttpResponse<String> changed =
        browser.post(
            "/wechatwork/control/people",
            Map.of("person", "developer", "status", "5"),
            "Accept",
            "text/html");
    assertThat(location(changed)).isEqualTo("/wechatwork/control");
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("location").orElseThrow();
  }
}
