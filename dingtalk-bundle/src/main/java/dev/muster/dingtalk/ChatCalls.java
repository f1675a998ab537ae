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
import java.util.regex.Pattern;

/**
 * The calls about scene groups. What the platform answers about one that was dissolved it does not
 * say, so that after a refusal which may mean that the chat is asked for.
 *
 * <p>Source: the vendor's pages {@code create-a-scene-group}, {@code api-updatescenegroup}, {@code
 * api-addscenegroupmember}, {@code api-removescenegroupmember}, {@code query-group-information},
 * {@code query-group-members}, {@code api-dsbandopenscenegroup} and {@code
 * group-template-robot-message}.
 */
final class ChatCalls implements GroupCalls {
  static final String QUOTA = "group-chats";
  static final String MESSAGES_QUOTA = "group-messages";

  /** The 20 calls a second that the platform bears of each call. */
  static final Map<String, Integer> CALLS_PER_MINUTE = Map.of(QUOTA, 1200, MESSAGES_QUOTA, 1200);

  private static final String OPEN = "/v1.0/im/sceneGroup/create";
  private static final String UPDATE = "/v1.0/im/sceneGroup/update";
  private static final String ADD = "/v1.0/im/sceneGroup/member/add";
  private static final String REMOVE = "/v1.0/im/sceneGroup/member/delete";
  private static final String READ = "/v1.0/im/sceneGroups/query";
  private static final String MEMBERS = "/v1.0/im/sceneGroups/members/batchQuery";
  private static final String DISSOLVE = "/v1.0/im/chat/scenegroup/disband";

  static final int LONGEST_DETAIL = 500;

  static final Pattern CHAT_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final String STANDS = "1";
  private static final String DISSOLVED = "2";
  private static final int PAGE_SIZE = 1000;
  private static final int MOST_PAGES = 50;

  private final App app;
  private final Api api;
  private final ChatRobot robot;

  ChatCalls(App app, Api api, ChatRobot robot) {
    this.app = app;
    this.api = api;
    this.robot = robot;
  }

