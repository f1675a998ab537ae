package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.dingtalk.DingTalkSandbox;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DingTalkGroupChatsTest {
  private static final String API = "/dingtalk/v1.0/";
  private static final String CONTROL = "/dingtalk/control";
  private static final String SEND = "/dingtalk/topapi/im/chat/scencegroup/message/send_v2";

  private final ObjectMapper json = new ObjectMapper();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private SandboxServer server;
  private DingTalkSandbox platform;
  private Browser browser;
  private String token = "";

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, clock);
    platform = server.sandbox().dingTalk();
    browser = new Browser(server.uri());
    Map<String, String> app = platform.binding();
    token =
        read(browser.get(
                "/dingtalk/gettoken",
                Map.of(
                    "appkey", app.getOrDefault("clientId", ""),
                    "appsecret", app.getOrDefault("clientSecret", ""))))
            .path("access_token")
            .asText();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "title, 1234567890123456789012345678901, parameter.invalid",
    "title, '', parameter.invalid",
    "template_id, another, groupTemplate.notFound",
    "owner_user_id, nobody, member.notFound",
    "owner_user_id, former-colleague, member.notFound",
    "owner_user_id, office-clerk, permession.checkFailed",
  })
  void opensNoChatThatThePlatformWouldNot(String field, String value, String word)
      throws IOException {
    Map<String, Object> chat = chat("key");
    chat.put(field, value);
    assertThat(code("im/sceneGroup/create", chat)).isEqualTo(word);
    assertThat(platform.chats()).isEmpty();
  }

  @Test
  void opensOneChatByAKeyAndAnotherWithoutOne() throws IOException {
    String id = open("key");
    assertThat(open("key")).isEqualTo(id).startsWith("cid");
    assertThat(open("other")).isNotEqualTo(id);
    assertThat(open("")).isNotEqualTo(open(""));
    assertThat(platform.chatsOpened()).isEqualTo(4);
  }

  @Test
  void leavesOutInSilenceWhomItCannotAdd() throws IOException {
    String id = open("key");
    assertThat(move(id, "add", List.of("crowd-1", "nobody", "office-clerk", "customer")))
        .isEqualTo("done");
    assertThat(chat().members()).containsExactly("developer", "crowd-1");
  }

  @Test
  void takesAThousandPeopleAHundredAtATime() throws IOException {
    String id = open("key");
    for (int from = 0; from < 900; from += 100) {
      assertThat(move(id, "add", crowd(from, 100))).isEqualTo("done");
    }
    assertThat(move(id, "add", crowd(900, 101))).isEqualTo("parameter.invalid");
    assertThat(move(id, "add", crowd(900, 100))).isEqualTo("member.exceed");
    assertThat(move(id, "add", crowd(900, 99))).isEqualTo("done");
    assertThat(chat().members()).hasSize(1000);
  }

  private static List<String> crowd(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> "crowd-" + (i + 1)).toList();
  }

  @Test
  void removesEverybodyButTheOwner() throws IOException {
    String id = open("key");
    move(id, "add", List.of("crowd-1"));
    assertThat(move(id, "delete", List.of("developer"))).isEqualTo("parameter.invalid");
    assertThat(move(id, "delete", List.of("crowd-1", "crowd-2"))).isEqualTo("done");
    assertThat(chat().members()).containsExactly("developer");
  }

  @Test
  void givesAChatToMembersAlone() throws IOException {
    String id = open("key");
    Map<String, Object> change = Map.of("open_conversation_id", id, "owner_user_id", "crowd-1");
    assertThat(code("im/sceneGroup/update", change)).isEqualTo("parameter.invalid");
    move(id, "add", List.of("crowd-1"));
    assertThat(code("im/sceneGroup/update", change)).isEqualTo("done");
    assertThat(chat().owner()).contains("crowd-1");
  }

  /** Each call in its own words; the status alone says it plainly. */
  @Test
  void saysInManyWaysThatAChatStandsNoMore() throws IOException {
    String id = open("key");
    browser.post(CONTROL + "/chats/dissolve", Map.of("chat", id));
    assertThat(move(id, "add", List.of("crowd-1"))).isEqualTo("parameter.invalid");
    Map<String, Object> which = Map.of("openConversationId", id, "maxResults", 1);
    assertThat(code("im/sceneGroups/members/batchQuery", which)).isEqualTo("groupPermissionDenied");
    assertThat(code("im/chat/scenegroup/disband", which)).isEqualTo("paramIllegal");
    assertThat(errcode(say(id, Map.of()))).isEqualTo(660015);
    assertThat(read(post("im/sceneGroups/query", which)).path("status").asInt()).isEqualTo(2);
    assertThat(code("im/sceneGroups/query", Map.of("openConversationId", "none")))
        .isEqualTo("cidEncryptError");
  }

  @ParameterizedTest
  @CsvSource({
    "robot_code, another, 660014",
    "msg_template_id, another, 660024",
    "msg_param_map, {}, 660025",
    "msg_param_map, not json, 660025",
  })
  void saysNothingThatThePlatformWouldNot(String field, String value, int errcode)
      throws IOException {
    String id = open("key");
    assertThat(errcode(say(id, Map.of(field, value)))).isEqualTo(errcode);
    assertThat(chat().messages()).isEmpty();
  }

  @Test
  void tellsMembersAloneThatTheyAreNamed() throws IOException {
    String id = open("key");
    move(id, "add", List.of("crowd-1"));
    assertThat(errcode(say(id, Map.of("at_users", "crowd-1,crowd-2")))).isZero();
    assertThat(chat().mentioned()).containsExactly("crowd-1");
    String many = String.join(",", crowd(0, 51));
    assertThat(errcode(say(id, Map.of("at_users", many)))).isEqualTo(660022);
  }

  /** As the client shows it. */
  @Test
  void showsMarkupByWhatItMeans() throws IOException {
    String id = open("key");
    String said = "{\"%s\":\"### **Hi** [ok](https://a.example)\"}";
    HttpResponse<String> markdown =
        say(
            id,
            Map.of(
                "msg_template_id",
                "inner_app_template_markdown",
                "msg_param_map",
                said.formatted("markdown_content")));
    HttpResponse<String> text = say(id, Map.of("msg_param_map", said.formatted("content")));

    assertThat(markdown.statusCode()).isEqualTo(200);
    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(chat().messages())
        .extracting(GroupChat.Said::text)
        .containsExactly("Hi ok (https://a.example)", "### **Hi** [ok](https://a.example)");
  }

  @Test
  void letsTheAppsOwnRobotSpeakWhereItHasOne() throws IOException {
    String id = open("key");
    Map<String, Object> message =
        Map.of(
            "robotCode",
            platform.binding().getOrDefault("clientId", ""),
            "openConversationId",
            id,
            "msgKey",
            "sampleText",
            "msgParam",
            "{\"content\":\"Hi\"}");
    assertThat(code("robot/groupMessages/send", message)).isEqualTo("done");
    assertThat(chat().messages()).extracting(GroupChat.Said::text).containsExactly("Hi");
    platform.changeApp("robot", "false");
    assertThat(code("robot/groupMessages/send", message))
        .isEqualTo("invalidParameter.robotCode.auth");
  }

  @Test
  void wantsThePermission() throws IOException {
    String id = open("key");
    platform.changeApp("permissions", "qyapi_base");
    HttpResponse<String> answer = post("im/sceneGroup/create", chat("other"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(read(answer).at("/accessdenieddetail/requiredScopes/0").asText())
        .isEqualTo("qyapi_chat_manage");
    assertThat(read(say(id, Map.of())).path("sub_code").asText()).isEqualTo("60011");
  }

  @Test
  void isNotReadyForAMomentWhereThatIsSwitchedOn() throws IOException {
    String id = open("key");
    platform.fault("group-not-ready", 1);
    assertThat(move(id, "add", List.of("crowd-1"))).isEqualTo("groupPermissionDenied");
    assertThat(move(id, "add", List.of("crowd-1"))).isEqualTo("done");
  }

  @Test
  void showsAChatToWhoeverLooksAtAPhone() throws IOException {
    String id = open("key");
    say(id, Map.of());
    String phone = browser.get(CONTROL + "/phone", Map.of("person", "developer")).body();
    assertThat(phone).contains("Checkout is down");
    String page = browser.get(CONTROL + "/chat", Map.of("id", id)).body();
    assertThat(page).contains("Checkout is down", "Developer", "(owner)", "Payments &lt;fail&gt;");
  }

  private Map<String, Object> chat(String key) {
    Map<String, Object> chat = new HashMap<>();
    chat.put("title", "Checkout is down");
    chat.put("template_id", platform.binding().getOrDefault("groupTemplateId", ""));
    chat.put("owner_user_id", "developer");
    chat.put("user_ids", List.of("developer"));
    chat.put("uuid", key);
    return chat;
  }

  private String open(String key) throws IOException {
    return read(post("im/sceneGroup/create", chat(key))).path("open_conversation_id").asText();
  }

  private GroupChat chat() {
    return platform.chats().get(0);
  }

  private String move(String id, String way, List<String> people) throws IOException {
    return code(
        "im/sceneGroup/member/" + way, Map.of("open_conversation_id", id, "user_ids", people));
  }

  private HttpResponse<String> say(String id, Map<String, Object> other) throws IOException {
    Map<String, Object> message = new HashMap<>();
    message.put("target_open_conversation_id", id);
    message.put("robot_code", platform.binding().getOrDefault("groupRobotId", ""));
    message.put("msg_template_id", "inner_app_template_text");
    message.put("msg_param_map", "{\"content\":\"Payments <fail>\"}");
    message.putAll(other);
    return browser.postJson(SEND + "?access_token=" + token, json.writeValueAsString(message));
  }

  private HttpResponse<String> post(String call, Map<String, Object> body) throws IOException {
    return browser.postJson(
        API + call, json.writeValueAsString(body), "x-acs-dingtalk-access-token", token);
  }

  private String code(String call, Map<String, Object> body) throws IOException {
    HttpResponse<String> answer = post(call, body);
    return answer.statusCode() == 200 ? "done" : read(answer).path("code").asText();
  }

  private int errcode(HttpResponse<String> answer) throws IOException {
    return read(answer).path("errcode").asInt(-9);
  }

  private JsonNode read(HttpResponse<String> answer) throws IOException {
    return json.readTree(answer.body());
  }
}
