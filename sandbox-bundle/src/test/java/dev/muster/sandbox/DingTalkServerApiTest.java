package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider's own tests do not hold the sandbox against. */
final class DingTalkServerApiTest {
  private static final String PERSON = "topapi/v2/user/get";
  private static final String ME = "/dingtalk/v1.0/contact/users/me";

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ObjectMapper json = new ObjectMapper();
  private SandboxServer server;
  private DingTalkSandbox platform;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, clock);
    platform = server.sandbox().dingTalk();
    browser = new Browser(server.uri());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givesTheSameTokenByAllItsCallsAsLongAsItWorks() throws IOException {
    String token = token();
    assertThat(post("v1.0/oauth2/accessToken", app("appKey", "appSecret", "")).path("accessToken"))
        .hasToString("\"" + token + "\"");
    assertThat(
            post(
                    "v1.0/oauth2/" + platform.corpId() + "/token",
                    app("client_id", "client_secret", ""))
                .path("access_token"))
        .hasToString("\"" + token + "\"");
    clock.advance(Duration.ofHours(2));
    assertThat(token()).isNotEqualTo(token);
  }

  @Test
  void refusesAWrongSecretInTheTongueOfEachApi() throws IOException {
    platform.changeApp("secret", "another");
    JsonNode old = read(browser.get("/dingtalk/gettoken", Map.of("appkey", "a", "appsecret", "b")));
    assertThat(old.path("errcode").asInt()).isEqualTo(40096);
    HttpResponse<String> fresh =
        browser.postJson("/dingtalk/v1.0/oauth2/accessToken", app("appKey", "appSecret", ""));
    assertThat(fresh.statusCode()).isEqualTo(400);
    assertThat(read(fresh).path("code").asText()).isEqualTo("invalidClientIdOrSecret");
  }

  @Test
  void wrapsWhatTheGatewayRefusesAndNothingElse() throws IOException {
    JsonNode refused = read(browser.postJson("/dingtalk/" + PERSON + "?access_token=x", "{}"));
    assertThat(refused.path("errcode").asInt()).isEqualTo(88);
    assertThat(refused.path("sub_code").asText()).isEqualTo("40014");
    assertThat(refused.path("errmsg").asText()).contains("subcode=40014");
    assertThat(person("nobody").path("errcode").asInt()).isEqualTo(60121);
  }

  @Test
  void wantsTheTokenWhereEachApiHasIt() throws IOException {
    assertThat(read(browser.postJson("/dingtalk/" + PERSON, "{}")).path("sub_code").asText())
        .isEqualTo("40000");
    HttpResponse<String> me = browser.get(ME, Map.of("access_token", token()));
    assertThat(me.statusCode()).isEqualTo(400);
    assertThat(read(me).path("code").asText()).isEqualTo("AuthenticationFailed.MissingParameter");
  }

  @Test
  void refusesTheAppsTokenWhereAPersonsIsWanted() throws IOException {
    HttpResponse<String> me = browser.get(ME, Map.of(), "x-acs-dingtalk-access-token", token());
    assertThat(me.statusCode()).isEqualTo(403);
    assertThat(read(me).path("accessdenieddetail").path("requiredScopes").get(0).asText())
        .isEqualTo("Contact.User.Read");
  }

  @Test
  void keepsTheTwoKindsOfCodeApart() throws IOException {
    String ofClient = platform.code("developer", Map.of("kind", "client"));
    String ofAccount = platform.code("developer", Map.of());
    assertThat(redeemed(ofClient).path("code").asText())
        .isEqualTo("invalidParameter.authCode.notFound");
    assertThat(whose(ofAccount).path("errcode").asInt()).isEqualTo(40078);
    assertThat(redeemed(ofAccount).path("corpId").asText()).isEqualTo(platform.corpId());
    assertThat(redeemed(ofAccount).path("code").asText())
        .isEqualTo("invalidParameter.authCode.notFound");
    assertThat(whose(platform.code("developer", Map.of("kind", "client"))).path("errcode").asInt(9))
        .isZero();
  }

  @Test
  void tellsTheCompanyOnlyToWhoeverAskedForIt() throws IOException {
    assertThat(redeemed(platform.code("developer", Map.of("scope", "openid"))).has("corpId"))
        .isFalse();
    assertThat(redeemed(platform.code("visitor", Map.of())).path("corpId").asText())
        .isEqualTo("dingotherltd00000001");
  }

  @Test
  void letsCodesDie() throws IOException {
    String code = platform.code("developer", Map.of());
    clock.advance(Duration.ofMinutes(6));
    assertThat(redeemed(code).has("accessToken")).isFalse();
  }

  @Test
  void leavesOutWhatTheAppMayNotSee() throws IOException {
    assertThat(person("office-clerk").path("errcode").asInt()).isEqualTo(50002);
    platform.changeStatus("developer", "left");
    assertThat(person("developer").path("errcode").asInt()).isEqualTo(60121);
  }

  @Test
  void listsNobodyOfTheCrowdWhoLeft() throws IOException {
    platform.changeStatus("crowd-1", "left");
    JsonNode list =
        post(
                "topapi/v2/user/list?access_token=" + token(),
                "{\"dept_id\":5,\"cursor\":0,\"size\":2}")
            .at("/result/list");
    assertThat(list.findValuesAsText("userid")).containsExactly("crowd-2", "crowd-3");
  }

  @ParameterizedTest
  @CsvSource({
    "token-invalid, 40014, InvalidAuthentication",
    "token-expired, 42001, InvalidAuthentication",
    "address-not-allowed, 60020, Forbidden.AccessDenied.IpNotInWhiteList",
    "rate-limited, 90018, Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
  })
  void tellsAFaultInTheTongueOfEachApi(String preset, String number, String word)
      throws IOException {
    String token = token();
    platform.fault(preset, 0);
    assertThat(post(PERSON + "?access_token=" + token, "{}").path("sub_code").asText())
        .isEqualTo(number);
    assertThat(read(browser.get(ME, Map.of())).path("code").asText()).isEqualTo(word);
  }

  @Test
  void turnsABannedAddressAwayWithoutACode() throws IOException {
    platform.fault("banned", 0);
    assertThat(read(browser.get(ME, Map.of())).path("status").asInt()).isEqualTo(1111);
    assertThat(read(browser.get("/dingtalk/gettoken", Map.of())).path("status").asInt())
        .isEqualTo(1111);
  }

  @ParameterizedTest
  @ValueSource(strings = {"departments", "permissions", "secret", "enabled", "oldClient"})
  void changesWhatAnAdministratorChangesInTheConsole(String field) {
    assertThat(browser.postJson("/dingtalk/control/app", "{\"" + field + "\":\"1\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void sendsNoRenamingBecauseIdsNeverChange() {
    assertThat(platform.happenings())
        .contains(Happening.VERIFICATION, Happening.LEFT)
        .doesNotContain(Happening.RENAMED);
  }

  private String token() throws IOException {
    Map<String, String> binding = platform.binding();
    return read(browser.get(
            "/dingtalk/gettoken",
            Map.of(
                "appkey",
                binding.getOrDefault("clientId", ""),
                "appsecret",
                binding.getOrDefault("clientSecret", ""))))
        .path("access_token")
        .asText();
  }

  private JsonNode person(String id) throws IOException {
    return post(PERSON + "?access_token=" + token(), "{\"userid\":\"" + id + "\"}");
  }

  private JsonNode whose(String code) throws IOException {
    return post(
        "topapi/v2/user/getuserinfo?access_token=" + token(), "{\"code\":\"" + code + "\"}");
  }

  private JsonNode redeemed(String code) throws IOException {
    return post(
        "v1.0/oauth2/userAccessToken",
        app(
            "clientId",
            "clientSecret",
            ",\"grantType\":\"authorization_code\",\"code\":\"" + code + "\""));
  }

  private String app(String id, String secret, String more) {
    Map<String, String> binding = platform.binding();
    return "{\"%s\":\"%s\",\"%s\":\"sandbox-client-secret\"%s}"
        .formatted(id, binding.get("clientId"), secret, more);
  }

  private JsonNode post(String path, String body) throws IOException {
    return read(browser.postJson("/dingtalk/" + path, body));
  }

  private JsonNode read(HttpResponse<String> answer) throws IOException {
    return json.readTree(answer.body());
  }
}
