package dev.muster.lark;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The calls about group chats. People are named by their user ids in all of them. */
final class ChatCalls {
  /** The vendor's form of a chat's id. */
  static final Pattern CHAT_ID = Pattern.compile("[0-9A-Za-z_-]{1,100}");

  static final int MOST_PEOPLE = 50;

  private static final String CHATS = "/open-apis/im/v1/chats";
  private static final String CHAT = CHATS + "/{chat_id}";
  private static final String MEMBERS = CHAT + "/members";
  private static final String MODERATION = CHAT + "/moderation";
  private static final String TOP_NOTICE = CHAT + "/top_notice/put_top_notice";
  private static final String LINK = CHAT + "/link";
  private static final String MESSAGES = "/open-apis/im/v1/messages";

  /** Budgets of their own: codes for signing in go by the same call. */
  private static final String SENDING = "chat-messages";

  private static final String READING_BACK = "chat-history";

  /** The platform's own limit on each call; of messages some are left for codes. */
  static final Map<String, Integer> CALLS_PER_MINUTE =
      Map.ofEntries(
          Map.entry(CHATS, 1000),
          Map.entry(CHAT, 1000),
          Map.entry(MEMBERS, 1000),
          Map.entry(MODERATION, 1000),
          Map.entry(TOP_NOTICE, 1000),
          Map.entry(LINK, 1000),
          Map.entry(READING_BACK, 1000),
          Map.entry(SENDING, 800));

  private static final int MEMBERS_PER_PAGE = 100;

  /** Twenty of the longest messages, which the platform takes up to 150 KB. */
  private static final int MESSAGES_PER_PAGE = 20;

  private static final int MOST_HISTORY_BYTES = 8 * 1024 * 1024;

  /** Longer than any incident, and not for ever. */
  private static final String LINK_LIFE = "year";

  private final Api api;

  ChatCalls(Api api) {
    this.api = api;
  }

