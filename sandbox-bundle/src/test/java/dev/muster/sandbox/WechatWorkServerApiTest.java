package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WechatWorkServerApiTest {
  private static final String API = "/wechatwork/cgi-bin/";

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private SandboxServer server;
  private WechatWorkSandbox platform;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, clock);
    platform = server.sandbox().wechatWork();
    browser = new Browser(server.uri());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givesATokenForTheRightSecret() throws IOException {
    JsonNode answer = token(platform.corpId(), "sandbox-app-secret");
    assertThat(answer.path("errcode").asInt(-9)).isZero();
    assertThat(answer.path("expires_in").asInt()).isEqualTo(7200);
    assertThat(answer.path("access_token").asText()).isNotBlank();
  }

  @Test
  void refusesAWrongSecretAndAnUnknownCompany() throws IOException {
    assertThat(errcode(token(platform.corpId(), "wrong"))).isEqualTo(40001);
    assertThat(errcode(token("wwnobody", "sandbox-app-secret"))).isEqualTo(40013);
    assertThat(errcode(call("gettoken", Map.of()))).isEqualTo(41002);
    assertThat(errcode(call("gettoken", Map.of("corpid", "x")))).isEqualTo(41004);
  }

  @Test
  void refusesTheSecretOfAnAppThatIsSwitchedOff() throws IOException {
    platform.changeApp("enabled", "false");
    assertThat(errcode(token(platform.corpId(), "sandbox-app-secret"))).isEqualTo(40001);
  }

  @Test
  void tellsTheCallersAddressInItsText() throws IOException {
    assertThat(call("user/get", Map.of()).path("errmsg").asText())
        .contains("from ip: 203.0.113.7")
        .endsWith("devtool/query?e=41001");
  }

  @Test
  void knowsATokenThatExpiredFromOneThatNeverWas() throws IOException {
    String token = appToken();
    clock.advance(Duration.ofHours(2));
    assertThat(errcode(user(token, "developer"))).isEqualTo(42001);
    assertThat(errcode(user("never", "developer"))).isEqualTo(40014);
  }

  @Test
  void takesACodeOnce() throws IOException {
    String token = appToken();
    String code = code("developer");
    assertThat(redeem(token, code).path("userid").asText()).isEqualTo("developer");
    assertThat(errcode(redeem(token, code))).isEqualTo(40029);
  }

  @Test
  void takesACodeForFiveMinutes() throws IOException {
    String token = appToken();
    String code = code("developer");
    clock.advance(Duration.ofMinutes(5));
    assertThat(errcode(redeem(token, code))).isEqualTo(40029);
  }

  @Test
  void takesNoCodeFromADomainThatTheAppDoesNotTrust() throws IOException {
    platform.trustDomain("sso.example");
    String code = platform.code("developer", Optional.of("evil.example"), Optional.empty());
    assertThat(errcode(redeem(appToken(), code))).isEqualTo(50001);
  }

  @Test
  void takesNoCodeWithTheAddressBooksKey() throws IOException {
    String token =
        token(platform.corpId(), "sandbox-address-book-secret").path("access_token").asText();
    assertThat(errcode(redeem(token, code("developer")))).isEqualTo(48002);
    assertThat(errcode(user(token, "developer"))).isEqualTo(48009);
    assertThat(errcode(call("department/simplelist", Map.of("access_token", token)))).isZero();
  }

  @Test
  void writesTheFieldsOfTheOldCallInItsOwnCase() throws IOException {
    JsonNode answer =
        call("user/getuserinfo", Map.of("access_token", appToken(), "code", code("developer")));
    assertThat(answer.path("UserId").asText()).isEqualTo("developer");
    assertThat(answer.has("userid")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "visitor, userid, wwOtherLtd00000001/visitor",
    "wmSandboxCustomer01, external_userid, wmSandboxCustomer01",
    "oSandboxStranger01, openid, oSandboxStranger01",
    "crowd-77, userid, crowd-77",
  })
  void namesPeopleByWhatTheyAre(String person, String field, String expected) throws IOException {
    assertThat(redeem(appToken(), code(person)).path(field).asText()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"deleted-member, 60111", "nobody, 60111", "visitor, 60111", "office-clerk, 60011"})
  void showsNoMemberWhomTheAppMayNotSee(String person, int errcode) throws IOException {
    assertThat(errcode(user(appToken(), person))).isEqualTo(errcode);
  }

  @Test
  void showsAMemberWithoutWhatNewAppsNeverGet() throws IOException {
    JsonNode member = user(appToken(), "DEVELOPER");
    assertThat(member.path("userid").asText()).isEqualTo("developer");
    assertThat(member.path("status").asInt()).isEqualTo(1);
    assertThat(member.has("mobile") || member.has("email") || member.has("biz_mail")).isFalse();
  }

  @Test
  void handsOverPrivateFieldsByConsentAlone() throws IOException {
    String token = appToken();
    String code =
        platform.code("developer", Optional.of("a.example"), Optional.of(Set.of("mobile")));
    String ticket = redeem(token, code).path("user_ticket").asText();
    JsonNode detail = detail(token, ticket);
    assertThat(detail.path("mobile").asText()).isEqualTo("+86 138-0000-0002");
    assertThat(detail.has("biz_mail")).isFalse();
    assertThat(errcode(detail(token, "forged"))).isEqualTo(84015);
    assertThat(redeem(token, code("developer")).has("user_ticket")).isFalse();
  }

  @Test
  void strikesAsOftenAsItWasTold() throws IOException {
    String token = appToken();
    platform.fault("address-not-allowed", 2);
    assertThat(errcode(user(token, "developer"))).isEqualTo(60020);
    assertThat(errcode(token(platform.corpId(), "sandbox-app-secret"))).isZero();
    assertThat(errcode(user(token, "developer"))).isEqualTo(60020);
    assertThat(errcode(user(token, "developer"))).isZero();
  }

  @Test
  void strikesOneCallAlone() throws IOException {
    String token = appToken();
    platform.fault("rate-limited", 0, Optional.of("user/get"));
    assertThat(errcode(user(token, "developer"))).isEqualTo(45009);
    assertThat(errcode(redeem(token, code("developer")))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"html, 200", "nonsense, 200", "server-error, 500", "bad-gateway, 502"})
  void answersWhatNoClientExpects(String preset, int status) {
    platform.fault(preset, 1);
    var answer = browser.get(API + "gettoken", Map.of());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).doesNotEndWith("}");
  }

  @Test
  void holdsAnAnswerBackAsLongAsItIsTold() {
    String body = "{\"kind\":\"slow\",\"call\":\"gettoken\",\"number\":\"150\",\"times\":\"1\"}";
    browser.postJson("/wechatwork/control/faults", body);
    long began = System.nanoTime();
    browser.get(API + "gettoken", Map.of());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void countsItsCalls() throws IOException {
    platform.fault("rate-limited", 1);
    token(platform.corpId(), "sandbox-app-secret");
    token(platform.corpId(), "sandbox-app-secret");
    JsonNode counters = json(browser.get("/wechatwork/control/counters", Map.of()).body());
    assertThat(counters.path("gettoken").asInt()).isEqualTo(2);
    browser.post("/wechatwork/control/counters/reset", Map.of());
    assertThat(platform.calls("gettoken")).isZero();
  }

  @Test
  void mintsACodeForAMobileApp() throws IOException {
    var answer = browser.post("/wechatwork/control/codes", Map.of("person", "developer"));
    String code = json(answer.body()).path("code").asText();
    assertThat(redeem(appToken(), code).path("userid").asText()).isEqualTo("developer");
    assertThat(browser.post("/wechatwork/control/codes", Map.of("person", "x")).statusCode())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({"/faults, '{\"preset\":\"x\"}'", "/faults, '{'", "/app, '{\"corpId\":\"x\"}'"})
  void refusesAControlThatMakesNoSense(String path, String body) {
    assertThat(browser.postJson("/wechatwork/control" + path, body).statusCode()).isEqualTo(422);
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    String body = "x".repeat(SandboxRequest.MAX_BODY_BYTES + 1);
    assertThat(browser.postJson("/wechatwork/control/reset", body).statusCode()).isEqualTo(413);
  }

  private JsonNode token(String corpId, String secret) throws IOException {
    return call("gettoken", Map.of("corpid", corpId, "corpsecret", secret));
  }

  private String appToken() throws IOException {
    return token(platform.corpId(), "sandbox-app-secret").path("access_token").asText();
  }

  private String code(String person) {
    return platform.code(person, Optional.empty(), Optional.empty());
  }

  private JsonNode redeem(String token, String code) throws IOException {
    return call("auth/getuserinfo", Map.of("access_token", token, "code", code));
  }

  private JsonNode user(String token, String id) throws IOException {
    return call("user/get", Map.of("access_token", token, "userid", id));
  }

  private JsonNode detail(String token, String ticket) throws IOException {
    String body = "{\"user_ticket\":\"" + ticket + "\"}";
    return json(browser.postJson(API + "auth/getuserdetail?access_token=" + token, body).body());
  }

  private JsonNode call(String name, Map<String, String> query) throws IOException {
    return json(browser.get(API + name, query).body());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static int errcode(JsonNode answer) {
    return answer.path("errcode").asInt(-9);
  }
}
