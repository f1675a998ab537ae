package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LarkServerApiTest {
  private static final String TOKEN = "/lark/open-apis/auth/v3/tenant_access_token/internal";
  private static final String V2 = "/lark/open-apis/authen/v2/oauth/token";
  private static final String V3 = "/lark/oauth/v3/token";
  private static final String USER_INFO = "/lark/open-apis/authen/v1/user_info";
  private static final String CONTACT = "/lark/open-apis/contact/v3/";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CALLBACK = "https://sso.example/callback";

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ObjectMapper json = new ObjectMapper();
  private SandboxServer server;
  private LarkSandbox platform;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, clock);
    platform = server.sandbox().lark();
    browser = new Browser(server.uri());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void handsOutTheSameTokenAsLongAsItHasAWhileToLive() throws IOException {
    JsonNode first = token("sandbox-lark-app-secret");
    assertThat(first.path("expire").asLong()).isEqualTo(7200);
    clock.advance(Duration.ofMinutes(80));
    JsonNode second = token("sandbox-lark-app-secret");
    assertThat(second.path("tenant_access_token")).isEqualTo(first.path("tenant_access_token"));
    assertThat(second.path("expire").asLong()).isEqualTo(2400);
    clock.advance(Duration.ofMinutes(20));
    assertThat(token("sandbox-lark-app-secret").path("tenant_access_token"))
        .isNotEqualTo(first.path("tenant_access_token"));
    assertThat(status(appToken(first), CONTACT + "users/developer")).isEqualTo(200);
  }

  @Test
  void refusesAWrongSecretAndAnUnknownAppWithHttp200() throws IOException {
    HttpResponse<String> wrong = postToken("cli_sandbox00000001", "wrong");
    assertThat(wrong.statusCode()).isEqualTo(200);
    assertThat(code(wrong)).isEqualTo(10014);
    assertThat(code(postToken("cli_unknown", "wrong"))).isEqualTo(10003);
    platform.changeApp("enabled", "false");
    assertThat(code(postToken("cli_sandbox00000001", "sandbox-lark-app-secret")))
        .isEqualTo(99991662);
  }

  @Test
  void redeemsACodeOnce() throws IOException {
    String code = platform.code("developer", Map.of());
    JsonNode granted = read(redeem(V2, code, Map.of()));
    assertThat(granted.path("access_token").asText()).startsWith("u-");
    assertThat(granted.path("token_type").asText()).isEqualTo("Bearer");
    HttpResponse<String> again = redeem(V2, code, Map.of());
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(code(again)).isEqualTo(20065);
    assertThat(read(again).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(code(redeem(V2, "never", Map.of()))).isEqualTo(20003);
  }

  @Test
  void letsACodeExpireAfterFiveMinutes() throws IOException {
    String code = platform.code("developer", Map.of());
    clock.advance(Duration.ofMinutes(5));
    assertThat(code(redeem(V2, code, Map.of()))).isEqualTo(20004);
  }

  @Test
  void holdsTheVerifierAgainstTheChallenge() throws IOException {
    assertThat(code(redeem(V2, challenged(), Map.of("code_verifier", "another")))).isEqualTo(20049);
    assertThat(code(redeem(V2, challenged(), Map.of()))).isEqualTo(20049);
    assertThat(code(redeem(V2, challenged(), Map.of("code_verifier", VERIFIER)))).isZero();
    assertThat(code(redeem(V3, challenged(), Map.of("code_verifier", VERIFIER)))).isZero();
  }

  @Test
  void takesAVerifierWithoutAChallengeAtTheOlderCallAlone() throws IOException {
    Map<String, String> verifier = Map.of("code_verifier", VERIFIER);
    assertThat(code(redeem(V2, platform.code("developer", Map.of()), verifier))).isZero();
    assertThat(code(redeem(V3, platform.code("developer", Map.of()), verifier))).isEqualTo(20049);
  }

  @Test
  void holdsTheAddressAgainstTheOneThatTheCodeWasSentTo() throws IOException {
    Map<String, String> sentTo = Map.of("redirectUri", CALLBACK);
    Map<String, String> another = Map.of("redirect_uri", "https://attacker.example/callback");
    assertThat(code(redeem(V2, platform.code("developer", sentTo), another))).isEqualTo(20071);
    assertThat(
            code(redeem(V2, platform.code("developer", sentTo), Map.of("redirect_uri", CALLBACK))))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "deleted-member, 20008",
    "office-clerk, 20010",
    "disabled-member, 20066",
  })
  void redeemsNoCodeOfSomebodyWhoMayNotComeIn(String person, int code) throws IOException {
    assertThat(code(redeem(V2, platform.code(person, Map.of()), Map.of()))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "developer, tk_sandbox_ltd_0001",
    "visitor, tk_other_ltd_00001",
    "customer, tk_personal_accounts",
  })
  void tellsWhichCompanySomebodyIsOf(String person, String tenantKey) throws IOException {
    JsonNode answer = read(userInfo(person));
    assertThat(answer.at("/data/tenant_key").asText()).isEqualTo(tenantKey);
    assertThat(answer.at("/data/open_id").asText()).startsWith("ou_");
    assertThat(answer.at("/data").has("user_id")).isFalse();
  }

  @Test
  void tellsThatSomebodyResignedWithHttp200() throws IOException {
    HttpResponse<String> answer = userInfo("former-colleague");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(code(answer)).isEqualTo(20021);
  }

  @Test
  void knowsAUserTokenThatExpiredFromOneThatNeverWas() throws IOException {
    String token =
        read(redeem(V2, platform.code("developer", Map.of()), Map.of()))
            .path("access_token")
            .asText();
    platform.expireTokens();
    assertThat(code(get(USER_INFO, token, Map.of()))).isEqualTo(99991677);
    assertThat(code(get(USER_INFO, "u-never", Map.of()))).isEqualTo(99991668);
    assertThat(code(get(USER_INFO, "never", Map.of()))).isEqualTo(99991671);
  }

  @Test
  void showsNoFieldWithoutItsPermission() throws IOException {
    String all = get(CONTACT + "users/developer", appToken(), byUserId()).body();
    assertThat(all).contains("user_id", "status", "enterprise_email", "mobile", "department_ids");
    platform.changeApp("scopes", "contact:contact.base:readonly");
    JsonNode bare = read(get(CONTACT + "users/" + openId("developer"), appToken(), Map.of()));
    assertThat(bare.at("/data/user").fieldNames()).toIterable().containsOnly("open_id", "union_id");
    HttpResponse<String> byId = get(CONTACT + "users/developer", appToken(), byUserId());
    assertThat(byId.statusCode()).isEqualTo(400);
    assertThat(code(byId)).isEqualTo(99991672);
    assertThat(read(byId).at("/error/permission_violations/0/subject").asText())
        .isEqualTo("contact:user.employee_id:readonly");
  }

  @Test
  void cutsTheAddressBookToTheRange() throws IOException {
    platform.changeApp("contactRange", "od-operations");
    HttpResponse<String> root =
        get(CONTACT + "departments/0/children", appToken(), Map.of("page_size", "50"));
    assertThat(root.statusCode()).isEqualTo(403);
    assertThat(code(root)).isEqualTo(40004);
    assertThat(code(get(CONTACT + "users/developer", appToken(), byUserId()))).isEqualTo(41050);
    assertThat(code(get(CONTACT + "users/oncall-engineer", appToken(), byUserId()))).isZero();
  }

  @Test
  void turnsPagesAndKnowsItsOwnTokens() throws IOException {
    Map<String, String> asked = new HashMap<>(Map.of("department_id", "od-support"));
    asked.put("page_size", "50");
    JsonNode first = read(get(CONTACT + "users/find_by_department", appToken(), asked));
    assertThat(first.at("/data/items")).hasSize(50);
    assertThat(first.at("/data/has_more").asBoolean()).isTrue();
    asked.put("page_token", first.at("/data/page_token").asText());
    JsonNode second = read(get(CONTACT + "users/find_by_department", appToken(), asked));
    assertThat(second.at("/data/items/0")).isNotEqualTo(first.at("/data/items/0"));
    asked.put("page_token", "never");
    assertThat(code(get(CONTACT + "users/find_by_department", appToken(), asked))).isEqualTo(40012);
    asked.put("page_size", "51");
    assertThat(code(get(CONTACT + "users/find_by_department", appToken(), asked))).isEqualTo(40011);
  }

  @Test
  void listsNobodyOfTheCrowdWhoLeft() throws IOException {
    platform.changeStatus("crowd-1", "resigned");
    Map<String, String> asked = new HashMap<>(byUserId());
    asked.put("department_id", "od-support");
    asked.put("page_size", "2");
    JsonNode list = read(get(CONTACT + "users/find_by_department", appToken(), asked));
    assertThat(list.findValuesAsText("user_id")).containsExactly("crowd-2", "crowd-3");
  }

  @Test
  void limitsWithAHeaderThatSaysForHowLong() throws IOException {
    String token = appToken();
    platform.fault("rate-limited", 1);
    HttpResponse<String> limited = get(CONTACT + "users/developer", token, byUserId());
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(code(limited)).isEqualTo(99991400);
    assertThat(limited.headers().firstValue("x-ogw-ratelimit-reset")).contains("7");
    assertThat(code(get(CONTACT + "users/developer", token, byUserId()))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-secret, 20002, 10014",
    "wrong-cloud, 20046, 10003",
    "rate-limited, 99991400, 99991400",
  })
  void givesTheSameTroubleItsNumberAtEachCall(String preset, int atOauth, int atToken)
      throws IOException {
    platform.fault(preset, 0);
    assertThat(code(redeem(V2, platform.code("developer", Map.of()), Map.of()))).isEqualTo(atOauth);
    assertThat(token("sandbox-lark-app-secret").path("code").asInt()).isEqualTo(atToken);
  }

  @Test
  void answersWhatIsNoCallInPlainText() {
    HttpResponse<String> answer = browser.get("/lark/open-apis/nothing/v1", Map.of());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 page not found");
  }

  private String challenged() {
    return platform.code(
        "developer", Map.of("codeChallenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
  }

  private HttpResponse<String> userInfo(String person) throws IOException {
    JsonNode granted = read(redeem(V2, platform.code(person, Map.of()), Map.of()));
    return get(USER_INFO, granted.path("access_token").asText(), Map.of());
  }

  private String openId(String person) throws IOException {
    return read(userInfo(person)).at("/data/open_id").asText();
  }

  private HttpResponse<String> redeem(String path, String code, Map<String, String> more)
      throws IOException {
    Map<String, String> body = new HashMap<>(more);
    body.put("grant_type", "authorization_code");
    body.put("client_id", "cli_sandbox00000001");
    body.put("client_secret", "sandbox-lark-app-secret");
    body.put("code", code);
    return browser.postJson(path, json.writeValueAsString(body));
  }

  private HttpResponse<String> postToken(String appId, String secret) throws IOException {
    return browser.postJson(
        TOKEN, json.writeValueAsString(Map.of("app_id", appId, "app_secret", secret)));
  }

  private JsonNode token(String secret) throws IOException {
    return read(postToken("cli_sandbox00000001", secret));
  }

  private String appToken() throws IOException {
    return appToken(token("sandbox-lark-app-secret"));
  }

  private static String appToken(JsonNode answer) {
    return answer.path("tenant_access_token").asText();
  }

  private static Map<String, String> byUserId() {
    return Map.of("user_id_type", "user_id");
  }

  private int status(String token, String path) {
    return get(path, token, byUserId()).statusCode();
  }

  private HttpResponse<String> get(String path, String token, Map<String, String> query) {
    return browser.get(path, query, "Authorization", "Bearer " + token);
  }

  private int code(HttpResponse<String> answer) throws IOException {
    return read(answer).path("code").asInt(-9);
  }

  private JsonNode read(HttpResponse<String> answer) throws IOException {
    return json.readTree(answer.body());
  }
}
