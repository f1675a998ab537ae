package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a chat, as the sandbox tells it. */
final class GroupChatEventsTest {
  private final BlockingQueue<WebhookRequest> requests = new LinkedBlockingQueue<>();
  private DingTalkFixture platform;
  private HttpServer server;
  private Webhooks webhooks;
  private GroupChats chats;

  @BeforeEach
  void start() throws IOException {
    platform = new DingTalkFixture();
    GroupChatConnection connection = (GroupChatConnection) new TestBinding(platform).connect();
    webhooks = connection.webhooks().orElseThrow();
    chats = connection.groupChats().orElseThrow();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              WebhookRequest.of(
                  exchange.getRequestMethod(),
                  query(exchange.getRequestURI()),
                  Map.of(),
                  exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    platform
        .sandbox()
        .webhookAddress("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
  }

  @AfterEach
  void stop() {
    server.stop(0);
    platform.close();
  }

  @Test
  void tellWhatBecomesOfAChat() throws Exception {
    GroupChatRef chat =
        chats.open(NewGroupChat.of("0".repeat(32), "Down").withOwner("developer"), soon());
    chats.add(chat, List.of("crowd-1", "crowd-2", "stranger"), soon());
    assertThat(next(ChatMembersChanged.class).joined()).containsExactly("crowd-1", "crowd-2");
    chats.add(chat, List.of("crowd-1"), soon());
    chats.remove(chat, List.of("crowd-1"), soon());
    assertThat(next(ChatMembersChanged.class).left()).containsExactly("crowd-1");
    chats.change(chat, GroupChatChange.title("Up"), soon());
    ChatRenamed renamed = next(ChatRenamed.class);
    assertThat(renamed.title()).isEqualTo("Up");
    assertThat(renamed.chatId()).isEqualTo(chat.chatId());
    chats.dissolve(chat, soon());
    assertThat(next(ChatDissolved.class).chatId()).isEqualTo(chat.chatId());
  }

  @Test
  void tellThatAMemberDissolvedAChat() throws Exception {
    GroupChatRef chat =
        chats.open(NewGroupChat.of("1".repeat(32), "Down").withOwner("developer"), soon());
    platform.sandbox().dissolveChat(chat.chatId());
    assertThat(next(ChatDissolved.class).chatId()).isEqualTo(chat.chatId());
  }

  private <T extends WebhookEvent> T next(Class<T> type) throws InterruptedException {
    WebhookRequest request = requests.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    List<WebhookEvent> events = ((Accepted) webhooks.receive(request)).events();
    assertThat(events).singleElement().isInstanceOf(type);
    return type.cast(events.get(0));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5));
  }
}
