package dev.muster.sandbox.lark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.GroupChat;
import dev.muster.sandbox.common.Json;
import dev.muster.sandbox.common.PlatformState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages to group chats, and what was said in them. */
final class ChatMessageApi {
  static final String LIST = "im/messages/list";

  private static final int MOST_POST_BYTES = 30 * 1024;
  private static final int LARGEST_PAGE = 50;
  private static final int LONGEST_KEY = 50;

  private final PlatformState<World> state;
  private final Clock clock;

  ChatMessageApi(PlatformState<World> state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Sends; the app, its bot and its permission are there. */
  ObjectNode send(SandboxRequest request, JsonNode body) throws ApiError {
    String key = body.path("uuid").asText();
    if (key.length() > LONGEST_KEY) {
      throw RichText.invalid();
    }
    String kind = body.path("msg_type").asText();
    if (kind.equals("post") && request.body().length > MOST_POST_BYTES) {
      throw new ApiError("230025", "The length of the message content reaches its limit.");
    }
    RichText text = RichText.of(kind, body.path("content").asText());
    String chatId = body.path("receive_id").asText();
    GroupChat chat =
        world()
            .chats()
            .find(chatId)
            .orElseThrow(() -> new ApiError("230034", "The receive_id is invalid."));
    if (!chat.standing()) {
      throw GroupChatApi.dissolved();
    }
    if (chat.muted() && chat.owner().isPresent() && !world().managed.contains(chatId)) {
      throw new ApiError("230018", "These operations are NOT allowed at current group settings.");
    }
    String id =
        world()
            .said
            .once(
                key,
                () -> {
                  String fresh = "om_" + UUID.randomUUID().toString().replace("-", "");
                  GroupChat.Said said =
                      new GroupChat.Said(fresh, clock.instant(), text.shown(), text.mentioned());
                  world().chats().change(chatId, GroupChatApi.dissolved(), it -> it.saying(said));
                  return fresh;
                });
    ObjectNode answer = Replies.flat();
    answer
        .putObject("data")
        .put("message_id", id)
        .put("chat_id", chatId)
        .put("msg_type", kind)
        .put("create_time", Long.toString(clock.millis()));
    return answer;
  }

  ObjectNode list(SandboxRequest request) throws ApiError {
    for (String scope : List.of(Scopes.READ_MESSAGES, Scopes.GROUP_MESSAGES)) {
      if (!world().app().scopes().contains(scope)) {
        throw new ApiError("230027", "Lack of necessary permissions.");
      }
    }
    if (!request.query("container_id_type").equals(Optional.of("chat"))
        || !request.query("sort_type").orElse("ByCreateTimeAsc").equals("ByCreateTimeAsc")) {
      throw RichText.invalid();
    }
    GroupChat chat =
        request
            .query("container_id")
            .flatMap(id -> world().chats().find(id))
            .filter(GroupChat::standing)
            .orElseThrow(() -> new ApiError("230002", "The bot can not be outside the group."));
    Instant since = since(request);
    List<GroupChat.Said> messages =
        chat.messages().stream().filter(said -> !said.at().isBefore(since)).toList();
    ObjectNode answer = Replies.flat();
    ObjectNode data = answer.putObject("data");
    List<GroupChat.Said> page;
    try {
      page = ContactApi.page(request, LARGEST_PAGE, messages, data);
    } catch (ApiError e) {
      throw RichText.invalid();
    }
    ArrayNode items = data.putArray("items");
    page.forEach(said -> write(chat, said, items.addObject()));
    return answer;
  }

  private static Instant since(SandboxRequest request) throws ApiError {
    try {
      return Instant.ofEpochSecond(Long.parseLong(request.query("start_time").orElse("0")));
    } catch (NumberFormatException e) {
      throw RichText.invalid();
    }
  }

  /** Rich text, as it is given back: without a language. */
  private void write(GroupChat chat, GroupChat.Said said, ObjectNode item) {
    ObjectNode content = Json.object().put("title", "");
    ArrayNode paragraphs = content.putArray("content");
    said.text()
        .lines()
        .forEach(line -> paragraphs.addArray().addObject().put("tag", "text").put("text", line));
    item.put("message_id", said.id())
        .put("msg_type", "post")
        .put("create_time", Long.toString(said.at().toEpochMilli()))
        .put("deleted", false)
        .put("chat_id", chat.id());
    item.putObject("sender")
        .put("id", world().app().appId())
        .put("id_type", "app_id")
        .put("sender_type", "app")
        .put("tenant_key", world().tenantKey());
    item.putObject("body").put("content", new String(Json.bytes(content), StandardCharsets.UTF_8));
  }

  private World world() {
    return state.world();
  }
}
