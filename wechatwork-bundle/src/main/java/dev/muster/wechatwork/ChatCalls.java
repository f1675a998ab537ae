package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext.Allowance;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.Quota;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls about group chats. Opening and changing are counted: the platform shuts a company out
 * for the rest of the hour, or of the day, where there are too many.
 */
final class ChatCalls {
  static final String SEND = "/cgi-bin/appchat/send";

  /**
   * Of one app, so that nobody gets more than 200 messages a minute of it: the platform drops the
   * rest without a word. It bears 10 000 readings a minute and 150 000 an hour.
   */
  static final Map<String, Integer> CALLS_PER_MINUTE = Map.of(SEND, 200, Chat.READ, 2500);

  private static final String OPEN = "/cgi-bin/appchat/create";
  private static final String CHANGE = "/cgi-bin/appchat/update";

  /**
   * A company's, of all its apps. Of these two calls nothing else is limited that low, so that too
   * many of them means this.
   */
  static final List<Quota> QUOTAS =
      List.of(
          quota("chat-openings", new Text("New group chats", "新建群聊"), Quota.Period.DAY, OPEN),
          quota(
              "chat-changes",
              new Text("Changes of group chats", "群聊变更"),
              Quota.Period.HOUR,
              CHANGE));

  private static Quota quota(String id, Text name, Quota.Period period, String call) {
    return Quota.of(id, name, 1_000, period)
        .in(ZoneId.of("Asia/Shanghai"))
        .counting(Set.of(call))
        .usedUpWhereRefused(ErrorCodes.TOO_MANY)
        .sharedBy(Set.of(Descriptors.CORP_ID));
  }

  private final App app;
  private final Api api;
  private final Allowance openings;
  private final Allowance changes;

  ChatCalls(App app, Api api, ChatLimits limits) {
    this.app = app;
    this.api = api;
    this.openings = api.context().allowance("chat-openings", limits.openings(), Duration.ofDays(1));
    this.changes = api.context().allowance("chat-changes", limits.changes(), Duration.ofHours(1));
  }

  /**
   * A chat as the platform has it.
   *
   * @param title its name
   * @param owner whom it belongs to
   * @param members who is in it
   */
  record Chat(String title, Optional<String> owner, Set<String> members) {
    private static final String READ = "/cgi-bin/appchat/get";

    /** A call that reads a chat, whether there is one or not. */
    static HttpCall call(Api api, String chatId) {
      return api.get(READ).withQuery("chatid", chatId);
    }

    static Chat of(Answer answer) throws ProviderException {
      JsonNode chat = answer.at("chat_info");
      Set<String> members = new LinkedHashSet<>();
      for (JsonNode id : answer.list("chat_info", "userlist")) {
        members.add(answer.id(id.asText(), "userlist", Profiles.USER_ID));
      }
      return new Chat(Json.text(chat, "name").orElse(""), Json.text(chat, "owner"), members);
    }

    /** Ids that differ in case are the same. */
    boolean has(String userId) {
      String same = userId.toLowerCase(Locale.ROOT);
      return members.stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).equals(same));
    }
  }

  /** Reads a chat; empty if there is none. */
  Optional<Chat> read(String chatId, Deadline deadline) throws ProviderException {
    HttpCall call = Chat.call(api, chatId);
    Answer answer =
        api.asApp(
            token -> api.send(call, token, deadline).orThrow(ErrorCodes.NO_SUCH_CHAT), deadline);
    return answer.refusal().isPresent() ? Optional.empty() : Optional.of(Chat.of(answer));
  }

  /** Opens a chat. The id is ours: the second of two calls is told that it is taken. */
  Answer open(Map<String, ?> chat, Deadline deadline) throws ProviderException {
    HttpCall call = api.post(OPEN, chat).withIdempotent(true);
    return judged(api.asApp(token -> counted(openings, call, token, deadline), deadline), deadline);
  }

  /** Changes a chat. Done twice it is as it was. */
  Answer change(Map<String, ?> change, Deadline deadline) throws ProviderException {
    HttpCall call = api.post(CHANGE, change).withIdempotent(true);
    return judged(api.asApp(token -> counted(changes, call, token, deadline), deadline), deadline);
  }

  /** The same, but empty if it was sent and not answered. */
  Optional<Answer> tryToChange(Map<String, ?> change, Deadline deadline) throws ProviderException {
    HttpCall call = api.post(CHANGE, change).withIdempotent(true);
    Optional<Answer> answer =
        api.asApp(token -> unlessTimeout(() -> counted(changes, call, token, deadline)), deadline);
    return answer.isPresent() ? Optional.of(judged(answer.get(), deadline)) : answer;
  }

  /** Sends a message, once; empty if it was not answered. */
  Optional<Answer> send(Map<String, ?> message, Deadline deadline) throws ProviderException {
    HttpCall call = api.post(SEND, message);
    return api.asApp(
        token -> unlessTimeout(() -> api.send(call, token, deadline).orThrow()), deadline);
  }

  private Answer counted(Allowance allowance, HttpCall call, Secret token, Deadline deadline)
      throws ProviderException {
    if (!allowance.take()) {
      throw new ProviderException(
          Code.THROTTLED, "The allowance of " + call.name() + " is used up", Optional.empty());
    }
    // whatever the answer will be
    allowance.use();
    return api.send(call, token, deadline)
        .orThrow(
            ErrorCodes.CHAT_EXISTS,
            ErrorCodes.CHAT_SIZE,
            ErrorCodes.NOT_FOR_A_CHAT,
            ErrorCodes.NO_SUCH_MEMBER,
            ErrorCodes.MEMBER_OUTSIDE_RANGE);
  }

  /** Who is outside the range, one of the people or the whole chat, the platform does not say. */
  private Answer judged(Answer answer, Deadline deadline) throws ProviderException {
    if (answer.refusedWith(ErrorCodes.MEMBER_OUTSIDE_RANGE)
        && !VisibleRange.isWholeCompany(api.asApp(VisibleRange.call(api, app), deadline))) {
      throw answer.failure();
    }
    return answer;
  }

  /** What a refusal is where it is about one of the people, who is not the caller's to tell. */
  static ProviderException rejected(Answer answer) {
    return new ProviderException(
        Code.REJECTED,
        "The platform refused one of the people: " + answer.refusal().orElse(""),
        answer.refusal());
  }

  private interface Sent {
    Answer call() throws ProviderException;
  }

  /** With a token at hand: where one was asked for and not had, nothing was sent. */
  private static Optional<Answer> unlessTimeout(Sent sent) throws ProviderException {
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
