package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DingTalkPagesTest {
  private static final String LOGIN = "/dingtalk/oauth2/auth";
  private static final String LIBRARY = "/dingtalk/dingtalk.open.js";
  private static final String PHONE = "/dingtalk/phone";
  private static final String CALLBACK = "https://sso.example/t/a/login/b/callback";
  private static final String CLIENT = "Mozilla/5.0 AliApp(DingTalk/7.8.1) com.laiwang.DingTalk/1";

  private SandboxServer server;
  private DingTalkSandbox platform;
  private Browser browser;
  private final Map<String, String> asked = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, Clock.systemUTC());
    platform = server.sandbox().dingTalk();
    platform.trustDomain("sso.example");
    browser = new Browser(server.uri());
    asked.put("client_id", platform.binding().getOrDefault("clientId", ""));
    asked.put("corpId", platform.corpId());
    asked.put("redirect_uri", CALLBACK);
    asked.put("response_type", "code");
    asked.put("scope", "openid corpid");
    asked.put("state", "abc123");
    asked.put("prompt", "consent");
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
  void sendsWhoeverScannedBackWithACodeUnderBothItsNames() {
    asked.put("person", "developer");
    assertThat(location(browser.post(LOGIN, asked)))
        .matches(CALLBACK + "\\?authCode=([^&]+)&code=\\1&state=abc123");
  }

  @Test
  void scansAtOnceForWhoeverHasNoEyes() {
    asked.put("scan_as", "crowd-7");
    assertThat(location(browser.get(LOGIN, asked))).startsWith(CALLBACK + "?authCode=");
  }

  @Test
  void saysThatSomebodyDeclined() {
    asked.put("decline", "1");
    assertThat(location(browser.post(LOGIN, asked)))
        .startsWith(CALLBACK)
        .contains("error=access_denied", "state=abc123");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token",
    "client_id, another",
    "scope, corpid",
    "corpId, dingother",
    "redirect_uri, https://evil.example/"
  })
  void sendsNobodyAnywhereWithAnAddressThatIsWrong(String name, String value) {
    asked.put(name, value);
    asked.put("person", "developer");
    HttpResponse<String> answer = browser.post(LOGIN, asked);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void servesALibraryThatHandsOutACodeOfWhosePhoneItIs() {
    String script = library(CLIENT, "sandbox_dingtalk_phone=developer");
    assertThat(script).contains("requestAuthCode", "if (!true)", platform.corpId());
    assertThat(script).doesNotContain("code: ''");
  }

  @Test
  void handsOutACodeToNobodyOutsideTheClientOrWithoutAPhone() {
    assertThat(library("Mozilla/5.0", "sandbox_dingtalk_phone=developer"))
        .contains("if (!false)", "code: ''");
    assertThat(library(CLIENT, "other=developer")).contains("code: ''", "/dingtalk/phone?back=");
  }

  @Test
  void knowsTheOlderCallOnlyWhereClientsAreOld() {
    assertThat(library(CLIENT, "a=b")).contains("if (true) {");
    platform.changeApp("oldClient", "true");
    assertThat(library(CLIENT, "a=b")).contains("if (false) {");
  }

  @Test
  void remembersWhosePhoneItIsAndGoesBack() {
    String page = "https://sso.example/t/a/login/b";
    assertThat(browser.get(PHONE, Map.of("back", page)).body()).contains("Whose phone is this?");
    HttpResponse<String> answer = browser.post(PHONE, Map.of("back", page, "person", "developer"));
    assertThat(location(answer)).isEqualTo(page);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("sandbox_dingtalk_phone=developer;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/", "javascript:alert(1)", ""})
  void goesBackToNoOtherDomain(String back) {
    assertThat(browser.post(PHONE, Map.of("back", back, "person", "developer")).statusCode())
        .isEqualTo(400);
  }

  private String library(String agent, String cookie) {
    return browser.get(LIBRARY, Map.of(), "User-Agent", agent, "Cookie", cookie).body();
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElse("");
  }
}