  /** The app stays an administrator of a chat that somebody owns, and may dissolve it. */
  HttpCall open(NewGroupChat chat, String title) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", title);
    body.put("chat_mode", "group");
    body.put("chat_type", "private");
    chat.owner().ifPresent(owner -> body.put("owner_id", owner));
    List<String> others =
        chat.members().stream().filter(id -> chat.owner().filter(id::equals).isEmpty()).toList();
    if (!others.isEmpty()) {
      body.put("user_id_list", others);
    }
    HttpCall call =
        api.post(CHATS, body)
            .withIdempotent(true)
            .withQuery("user_id_type", "user_id")
            .withQuery("uuid", chat.key());
    return chat.owner().isPresent() ? call.withQuery("set_bot_manager", "true") : call;
  }

  HttpCall read(GroupChatRef chat) throws ProviderException {
    return about(chat, api.get(CHAT)).withQuery("user_id_type", "user_id");
  }

  /** Reads a chat that is none: what refuses the app refuses it before it looks for the chat. */
  static HttpCall readNone(Api api, String id) {
    return api.get(CHAT).withPath("chat_id", id).withQuery("user_id_type", "user_id");
  }

  HttpCall change(GroupChatRef chat, Map<String, String> body) throws ProviderException {
    return put(chat, CHAT, body).withQuery("user_id_type", "user_id");
  }

  HttpCall dissolve(GroupChatRef chat) throws ProviderException {
    return about(chat, api.get(CHAT)).withMethod("DELETE");
  }

  HttpCall members(GroupChatRef chat, Optional<String> after) throws ProviderException {
    return LarkDirectory.paged(
        about(chat, api.get(MEMBERS)).withQuery("member_id_type", "user_id"),
        after,
        MEMBERS_PER_PAGE);
  }

  /** Whoever can be added is, and the others are named. */
  HttpCall add(GroupChatRef chat, List<String> userIds) throws ProviderException {
    return people(chat, userIds).withQuery("succeed_type", "1");
  }

  HttpCall remove(GroupChatRef chat, List<String> userIds) throws ProviderException {
    return people(chat, userIds).withMethod("DELETE");
  }

  private HttpCall people(GroupChatRef chat, List<String> userIds) throws ProviderException {
    return about(chat, api.post(MEMBERS, Map.of("id_list", userIds)))
        .withIdempotent(true)
        .withQuery("member_id_type", "user_id");
  }

  HttpCall moderate(GroupChatRef chat, boolean muted) throws ProviderException {
    return put(
        chat, MODERATION, Map.of("moderation_setting", muted ? "only_owner" : "all_members"));
  }

  private HttpCall put(GroupChatRef chat, String path, Map<String, ?> body)
      throws ProviderException {
    return about(chat, api.post(path, body)).withMethod("PUT").withIdempotent(true);
  }

  /** The one message that stands above the chat. A pin would be one of many in a list. */
  HttpCall putOnTop(GroupChatRef chat, String messageId) throws ProviderException {
    Map<String, ?> body =
        Map.of("chat_top_notice", List.of(Map.of("action_type", "1", "message_id", messageId)));
    return about(chat, api.post(TOP_NOTICE, body)).withIdempotent(true);
  }

  HttpCall link(GroupChatRef chat) throws ProviderException {
    return about(chat, api.post(LINK, Map.of("validity_period", LINK_LIFE))).withIdempotent(true);
  }

  HttpCall send(GroupChatRef chat, String post, Optional<String> key) throws ProviderException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("receive_id", require(chat));
    body.put("msg_type", "post");
    body.put("content", post);
    key.ifPresent(it -> body.put("uuid", it));
    return api.post(MESSAGES, body)
        .withIdempotent(key.isPresent())
        .withQuery("receive_id_type", "chat_id")
        .withQuota(SENDING);
  }

  HttpCall history(GroupChatRef chat, Instant since, Optional<String> after)
      throws ProviderException {
    return LarkDirectory.paged(api.get(MESSAGES), after, MESSAGES_PER_PAGE)
        .withQuery("container_id_type", "chat")
        .withQuery("container_id", require(chat))
        .withQuery("start_time", Long.toString(since.getEpochSecond()))
        .withQuery("sort_type", "ByCreateTimeAsc")
        .withQuota(READING_BACK)
        .withMaxAnswerBytes(MOST_HISTORY_BYTES);
  }

  /** Asks, and judges the answer but for what the caller looks at itself. */
  Answer ask(HttpCall call, Set<String> telling, Deadline deadline) throws ProviderException {
    return api.asApp(access -> api.send(call, access.token(), deadline).orThrow(telling), deadline);
  }

  /** Asks for what was said. */
  Answer askForHistory(HttpCall call, Deadline deadline) throws ProviderException {
    return api.asApp(
        access -> api.sendForMuch(call.withBearer(access.token()), deadline).orThrow(), deadline);
  }

  /** The same for what may have been done though nobody said so; empty then. */
  Optional<Answer> tryTo(HttpCall call, Set<String> telling, Deadline deadline)
      throws ProviderException {
    return api.asApp(
        access -> {
          // With a token at hand: where one was asked for and not had, nothing was sent.
          try {
            return Optional.of(api.send(call, access.token(), deadline).orThrow(telling));
          } catch (ProviderException e) {
            if (e.code() == Code.TIMEOUT) {
              return Optional.empty();
            }
            throw e;
          }
        },
        deadline);
  }

  private static HttpCall about(GroupChatRef chat, HttpCall call) throws ProviderException {
    return call.withPath("chat_id", require(chat));
  }

  private static String require(GroupChatRef chat) throws ProviderException {
    if (!CHAT_ID.matcher(chat.chatId()).matches()) {
      throw new ProviderException(Code.NOT_FOUND, "No chat has such an id", Optional.empty());
    }
    return chat.chatId();
  }

  /** What a refusal is that is about one of the people, or about the title. */
  static ProviderException rejected(Answer answer) {
    return new ProviderException(
        Code.REJECTED,
        "Lark refused one of the people: " + answer.refusal().orElse(""),
        answer.refusal());
  }
}
