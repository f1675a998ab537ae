package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.lark.LarkSandbox;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LarkGroupChatsTest {
  private static final String IM = "/open-apis/im/v1/";
  private static final Map<String, String> TO_CHAT = Map.of("receive_id_type", "chat_id");
  private static final Map<String, String> USERS = Map.of("user_id_type", "user_id");
  private static final Map<String, String> MEMBERS =
      Map.of("member_id_type", "user_id", "succeed_type", "1");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ObjectMapper json = new ObjectMapper();
  private final LarkSandbox platform = new LarkSandbox(clock);
  private String token = "";

  @BeforeEach
  void signIn() throws IOException {
    token =
        call(
                "POST",
                "/open-apis/auth/v3/tenant_access_token/internal",
                Map.of(),
                "{'app_id':'cli_sandbox00000001','app_secret':'sandbox-lark-app-secret'}")
            .path("tenant_access_token")
            .asText();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void opensOneChatByAKeyAndAnOwnerForTenHours() throws IOException {
    String first = open("k", "{'name':'a'}");
    clock.advance(Duration.ofHours(10).minusSeconds(1));
    signIn();
    assertThat(open("k", "{'name':'a'}")).isEqualTo(first);
    assertThat(open("k", "{'name':'a','owner_id':'developer'}")).isNotEqualTo(first);
    assertThat(open("other", "{'name':'a'}")).isNotEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(open("k", "{'name':'a'}")).isNotEqualTo(first);
    assertThat(platform.chatsOpened()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'user_id_list':['developer','former-colleague']}; 232022",
        "{'user_id_list':['developer','office-clerk']}; 232043",
        "{'user_id_list':['visitor']}; 232043",
        "{'owner_id':'deleted-member'}; 232043",
        "{'owner_id':'newcomer'}; 232043",
      })
  void opensNoChatWithSomebodyWhomTheBotDoesNotReach(String body, int code) throws IOException {
    assertThat(code(call("POST", IM + "chats", USERS, body))).isEqualTo(code);
    assertThat(platform.chats()).isEmpty();
  }

  @Test
  void takesABotAndAPermission() throws IOException {
    platform.changeApp("bot", "false");
    assertThat(code(call("POST", IM + "chats", USERS, "{}"))).isEqualTo(232025);
    platform.reset();
    signIn();
    platform.revokeScopes("im:chat");
    JsonNode refused = call("POST", IM + "chats", USERS, "{}");
    assertThat(code(refused)).isEqualTo(99991672);
    assertThat(refused.at("/error/permission_violations/0/subject").asText()).isEqualTo("im:chat");
  }

  @Test
  void addsWhomItCanAndNamesTheOthers() throws IOException {
    String chat = open("k", "{}");
    JsonNode added =
        call(
            "POST",
            IM + "chats/" + chat + "/members",
            MEMBERS,
            "{'id_list':['developer','former-colleague','office-clerk','nobody']}");
    assertThat(added.at("/data/invalid_id_list").toString())
        .isEqualTo("[\"former-colleague\",\"office-clerk\"]");
    assertThat(added.at("/data/not_existed_id_list").toString()).isEqualTo("[\"nobody\"]");
    assertThat(chat(chat).members()).containsExactly("developer");
  }

  @Test
  void addsAllOrNobodyWhereItIsNotAskedForMore() throws IOException {
    String members = IM + "chats/" + open("k", "{}") + "/members";
    Map<String, String> strict = Map.of("member_id_type", "user_id");
    assertThat(code(call("POST", members, strict, "{'id_list':['developer','office-clerk']}")))
        .isEqualTo(232024);
    assertThat(code(call("POST", members, strict, "{'id_list':[]}"))).isEqualTo(232027);
    String crowd =
        IntStream.rangeClosed(1, 51)
            .mapToObj(it -> "'crowd-" + it + "'")
            .collect(Collectors.joining(",", "{'id_list':[", "]}"));
    assertThat(code(call("POST", members, strict, crowd))).isEqualTo(232001);
    assertThat(code(call("POST", members, Map.of(), "{'id_list':['developer']}")))
        .isEqualTo(232001);
    assertThat(platform.chats().get(0).members()).isEmpty();
  }

  @Test
  void keepsAnOwnersRightsFromAnAppThatIsNeitherOwnerNorPermitted() throws IOException {
    String others = open("k", "{'owner_id':'developer','user_id_list':['crowd-1']}");
    platform.revokeScopes("im:chat:operate_as_owner");
    String path = IM + "chats/" + others;
    String mute = "{'moderation_setting':'only_owner'}";
    String leave = "{'id_list':['crowd-1']}";
    assertThat(code(call("DELETE", path, Map.of(), ""))).isEqualTo(232017);
    assertThat(code(call("PUT", path + "/moderation", Map.of(), mute))).isEqualTo(232017);
    assertThat(code(call("DELETE", path + "/members", MEMBERS, leave))).isEqualTo(232017);
    assertThat(code(call("PUT", path, USERS, "{'owner_id':'crowd-1'}"))).isEqualTo(232016);
    assertThat(code(call("PUT", path, USERS, "{'name':'b'}"))).isZero();

    Map<String, String> managing = new HashMap<>(USERS);
    managing.put("set_bot_manager", "true");
    String managed =
        call("POST", IM + "chats", managing, "{'owner_id':'developer','user_id_list':['crowd-1']}")
            .at("/data/chat_id")
            .asText();
    path = IM + "chats/" + managed;
    assertThat(code(call("DELETE", path + "/members", MEMBERS, leave))).isZero();
    assertThat(code(call("DELETE", path, Map.of(), ""))).isEqualTo(232017);
  }

  @Test
  void letsADissolvedChatBeReadAndNothingElse() throws IOException {
    String chat = open("k", "{'name':'a'}");
    String path = IM + "chats/" + chat;
    assertThat(call("GET", path, USERS, "").at("/data/chat_status").asText()).isEqualTo("normal");
    platform.dissolveChat(chat);
    assertThat(call("GET", path, USERS, "").at("/data/chat_status").asText())
        .isEqualTo("dissolved");
    assertThat(code(call("DELETE", path, Map.of(), ""))).isEqualTo(232009);
    assertThat(code(call("GET", path + "/members", MEMBERS, ""))).isEqualTo(232009);
    assertThat(code(send(chat, "text", "{'text':'x'}", ""))).isEqualTo(232009);
    assertThat(code(call("GET", IM + "chats/oc_none", USERS, ""))).isEqualTo(232006);
    assertThat(code(send("oc_none", "text", "{'text':'x'}", ""))).isEqualTo(230034);
  }

  @Test
  void sendsAMessageOnceByItsKeyForAnHour() throws IOException {
    String chat = open("k", "{}");
    String first = send(chat, "text", "{'text':'x'}", "m").at("/data/message_id").asText();
    clock.advance(Duration.ofMinutes(59));
    assertThat(send(chat, "text", "{'text':'x'}", "m").at("/data/message_id").asText())
        .isEqualTo(first);
    clock.advance(Duration.ofMinutes(1));
    send(chat, "text", "{'text':'x'}", "m");
    assertThat(chat(chat).messages()).hasSize(2);
  }

  @Test
  void refusesWhatIsNoMessageOrTooLong() throws IOException {
    String chat = open("k", "{}");
    assertThat(code(send(chat, "text", "no json", ""))).isEqualTo(230001);
    assertThat(code(send(chat, "text", "{'text':' '}", ""))).isEqualTo(230001);
    assertThat(code(send(chat, "image", "{'image_key':'i'}", ""))).isEqualTo(230001);
    String post = "{'en_us':{'content':[[{'tag':'text','text':'%s'}]]}}";
    assertThat(code(send(chat, "post", post.formatted("x".repeat(31_000)), ""))).isEqualTo(230025);
    assertThat(code(send(chat, "post", post.formatted("x"), ""))).isZero();
  }

  @Test
  void keepsTheAppFromWritingWhereOnlyTheOwnerMay() throws IOException {
    String chat = open("k", "{'owner_id':'developer'}");
    String mute = "{'moderation_setting':'only_owner'}";
    assertThat(code(call("PUT", IM + "chats/" + chat + "/moderation", Map.of(), mute))).isZero();
    assertThat(code(send(chat, "text", "{'text':'x'}", ""))).isEqualTo(230018);
  }

  /** A provider that sends strangers' texts as they are has to be found out. */
  @Test
  void readsMentionsAndLinksInTextsButNotInThePartsOfRichText() throws IOException {
    String chat = open("k", "{}");
    String odd = "<at user_id=\\'all\\'>all</at> [a](https://b.example) <b>c</b>";
    send(chat, "text", "{'text':'" + odd + "'}", "");
    assertThat(chat(chat).mentioned()).containsExactly("all");
    assertThat(chat(chat).messages().get(0).text()).isEqualTo("@all a (https://b.example) c");
    send(chat, "post", "{'zh_cn':{'content':[[{'tag':'text','text':'" + odd + "'}]]}}", "");
    assertThat(chat(chat).messages().get(1).mentioned()).isEmpty();
    assertThat(chat(chat).messages().get(1).text()).contains("<at user_id=", "[a](", "<b>");
    send(chat, "post", "{'zh_cn':{'content':[[{'tag':'md','text':'" + odd + "'}]]}}", "");
    assertThat(chat(chat).messages().get(2).mentioned()).containsExactly("all");
  }

  @Test
  void givesBackWhatWasSaidPageByPage() throws IOException {
    String chat = open("k", "{}");
    for (String said : List.of("early", "one", "two")) {
      send(chat, "text", "{'text':'" + said + "'}", "");
      clock.advance(Duration.ofMinutes(1));
    }
    Map<String, String> query = new HashMap<>();
    query.put("container_id_type", "chat");
    query.put("container_id", chat);
    query.put("start_time", Long.toString(clock.instant().minusSeconds(120).getEpochSecond()));
    query.put("page_size", "1");
    JsonNode first = call("GET", IM + "messages", query, "");
    assertThat(first.at("/data/items/0/body/content").asText()).contains("one");
    query.put("page_token", first.at("/data/page_token").asText());
    JsonNode second = call("GET", IM + "messages", query, "");
    assertThat(second.at("/data/items/0/body/content").asText()).contains("two");
    assertThat(second.at("/data/has_more").asBoolean()).isFalse();
    platform.revokeScopes("im:message.group_msg");
    assertThat(code(call("GET", IM + "messages", query, ""))).isEqualTo(230027);
  }

  private String open(String key, String body) throws IOException {
    Map<String, String> query = new HashMap<>(USERS);
    query.put("uuid", key);
    return call("POST", IM + "chats", query, body).at("/data/chat_id").asText();
  }

  private JsonNode send(String chat, String kind, String content, String key) throws IOException {
    String body =
        json.writeValueAsString(
            Map.of(
                "receive_id", chat,
                "msg_type", kind,
                "content", content.replace('\'', '"'),
                "uuid", key));
    return call("POST", IM + "messages", TO_CHAT, body);
  }

  private GroupChat chat(String id) {
    return platform.chats().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static int code(JsonNode answer) {
    return answer.path("code").asInt(-1);
  }

  private JsonNode call(String method, String path, Map<String, String> query, String body)
      throws IOException {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    SandboxResponse answer =
        platform.handle(
            new SandboxRequest(
                method,
                "",
                path,
                query,
                bytes,
                name -> name.equals("Authorization") ? "Bearer " + token : null));
    return json.readTree(answer.body());
  }
}
