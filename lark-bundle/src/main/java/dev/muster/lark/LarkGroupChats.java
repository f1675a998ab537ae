package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatState;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.HistoryEntry;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import dev.muster.support.chat.Cut;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Group chats of the app's bot (im v1). The bot owns them, or is an administrator of those that
 * somebody else was given; it opens a chat alone, if need be.
 *
 * <p>Source: the vendor's pages im-v1/chat, im-v1/chat-members, im-v1/chat-moderation,
 * im-v1/chat-top_notice and im-v1/message.
 */
final class LarkGroupChats implements GroupChats {
  private static final int TITLE_CHARACTERS = 60;

  /** Ten hours by the platform's clock. */
  private static final Duration KEY_LIFE = Duration.ofHours(9);

  private static final Pattern MESSAGE_ID = Pattern.compile("[0-9A-Za-z_-]{1,100}");
  private static final Set<String> NOTHING = Set.of();

  private final Api api;
  private final ChatCalls calls;
  private final ChatMembers members;
  private final ChatTexts texts;
  private final ChatHistory history;
  private final GroupChatTraits traits;

  LarkGroupChats(Api api, LarkDirectory directory, int mostMembers) {
    this.api = api;
    this.calls = new ChatCalls(api);
    this.members = new ChatMembers(calls, directory, this::members);
    this.texts = new ChatTexts(api);
    this.history = new ChatHistory(api, calls);
    this.traits =
        GroupChatTraits.of(
                mostMembers, ChatCalls.MOST_PEOPLE, TITLE_CHARACTERS, ChatTexts.MOST_BYTES)
            .withOpening(0, Math.min(mostMembers, ChatCalls.MOST_PEOPLE))
            .withKeyLife(Optional.of(KEY_LIFE))
            .withFeatures(
                Set.of(
                    GroupChatFeature.CHANGE_OWNER,
                    GroupChatFeature.MENTION,
                    GroupChatFeature.MESSAGE_KEYS,
                    GroupChatFeature.PIN,
                    GroupChatFeature.MUTE,
                    GroupChatFeature.DISSOLVE,
                    GroupChatFeature.READ_HISTORY,
                    GroupChatFeature.JOIN_LINK));
  }

  @Override
  public GroupChatTraits traits() {
    return traits;
  }

  @Override
  public GroupChatRef open(NewGroupChat chat, Deadline deadline) throws ProviderException {
    if (!chat.members().stream().allMatch(id -> Profiles.USER_ID.matcher(id).matches())) {
      throw new ProviderException(
          Code.REJECTED, "One of the people has no user id", Optional.empty());
    }
    Answer answer =
        calls.ask(calls.open(chat, title(chat.title())), ErrorCodes.NOT_FOR_A_CHAT, deadline);
    if (answer.refusal().isPresent()) {
      throw ChatCalls.rejected(answer);
    }
    return GroupChatRef.of(answer.id(answer.at("data"), "chat_id", ChatCalls.CHAT_ID));
  }

  /** The platform still tells about a chat that was dissolved, and says that it was. */
  @Override
  public Optional<GroupChatState> read(GroupChatRef chat, Deadline deadline)
      throws ProviderException {
    if (!ChatCalls.CHAT_ID.matcher(chat.chatId()).matches()) {
      return Optional.empty();
    }
    Answer answer = calls.ask(calls.read(chat), ErrorCodes.NO_SUCH_CHAT, deadline);
    if (answer.refusal().isPresent()) {
      return Optional.empty();
    }
    JsonNode data = answer.at("data");
    if (!data.isObject()) {
      throw answer.unexpected("has no data");
    }
    if (!data.path("chat_status").asText("normal").equals("normal")) {
      return Optional.empty();
    }
    GroupChatState state = GroupChatState.of(chat, Json.text(data, "name").orElse(""));
    Optional<String> owner =
        Json.text(data, "owner_id").filter(id -> Profiles.USER_ID.matcher(id).matches());
    return Optional.of(owner.map(state::withOwner).orElse(state));
  }

  @Override
  public Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException {
    return about(
        chat,
        deadline,
        () ->
            api.asApp(
                access ->
                    ChatMembers.page(
                        api.send(calls.members(chat, after), access.token(), deadline),
                        access.tenantKey(),
                        after),
                deadline));
  }

