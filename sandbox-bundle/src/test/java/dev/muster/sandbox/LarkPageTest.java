package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.WebhookCall;
import dev.muster.sandbox.lark.LarkSandbox;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LarkPageTest {
  private static final String PAGE = "/lark/open-apis/authen/v1/authorize";
  private static final String CALLBACK = "https://sso.example/t/a/login/b/callback";
  private static final String BACK =
      "https://sso\\.example/t/a/login/b/callback\\?code=[\\w-]{20,}&state=abc123";
  private static final String[] IN_CLIENT = {
    "User-Agent", "Mozilla/5.0 Chrome/101 Safari/537.36 Lark/6.7.5 LarkLocale/en_US"
  };

  private SandboxServer server;
  private LarkSandbox platform;
  private Browser browser;
  private final Map<String, String> asked = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, Clock.systemUTC());
    platform = server.sandbox().lark();
    platform.trustDomain("sso.example");
    browser = new Browser(server.uri());
    asked.put("client_id", "cli_sandbox00000001");
    asked.put("response_type", "code");
    asked.put("redirect_uri", CALLBACK);
    asked.put("state", "abc123");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsWhoCanScanInBothLanguages() {
    assertThat(browser.get(PAGE, asked).body()).contains("Scan as", "On-call Engineer");
    asked.put("lang", "zh");
    assertThat(browser.get(PAGE, asked).body()).contains("选择扫码人", "值班工程师");
  }

  @Test
  void asksInABrowserWhetherTheyAgree() {
    asked.put("person", "developer");
    HttpResponse<String> consent = browser.post(PAGE, asked);
    assertThat(consent.body()).contains("asks for", "Agree", "Refuse");
    asked.put("consent", "1");
    assertThat(location(browser.post(PAGE, asked))).matches(BACK);
  }

  @Test
  void sendsWhoeverDeclinesBackWithAnError() {
    asked.put("decline", "1");
    assertThat(location(browser.post(PAGE, asked)))
        .isEqualTo(CALLBACK + "?error=access_denied&state=abc123");
  }

  @Test
  void isSilentInTheClientOnceThePhoneIsSomebodys() {
    assertThat(browser.get(PAGE, asked, IN_CLIENT).body()).contains("Whose phone is this?");
    asked.put("person", "developer");
    HttpResponse<String> chosen = browser.post(PAGE, asked, IN_CLIENT);
    assertThat(location(chosen)).matches(BACK);
    asked.remove("person");
    String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    assertThat(location(browser.get(PAGE, asked, IN_CLIENT[0], IN_CLIENT[1], "Cookie", cookie)))
        .matches(BACK);
  }

  @Test
  void sendsSomebodyBackWhoScansAtOnce() {
    asked.put("scan_as", "crowd-17");
    assertThat(location(browser.get(PAGE, asked))).matches(BACK);
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token, 20001",
    "client_id, cli_unknown, 20048",
    "redirect_uri, https://attacker.example/callback, 20029",
    "redirect_uri, javascript:alert(1), 20029",
    "scope, im:message, 20027",
  })
  void saysWhatIsWrongWithAnAddress(String name, String value, String code) {
    asked.put(name, value);
    HttpResponse<String> page = browser.get(PAGE, asked);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(code);
  }

  @Test
  void showsItsControlsWithWhatToEnterWhenBinding() {
    String page = browser.get("/lark/control", Map.of()).body();
    assertThat(page)
        .contains("cli_sandbox00000001", "encryptKey", "wrong-secret", "missing-scope", "resigned");
  }

  @Test
  void changesSomebodysStatus() {
    browser.postJson("/lark/control/people", "{\"person\":\"developer\",\"status\":\"frozen\"}");
    assertThat(platform.status("developer")).contains("frozen");
    assertThat(
            browser
                .postJson("/lark/control/people", "{\"person\":\"developer\",\"status\":\"2\"}")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void sendsNothingInClear() {
    WebhookCall request = platform.webhook(Happening.LEFT, "developer");
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .startsWith("{\"encrypt\":\"")
        .doesNotContain("developer");
    assertThat(request.headers().get("X-Lark-Signature")).matches("[0-9a-f]{64}");
    assertThat(platform.webhook(Happening.VERIFICATION, "").headers())
        .doesNotContainKey("X-Lark-Signature");
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
