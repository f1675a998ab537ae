package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls about internal groups, which need no template, know no key, and are changed and read by
 * another id than that by which is spoken in them.
 *
 * <p>Source: the vendor's pages {@code create-an-internal-group}, {@code update-an-internal-group}
 * and {@code obtain-group-session-information}. That robots are put into one, and that one is
 * dissolved, is on no page: a setting each.
 */
final class PlainCalls implements GroupCalls {
  private static final String OPEN = "/v1.0/im/group/create";
  private static final String UPDATE = "/v1.0/im/group/update";
  private static final String READ = "/chat/get";
  private static final String ADD_ROBOT = "/v1.0/im/conversations/robots";
  private static final String DISSOLVE = "/v1.0/im/chat/scenegroup/disband";

  /** An internal group. */
  private static final int TAG = 2;

  private static final String DISSOLVED = "2";

  private final App app;
  private final Api api;
  private final ChatLimits.Plain limits;

  PlainCalls(App app, Api api, ChatLimits.Plain limits) {
    this.app = app;
    this.api = api;
    this.limits = limits;
  }

  /** A call that opens a chat: sent again, it would open another. */
  static HttpCall opening(Api api, String title, String owner) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", title);
    body.put("owner", owner);
    body.put("ownerType", "emp");
    body.put("useridlist", List.of(owner));
    body.put("conversationTag", TAG);
    body.put("managementOptions", options(false));
    return api.newPost(OPEN, body).withQuota(ChatCalls.QUOTA);
  }

  /** A call that reads a chat. */
  static HttpCall reading(Api api, String chatId) {
    return api.oldGet(READ).withQuery("chatid", chatId).withQuota(ChatCalls.QUOTA);
  }

  private static Map<String, Integer> options(boolean muted) {
    return Map.of(
        "showHistoryType", 1,
        "searchable", 0,
        "validationType", 0,
        "managementType", 1,
        "chatBannedType", muted ? 1 : 0);
  }

  @Override
  public Answer open(String title, String owner, String key, Deadline deadline)
      throws ProviderException {
    HttpCall call = opening(api, title, owner);
    Answer answer =
        api.asApp(
            token ->
                api.asAppOfNew(call, token, deadline)
                    .orThrow(ErrorCodes.NOT_AN_OWNER, ErrorCodes.NOBODY),
            deadline);
    if (answer.refusal().isEmpty() && limits.robot()) {
      addRobot(answer, deadline);
    }
    return answer;
  }

  /** The chat stands all the same, and somebody can put the robot into it by hand. */
  private void addRobot(Answer opened, Deadline deadline) {
    try {
      GroupChatRef chat = opened(opened);
      HttpCall call =
          api.newPost(
                  ADD_ROBOT,
                  Map.of("openConversationId", chat.detail(), "robotCode", app.clientId()))
              .withIdempotent(true)
              .withQuota(ChatCalls.QUOTA);
      Answer unused = api.asApp(token -> api.asAppOfNew(call, token, deadline).orThrow(), deadline);
    } catch (ProviderException e) {
      // what is said in the chat is refused then, and the war room says so
    }
  }

  @Override
  public GroupChatRef opened(Answer answer) throws ProviderException {
    return new GroupChatRef(
        answer.id(answer.body(), "chatid", ChatCalls.CHAT_ID),
        answer.id(answer.body(), "openConversationId", ChatCalls.CHAT_ID));
  }

  @Override
  public Optional<Chat> read(GroupChatRef chat, Deadline deadline) throws ProviderException {
    return info(chat, deadline)
        .map(info -> new Chat(text(info, "name"), owner(info), Optional.empty()));
  }

  private Optional<JsonNode> info(GroupChatRef chat, Deadline deadline) throws ProviderException {
    Answer answer = api.asApp(reading(api, chat.chatId()), deadline, ErrorCodes.NO_PLAIN_CHAT);
    if (answer.refusal().isPresent()) {
      return Optional.empty();
    }
    JsonNode info = answer.at("chat_info");
    if (!info.isObject()) {
      throw answer.unexpected("has no chat_info");
    }
    return Optional.of(info).filter(it -> !text(it, "status").equals(DISSOLVED));
  }

  private static String text(JsonNode info, String name) {
    return info.path(name).asText("");
  }

  private static Optional<String> owner(JsonNode info) {
    return Optional.of(text(info, "owner")).filter(id -> !id.isEmpty());
  }

  @Override
  public Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException {
    return Page.only(List.copyOf(everybody(chat, deadline)));
  }

  @Override
  public Set<String> everybody(GroupChatRef chat, Deadline deadline) throws ProviderException {
    JsonNode info = info(chat, deadline).orElseThrow(() -> gone(Optional.empty()));
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : info.path("useridlist")) {
      if (!DingTalkSignIn.ID.matcher(id.asText()).matches()) {
        throw Answer.unexpected(READ, "has an id of somebody that is none");
      }
      ids.add(id.asText());
    }
    return ids;
  }

  @Override
  public Optional<Answer> move(Way way, GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        updating(chat, Map.of(way == Way.IN ? "add_useridlist" : "del_useridlist", userIds));
    Optional<Answer> answer =
        api.asApp(
            token ->
                ChatCalls.unlessTimeout(
                    () ->
                        api.asAppOfNew(call, token, deadline)
                            .orThrow(
                                ErrorCodes.NO_PLAIN_CHAT,
                                ErrorCodes.PERHAPS_NO_CHAT,
                                ErrorCodes.NOBODY,
                                ErrorCodes.NOT_A_MEMBER,
                                ErrorCodes.CHAT_FULL)),
            deadline);
    return answer.isPresent() ? Optional.of(ofStanding(chat, answer.get(), deadline)) : answer;
  }

  @Override
  public Answer update(
      GroupChatRef chat, Optional<String> title, Optional<String> owner, Deadline deadline)
      throws ProviderException {
    Map<String, Object> change = new LinkedHashMap<>();
    title.ifPresent(it -> change.put("name", it));
    owner.ifPresent(it -> change.put("owner", it));
    return update(chat, change, deadline);
  }

  private Answer update(GroupChatRef chat, Map<String, ?> change, Deadline deadline)
      throws ProviderException {
    HttpCall call = updating(chat, change);
    Answer answer =
        api.asApp(
            token ->
                api.asAppOfNew(call, token, deadline)
                    .orThrow(
                        ErrorCodes.NO_PLAIN_CHAT,
                        ErrorCodes.PERHAPS_NO_CHAT,
                        ErrorCodes.NOBODY,
                        ErrorCodes.NOT_AN_OWNER),
            deadline);
    return ChatCalls.requireSuccess(ofStanding(chat, answer, deadline));
  }

  private HttpCall updating(GroupChatRef chat, Map<String, ?> change) {
    Map<String, Object> body = new LinkedHashMap<>(change);
    body.put("chatid", chat.chatId());
    return api.newPost(UPDATE, body).withIdempotent(true).withQuota(ChatCalls.QUOTA);
  }

  @Override
  public void mute(GroupChatRef chat, boolean muted, Deadline deadline) throws ProviderException {
    Answer answer = update(chat, Map.of("managementOptions", options(muted)), deadline);
    if (answer.refusal().isPresent()) {
      throw ChatCalls.failure(answer);
    }
  }

  @Override
  public void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException {
    HttpCall call =
        api.newPost(DISSOLVE, Map.of("openConversationId", chat.detail()))
            .withIdempotent(true)
            .withQuota(ChatCalls.QUOTA);
    Answer answer =
        api.asApp(
            token ->
                api.asAppOfNew(call, token, deadline)
                    .orThrow(ErrorCodes.NO_CHAT, ErrorCodes.PERHAPS_NO_CHAT),
            deadline);
    Answer judged = ofStanding(chat, answer, deadline);
    if (judged.refusal().isPresent()) {
      throw ChatCalls.failure(judged);
    }
    Answer unused = ChatCalls.requireSuccess(judged);
  }

  @Override
  public Optional<Answer> send(GroupChatRef chat, ChatTexts texts, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        ChatRobot.APP.call(api, app, chat.detail(), texts).withQuota(ChatCalls.MESSAGES_QUOTA);
    Optional<Answer> answer =
        api.asApp(
            token ->
                ChatCalls.unlessTimeout(
                    () ->
                        ChatRobot.APP
                            .send(api, call, token, deadline)
                            .orThrow(ErrorCodes.NO_CHAT, ErrorCodes.PERHAPS_NO_CHAT)),
            deadline);
    if (answer.isEmpty()) {
      return answer;
    }
    Answer judged = ofStanding(chat, answer.get(), deadline);
    if (judged.refusal().isPresent()) {
      throw ChatCalls.failure(judged);
    }
    return Optional.of(judged);
  }

  /** The same answer, unless it was given because the chat stands no more. */
  private Answer ofStanding(GroupChatRef chat, Answer answer, Deadline deadline)
      throws ProviderException {
    boolean isDoubtful =
        answer.refusedWith(ErrorCodes.NO_PLAIN_CHAT)
            || answer.refusedWith(ErrorCodes.NO_CHAT)
            || answer.refusedWith(ErrorCodes.PERHAPS_NO_CHAT);
    if (isDoubtful && info(chat, deadline).isEmpty()) {
      throw gone(answer.refusal());
    }
    return answer;
  }

  private static ProviderException gone(Optional<String> code) {
    return new ProviderException(Code.NOT_FOUND, "The chat stands no more", code);
  }
}
