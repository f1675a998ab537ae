package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.platform.WebhookEvent.ChatDissolved;
import dev.muster.spi.platform.WebhookEvent.ChatMembersChanged;
import dev.muster.spi.platform.WebhookEvent.ChatRenamed;
import dev.muster.spi.platform.WebhookRequest;
import dev.muster.spi.platform.Webhooks;
import dev.muster.spi.platform.Webhooks.Received.Accepted;
import dev.muster.testkit.platform.TestBinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a chat, as the sandbox tells of it and as the vendor's pages show it. */
final class ChatEventsTest {
  private static final Instant AT = Instant.ofEpochMilli(1_608_725_989_123L);

  private final BlockingQueue<WebhookRequest> sent = new LinkedBlockingQueue<>();
  private LarkFixture platform;
  private HttpServer server;
  private GroupChats chats;
  private Webhooks webhooks;

  @BeforeEach
  void start() throws IOException {
    platform = new LarkFixture();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", this::receive);
    server.start();
    platform
        .sandbox()
        .webhookAddress("http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks/lark");
    GroupChatConnection connection = (GroupChatConnection) new TestBinding(platform).connect();
    chats = connection.groupChats().orElseThrow();
    webhooks = connection.webhooks().orElseThrow();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    platform.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    byte[] body = exchange.getRequestBody().readAllBytes();
    sent.add(WebhookRequest.of(exchange.getRequestMethod(), Map.of(), headers, body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Test
  void tellsOfEverythingThatBecomesOfAChat() throws Exception {
    GroupChatRef chat =
        chats.open(NewGroupChat.of("0123456789abcdef0123456789abcdef", "Down"), soon());
    chats.add(chat, List.of("developer", "crowd-1"), soon());
    assertThat(next())
        .isInstanceOfSatisfying(
            ChatMembersChanged.class,
            event -> {
              assertThat(event.chatId()).isEqualTo(chat.chatId());
              assertThat(event.joined()).containsExactly("developer", "crowd-1");
              assertThat(event.left()).isEmpty();
            });
    chats.remove(chat, List.of("crowd-1"), soon());
    assertThat(next())
        .isInstanceOfSatisfying(
            ChatMembersChanged.class, event -> assertThat(event.left()).containsExactly("crowd-1"));
    chats.change(chat, GroupChatChange.title("Up"), soon());
    assertThat(next())
        .isInstanceOfSatisfying(
            ChatRenamed.class, event -> assertThat(event.title()).isEqualTo("Up"));
    platform.sandbox().dissolveChat(chat.chatId());
    assertThat(next())
        .isInstanceOfSatisfying(
            ChatDissolved.class, event -> assertThat(event.chatId()).isEqualTo(chat.chatId()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "withdrawn"})
  void tellsWhoLeftAndNobodyOfAnotherCompany(String how) {
    String users =
        "{'chat_id':'oc_1','users':[{'tenant_key':'tk','user_id':{'user_id':'li','open_id':'ou_1'}},"
            + "{'tenant_key':'another','user_id':{'user_id':'wang'}},"
            + "{'tenant_key':'tk','user_id':{'open_id':'ou_2'}}]}";
    assertThat(told("im.chat.member.user." + how + "_v1", users))
        .containsExactly(
            WebhookEvent.chatMembersChanged("e1", AT, "oc_1", List.of(), List.of("li")));
    assertThat(told("im.chat.member.user.added_v1", users))
        .containsExactly(
            WebhookEvent.chatMembersChanged("e1", AT, "oc_1", List.of("li"), List.of()));
  }

  @Test
  void tellsOfAnotherTitleAndOfNothingElseThatIsSet() {
    assertThat(
            told(
                "im.chat.updated_v1",
                "{'chat_id':'oc_1','after_change':{'name':'Up'},'before_change':{'name':'Down'}}"))
        .containsExactly(WebhookEvent.chatRenamed("e1", AT, "oc_1", "Up"));
    assertThat(
            told(
                "im.chat.updated_v1",
                "{'chat_id':'oc_1','after_change':{'name':'Up','edit_permission':'only_owner'},"
                    + "'before_change':{'name':'Up','edit_permission':'all_members'}}"))
        .isEmpty();
    assertThat(told("im.chat.updated_v1", "{'chat_id':'oc_1','after_change':{'avatar':'x'}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'chat_id':'a/b'}", "{'chat_id':7.5}", "{'chat_id':''}"})
  void tellsNothingOfNoChat(String event) {
    assertThat(told("im.chat.disbanded_v1", event)).isEmpty();
  }

  private List<WebhookEvent> told(String type, String event) {
    String plain =
        ("{'schema':'2.0','header':{'event_id':'e1','event_type':'%s',"
                + "'create_time':'1608725989123','token':'%s','app_id':'%s',"
                + "'tenant_key':'tk'},'event':%s}")
            .formatted(
                type,
                platform.fields().get("verificationToken"),
                platform.fields().get("appId"),
                event);
    String key = platform.fields().get("encryptKey");
    return events(Sealed.signed(key, Instant.now(), Sealed.body(key, plain)));
  }

  private WebhookEvent next() throws InterruptedException {
    WebhookRequest request = sent.poll(20, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    assertThat(events(request)).hasSize(1);
    return events(request).get(0);
  }

  private List<WebhookEvent> events(WebhookRequest request) {
    Webhooks.Received received = webhooks.receive(request);
    assertThat(received).isInstanceOf(Accepted.class);
    return ((Accepted) received).events();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5));
  }
}