  /**
   * A call that opens a chat. Late joiners may read what was said, and the owner alone manages it;
   * the platform's own choice is the contrary.
   */
  static HttpCall opening(Api api, String templateId, String title, String owner, String key) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", title);
    body.put("template_id", templateId);
    body.put("owner_user_id", owner);
    body.put("user_ids", List.of(owner));
    if (!key.isEmpty()) {
      body.put("uuid", key);
    }
    body.put("management_options", options(false));
    return api.newPost(OPEN, body).withIdempotent(!key.isEmpty()).withQuota(QUOTA);
  }

  /** All of them each time: what becomes of those that are left out is not documented. */
  private static Map<String, Integer> options(boolean muted) {
    return Map.of(
        "show_history_type", 1,
        "searchable", 0,
        "validation_type", 0,
        "management_type", 1,
        "chat_banned_type", muted ? 1 : 0);
  }

  @Override
  public Answer open(String title, String owner, String key, Deadline deadline)
      throws ProviderException {
    HttpCall call = opening(api, app.groupTemplateId().orElse(""), title, owner, key);
    return api.asApp(
        token ->
            api.asAppOfNew(call, token, deadline)
                .orThrow(ErrorCodes.NOT_AN_OWNER, ErrorCodes.NOBODY),
        deadline);
  }

  @Override
  public GroupChatRef opened(Answer answer) throws ProviderException {
    String detail = answer.text("chat_id").filter(id -> id.length() <= LONGEST_DETAIL).orElse("");
    return new GroupChatRef(answer.id(answer.body(), "open_conversation_id", CHAT_ID), detail);
  }

  @Override
  public Optional<Chat> read(GroupChatRef chat, Deadline deadline) throws ProviderException {
    String chatId = chat.chatId();
    HttpCall call = asking(READ, Map.of("openConversationId", chatId));
    Answer answer =
        api.asApp(
            token -> api.asAppOfNew(call, token, deadline).orThrow(ErrorCodes.NO_CHAT), deadline);
    if (answer.refusal().isPresent()) {
      return Optional.empty();
    }
    if (!answer.text("openConversationId").orElse(chatId).equals(chatId)) {
      throw answer.unexpected("is about another chat");
    }
    return switch (answer.text("status").orElse("")) {
      case STANDS ->
          Optional.of(
              new Chat(
                  answer.text("title").orElse(""),
                  answer.text("ownerUserId"),
                  answer.text("groupUrl")));
      case DISSOLVED -> Optional.empty();
      default -> throw answer.unexpected("has a status that is not documented");
    };
  }

  /** The first thousand come at once. */
  @Override
  public Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("openConversationId", chat.chatId());
    body.put("maxResults", PAGE_SIZE);
    after.ifPresent(token -> body.put("nextToken", token));
    Answer answer = done(chat, asking(MEMBERS, body), deadline);
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : answer.list("memberUserIds")) {
      ids.add(answer.id(id.asText(), "memberUserIds", DingTalkSignIn.ID));
    }
    if (!answer.at("hasMore").asBoolean()) {
      return Page.only(List.copyOf(ids));
    }
    String next = answer.require("nextToken");
    if (after.filter(next::equals).isPresent()) {
      throw answer.unexpected("has a nextToken that leads nowhere");
    }
    return new Page<>(List.copyOf(ids), Optional.of(next));
  }

  @Override
  public Set<String> everybody(GroupChatRef chat, Deadline deadline) throws ProviderException {
    Set<String> all = new LinkedHashSet<>();
    Optional<String> after = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      Page<String> members = members(chat, after, deadline);
      all.addAll(members.items());
      after = members.next();
      if (after.isEmpty()) {
        return all;
      }
    }
    throw Answer.unexpected(MEMBERS, "has more pages than a chat has people");
  }

  @Override
  public Optional<Answer> move(Way way, GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    HttpCall call =
        asking(
            way == Way.IN ? ADD : REMOVE,
            Map.of("open_conversation_id", chat.chatId(), "user_ids", userIds));
    Optional<Answer> answer =
        api.asApp(
            token ->
                unlessTimeout(
                    () ->
                        api.asAppOfNew(call, token, deadline)
                            .orThrow(
                                ErrorCodes.NO_CHAT,
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
    Map<String, Object> body = new LinkedHashMap<>();
    title.ifPresent(it -> body.put("title", it));
    owner.ifPresent(it -> body.put("owner_user_id", it));
    return update(chat, body, deadline);
  }

  private Answer update(GroupChatRef chat, Map<String, ?> change, Deadline deadline)
      throws ProviderException {
    Map<String, Object> body = new LinkedHashMap<>(change);
    body.put("open_conversation_id", chat.chatId());
    HttpCall call = asking(UPDATE, body);
    Answer answer =
        api.asApp(
            token ->
                api.asAppOfNew(call, token, deadline)
                    .orThrow(
                        ErrorCodes.NO_CHAT,
                        ErrorCodes.PERHAPS_NO_CHAT,
                        ErrorCodes.NOBODY,
                        ErrorCodes.NOT_AN_OWNER),
            deadline);
    return requireSuccess(ofStanding(chat, answer, deadline));
  }

  @Override
  public void mute(GroupChatRef chat, boolean muted, Deadline deadline) throws ProviderException {
    Answer answer = update(chat, Map.of("management_options", options(muted)), deadline);
    if (answer.refusal().isPresent()) {
      throw failure(answer);
    }
  }

  @Override
  public void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException {
    requireSuccess(
        done(chat, asking(DISSOLVE, Map.of("openConversationId", chat.chatId())), deadline));
  }

  @Override
  public Optional<Answer> send(GroupChatRef chat, ChatTexts texts, Deadline deadline)
      throws ProviderException {
    HttpCall call = robot.call(api, app, chat.chatId(), texts).withQuota(MESSAGES_QUOTA);
    Optional<Answer> answer =
        api.asApp(
            token ->
                unlessTimeout(
                    () ->
                        robot
                            .send(api, call, token, deadline)
                            .orThrow(
                                ErrorCodes.NO_CHAT, ErrorCodes.PERHAPS_NO_CHAT, ErrorCodes.NOBODY)),
            deadline);
    if (answer.isEmpty()) {
      return answer;
    }
    Answer judged = ofStanding(chat, answer.get(), deadline);
    if (judged.refusal().isPresent()) {
      throw failure(judged);
    }
    return Optional.of(requireSuccess(judged));
  }

  /** An answer of a call that succeeded. */
  private Answer done(GroupChatRef chat, HttpCall call, Deadline deadline)
      throws ProviderException {
    Answer answer =
        api.asApp(
            token ->
                api.asAppOfNew(call, token, deadline)
                    .orThrow(ErrorCodes.NO_CHAT, ErrorCodes.PERHAPS_NO_CHAT, ErrorCodes.NOBODY),
            deadline);
    Answer judged = ofStanding(chat, answer, deadline);
    if (judged.refusal().isPresent()) {
      throw failure(judged);
    }
    return judged;
  }

  /** The same answer, unless it was given because the chat stands no more. */
  private Answer ofStanding(GroupChatRef chat, Answer answer, Deadline deadline)
      throws ProviderException {
    if (answer.refusedWith(ErrorCodes.NO_CHAT)
        || (answer.refusedWith(ErrorCodes.PERHAPS_NO_CHAT) && read(chat, deadline).isEmpty())) {
      throw new ProviderException(Code.NOT_FOUND, "The chat stands no more", answer.refusal());
    }
    return answer;
  }

  /** What a refusal is: of a chat that stands, what was not found is something else. */
  static ProviderException failure(Answer answer) {
    ProviderException failure = answer.failure();
    return failure.code() == Code.NOT_FOUND ? rejected(answer) : failure;
  }

  /** What a refusal is that is about one of the people. */
  static ProviderException rejected(Answer answer) {
    return new ProviderException(
        Code.REJECTED,
        "The platform refused one of the people: " + answer.refusal().orElse(""),
        answer.refusal());
  }

  /** A success may say that it is none. */
  static Answer requireSuccess(Answer answer) throws ProviderException {
    JsonNode success = answer.at("success");
    if (answer.refusal().isEmpty() && success.isBoolean() && !success.booleanValue()) {
      throw answer.unexpected("is a success that says it is none");
    }
    return answer;
  }

  /** A call that may be sent again: done twice, it is as it was. */
  private HttpCall asking(String path, Map<String, ?> body) {
    return api.newPost(path, body).withIdempotent(true).withQuota(QUOTA);
  }

  interface Sent {
    Answer call() throws ProviderException;
  }

  /** With a token at hand: where one was asked for and not had, nothing was sent. */
  static Optional<Answer> unlessTimeout(Sent sent) throws ProviderException {
    try {
      return Optional.of(sent.call());
    } catch (ProviderException e) {
      if (e.code() == Code.TIMEOUT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