  @Override
  public List<MemberResult> add(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return about(chat, deadline, () -> members.add(chat, userIds, deadline));
  }

  @Override
  public List<MemberResult> remove(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return about(chat, deadline, () -> members.remove(chat, userIds, deadline));
  }

  @Override
  public void change(GroupChatRef chat, GroupChatChange change, Deadline deadline)
      throws ProviderException {
    Map<String, String> body = new HashMap<>();
    change.title().ifPresent(title -> body.put("name", title(title)));
    change.owner().ifPresent(owner -> body.put("owner_id", owner));
    Answer answer = ask(chat, calls.change(chat, body), ErrorCodes.NOT_FOR_A_CHAT, deadline);
    if (answer.refusal().isPresent()) {
      throw ChatCalls.rejected(answer);
    }
  }

  /** One that is under way already has no id yet; asked for it again by its key, it has one. */
  @Override
  public Posted send(GroupChatRef chat, GroupMessage message, Deadline deadline)
      throws ProviderException {
    ChatTexts.Post post = texts.post(message);
    HttpCall call = calls.send(chat, post.content(), message.key());
    Optional<Answer> answer =
        about(chat, deadline, () -> calls.tryTo(call, ErrorCodes.NOT_SENT, deadline));
    if (answer.isEmpty()) {
      return Posted.unknown(Code.TIMEOUT);
    }
    if (answer.get().refusedWith(ErrorCodes.STILL_SENDING)) {
      throw new ProviderException(
          Code.UNAVAILABLE, "The message is under way already", answer.get().refusal());
    }
    if (answer.get().refusal().isPresent()) {
      throw ChatCalls.rejected(answer.get());
    }
    return Posted.sent(
        Optional.of(answer.get().id(answer.get().at("data"), "message_id", MESSAGE_ID)),
        post.cut());
  }

  @Override
  public void pin(GroupChatRef chat, String messageId, Deadline deadline) throws ProviderException {
    ask(chat, calls.putOnTop(chat, messageId), NOTHING, deadline);
  }

  @Override
  public void mute(GroupChatRef chat, boolean muted, Deadline deadline) throws ProviderException {
    ask(chat, calls.moderate(chat, muted), NOTHING, deadline);
  }

  @Override
  public void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException {
    calls.ask(calls.dissolve(chat), ErrorCodes.NO_SUCH_CHAT, deadline);
  }

  @Override
  public Page<HistoryEntry> history(
      GroupChatRef chat, Instant since, Optional<String> after, Deadline deadline)
      throws ProviderException {
    return about(chat, deadline, () -> history.page(chat, since, after, deadline));
  }

  @Override
  public URI joinLink(GroupChatRef chat, Deadline deadline) throws ProviderException {
    Answer answer = ask(chat, calls.link(chat), NOTHING, deadline);
    String link = answer.require(answer.at("data"), "share_link");
    try {
      URI uri = URI.create(link);
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // as if it were another address
    }
    throw answer.unexpected("has a share_link that is none");
  }

  private Answer ask(GroupChatRef chat, HttpCall call, Set<String> telling, Deadline deadline)
      throws ProviderException {
    return about(chat, deadline, () -> calls.ask(call, telling, deadline));
  }

  private interface Work<T> {
    T run() throws ProviderException;
  }

  /**
   * With a chat that is gone the bot is not in it any more, and the platform may say that alone.
   */
  private <T> T about(GroupChatRef chat, Deadline deadline, Work<T> work) throws ProviderException {
    try {
      return work.run();
    } catch (ProviderException e) {
      if (e.platformCode().filter(ErrorCodes.NOT_IN_CHAT::contains).isPresent()
          && isGone(chat, deadline)) {
        throw new ProviderException(Code.NOT_FOUND, "The chat is there no more", e.platformCode());
      }
      throw e;
    }
  }

  private boolean isGone(GroupChatRef chat, Deadline deadline) {
    try {
      return read(chat, deadline).isEmpty();
    } catch (ProviderException e) {
      // What was refused first says more.
      return false;
    }
  }

  private static String title(String whole) {
    return Cut.toCharacters(whole.strip(), TITLE_CHARACTERS).text();
  }
}
