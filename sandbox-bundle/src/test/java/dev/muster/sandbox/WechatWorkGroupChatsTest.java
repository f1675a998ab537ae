package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.wechatwork.WechatWorkSandbox;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WechatWorkGroupChatsTest {
  private static final String API = "/wechatwork/cgi-bin/";
  private static final String CONTROL = "/wechatwork/control";

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private SandboxServer server;
  private WechatWorkSandbox platform;
  private Browser browser;
  private String token = "";

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.start(0, clock);
    platform = server.sandbox().wechatWork();
    browser = new Browser(server.uri());
    token = token("sandbox-app-secret");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"userlist\":[\"developer\"]}; 86006",
        "{\"userlist\":[\"developer\",\"DEVELOPER\"]}; 86006",
        "{\"userlist\":[\"developer\",\"former-colleague\"]}; 86007",
        "{\"userlist\":[\"developer\",\"wmSandboxCustomer01\"]}; 86007",
        "{\"userlist\":[\"developer\",\"office-clerk\"]}; 60011",
        "{\"userlist\":[\"developer\",\"crowd-1\"],\"owner\":\"crowd-2\"}; 86207",
        "{\"userlist\":[\"developer\",\"crowd-1\"],\"chatid\":\"a-b\"}; 86001",
        "{\"userlist\":[\"developer\",\"crowd-1\"],\"chatid\":\"taken\"}; 86215",
      })
  void opensNoChatThatThePlatformWouldNot(String body, int errcode) throws IOException {
    open("taken");
    assertThat(errcode(post("create", body))).isEqualTo(errcode);
    assertThat(platform.chats()).hasSize(1);
  }

  @Test
  void opensChatsForAnAppForTheWholeCompanyAlone() throws IOException {
    open("one");
    assertThat(errcode(post("create", token("sandbox-address-book-secret"), "{}")))
        .isEqualTo(48002);
    platform.showAppTo(List.of(2, 3));
    assertThat(errcode(post("create", "{\"userlist\":[\"developer\",\"crowd-1\"]}")))
        .isEqualTo(60011);
    assertThat(errcode(post("send", text("one")))).isEqualTo(48002);
  }

  @Test
  void tellsNobodyThatAMemberGotTooManyMessages() throws IOException {
    open("one");
    open("two");
    for (int i = 0; i < 150; i++) {
      assertThat(errcode(post("send", text("one")))).isZero();
      assertThat(errcode(post("send", text("two")))).isZero();
    }
    assertThat(chat("one").messages().size() + chat("two").messages().size()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    post("send", text("one"));
    assertThat(chat("one").messages()).hasSize(101);
  }

  @Test
  void letsAChatBeChangedAThousandTimesAnHour() throws IOException {
    open("one");
    String rename = "{\"chatid\":\"one\",\"name\":\"x\"}";
    for (int i = 0; i < 1000; i++) {
      assertThat(errcode(post("update", rename))).isZero();
    }
    assertThat(errcode(post("update", rename))).isEqualTo(45009);
    clock.advance(Duration.ofHours(1));
    assertThat(errcode(post("update", rename))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"add_user_list\":[\"crowd-2\",\"nobody\"]; 86007",
        "\"del_user_list\":[\"crowd-2\"]; 86216",
        "\"del_user_list\":[\"crowd-1\"]; 86006",
        "\"add_user_list\":[\"crowd-2\"],\"del_user_list\":[\"developer\"]; 86207",
        "\"owner\":\"crowd-2\"; 86207",
      })
  void changesAChatAsAWholeOrNotAtAll(String change, int errcode) throws IOException {
    open("one");
    assertThat(errcode(post("update", "{\"chatid\":\"one\"," + change + "}"))).isEqualTo(errcode);
    assertThat(chat("one").members()).containsExactly("developer", "crowd-1");
  }

  @Test
  void handsAChatOnToWhoeverStays() throws IOException {
    open("one");
    String change =
        "{\"chatid\":\"one\",\"owner\":\"crowd-1\",\"add_user_list\":[\"crowd-2\"],"
            + "\"del_user_list\":[\"developer\"]}";
    assertThat(errcode(post("update", change))).isZero();
    assertThat(chat("one").owner()).contains("crowd-1");
    assertThat(chat("one").members()).containsExactly("crowd-1", "crowd-2");
  }

  /** As the client shows it, so that a test notices what was markup. */
  @Test
  void showsMarkupByWhatItMeans() throws IOException {
    open("one");
    post("send", message("text", "<a href='https://evil.example'>ok</a>".replace('\'', '"')));
    post("send", message("markdown", "**Hi** <@crowd-1> [ok](https://a.example) `x`"));
    assertThat(chat("one").messages())
        .extracting(GroupChat.Said::text)
        .containsExactly("ok", "Hi @crowd-1 ok (https://a.example) x");
    assertThat(chat("one").mentioned()).isEqualTo(Set.of("crowd-1"));
  }

  @Test
  void showsAChatToWhoeverLooksAtAPhone() throws IOException {
    open("one");
    post("send", message("text", "Payments <fail>"));
    String phone = browser.get(CONTROL + "/phone", Map.of("person", "developer")).body();
    assertThat(phone).contains("/chat?id=one", "Checkout is down");
    String page = browser.get(CONTROL + "/chat", Map.of("id", "one")).body();
    assertThat(page).contains("Checkout is down", "Developer", "(owner)", "Payments &lt;fail&gt;");
    assertThat(browser.get(CONTROL + "/chat", Map.of("id", "other")).statusCode()).isEqualTo(422);
  }

  @Test
  void dissolvesAChatByHandAndKeepsItsId() throws IOException {
    open("one");
    browser.post(CONTROL + "/chats/dissolve", Map.of("chat", "one"));
    JsonNode chats = json(browser.get(CONTROL + "/chats", Map.of()).body());
    assertThat(chats.get(0).path("standing").asBoolean(true)).isFalse();
    assertThat(errcode(post("send", text("one")))).isEqualTo(40050);
    assertThat(
            errcode(
                json(
                    browser
                        .get(API + "appchat/get", Map.of("access_token", token, "chatid", "one"))
                        .body())))
        .isEqualTo(40050);
    assertThat(
            errcode(
                post("create", "{\"userlist\":[\"developer\",\"crowd-1\"],\"chatid\":\"one\"}")))
        .isEqualTo(86215);
  }

  private void open(String id) throws IOException {
    String body =
        "{\"name\":\"Checkout is down\",\"owner\":\"developer\",\"userlist\":[\"developer\",\"crowd-1\"],\"chatid\":\""
            + id
            + "\"}";
    assertThat(errcode(post("create", body))).isZero();
  }

  private GroupChat chat(String id) {
    return platform.chats().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static String text(String chat) {
    return "{\"chatid\":\"" + chat + "\",\"msgtype\":\"text\",\"text\":{\"content\":\"Hi\"}}";
  }

  private static String message(String kind, String content) throws IOException {
    return new ObjectMapper()
        .writeValueAsString(
            Map.of("chatid", "one", "msgtype", kind, kind, Map.of("content", content)));
  }

  private JsonNode post(String call, String body) throws IOException {
    return post(call, token, body);
  }

  private JsonNode post(String call, String by, String body) throws IOException {
    return json(browser.postJson(API + "appchat/" + call + "?access_token=" + by, body).body());
  }

  private String token(String secret) throws IOException {
    Map<String, String> query = Map.of("corpid", platform.corpId(), "corpsecret", secret);
    return json(browser.get(API + "gettoken", query).body()).path("access_token").asText();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static int errcode(JsonNode answer) {
    return answer.path("errcode").asInt(-9);
  }
}
