package dev.muster.dingtalk;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatChange;
import dev.muster.spi.chat.GroupChatFeature;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.chat.GroupChatState;
import dev.muster.spi.chat.GroupChatTraits;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.chat.GroupMessage;
import dev.muster.spi.chat.MemberResult;
import dev.muster.spi.chat.MemberResult.Outcome;
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.chat.Cut;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Group chats of the app: "scene groups", made of a template in which a robot is that speaks. They
 * are opened with their owner alone, an employee whom the app may see, so that nobody else is in
 * the way. The platform pins cards of its own only, and reads nothing that was said.
 */
final class DingTalkGroupChats implements GroupChats {
  /** As Java counts them, of which a sign may be two: it is not said how the platform counts. */
  private static final int TITLE_LENGTH = 30;

  private static final int LONGEST_DETAIL = 500;

  private final ChatCalls calls;
  private final ChatMembers members;
  private final ChatLimits limits;
  private final Api api;
  private final GroupChatTraits traits;

  DingTalkGroupChats(App app, Api api, Directory directory, ChatLimits limits) {
    this.calls = new ChatCalls(app, api, limits.robot());
    this.members = new ChatMembers(calls, directory, limits.members());
    this.limits = limits;
    this.api = api;
    this.traits =
        GroupChatTraits.of(
                limits.members(),
                Math.min(limits.atOnce(), limits.members()),
                TITLE_LENGTH,
                limits.bytes())
            .withOwnerRequired()
            .withKeyLife(Optional.of(Duration.ofMinutes(limits.keyMinutes())))
            .withFeatures(features(limits.robot()));
  }

  private static Set<GroupChatFeature> features(ChatRobot robot) {
    Set<GroupChatFeature> features =
        EnumSet.of(
            GroupChatFeature.CHANGE_OWNER,
            GroupChatFeature.MUTE,
            GroupChatFeature.DISSOLVE,
            GroupChatFeature.JOIN_LINK);
    if (robot.mentions()) {
      features.add(GroupChatFeature.MENTION);
    }
    return features;
  }

  @Override
  public GroupChatTraits traits() {
    return traits;
  }

  @Override
  public GroupChatRef open(NewGroupChat chat, Deadline deadline) throws ProviderException {
    String owner =
        chat.owner()
            .filter(id -> DingTalkSignIn.ID.matcher(id).matches())
            .orElseThrow(
                () ->
                    new ProviderException(
                        Code.REJECTED, "A chat is opened by its owner", Optional.empty()));
    Answer answer = calls.open(title(chat.title()), owner, chat.key(), deadline);
    if (answer.refusal().isPresent()) {
      throw owning(owner, answer, deadline);
    }
    String detail = answer.text("chat_id").filter(id -> id.length() <= LONGEST_DETAIL).orElse("");
    return new GroupChatRef(ChatCalls.chatId(answer), detail);
  }

  /**
   * What a refusal is that may be about the owner: the platform says the same of a template that
   * the app may not use.
   */
  private ProviderException owning(String owner, Answer answer, Deadline deadline) {
    boolean somebody = members.look(owner, deadline) == Outcome.FAILED;
    return somebody ? ChatCalls.failure(answer) : ChatCalls.rejected(answer);
  }

  @Override
  public Optional<GroupChatState> read(GroupChatRef chat, Deadline deadline)
      throws ProviderException {
    return calls
        .read(chat.chatId(), deadline)
        .map(
            found -> {
              GroupChatState state = GroupChatState.of(chat, found.title());
              return found.owner().map(state::withOwner).orElse(state);
            });
  }

  @Override
  public Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException {
    return calls.members(chat.chatId(), after, deadline);
  }

  @Override
  public List<MemberResult> add(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return members.move(ChatCalls.Way.IN, chat.chatId(), userIds, deadline);
  }

  @Override
  public List<MemberResult> remove(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return members.move(ChatCalls.Way.OUT, chat.chatId(), userIds, deadline);
  }

  @Override
  public void change(GroupChatRef chat, GroupChatChange change, Deadline deadline)
      throws ProviderException {
    Map<String, String> body = new LinkedHashMap<>();
    change.title().ifPresent(title -> body.put("title", title(title)));
    change.owner().ifPresent(owner -> body.put("owner_user_id", owner));
    Answer answer = calls.update(chat.chatId(), body, deadline);
    if (answer.refusal().isPresent()) {
      throw change.owner().isPresent()
          ? owning(change.owner().get(), answer, deadline)
          : ChatCalls.failure(answer);
    }
  }

  @Override
  public Posted send(GroupChatRef chat, GroupMessage message, Deadline deadline)
      throws ProviderException {
    ChatTexts texts = ChatTexts.of(message, limits.bytes(), limits.robot(), api);
    return calls
        .send(chat.chatId(), texts, deadline)
        .map(
            answer ->
                (Posted)
                    Posted.sent(
                        answer.text("open_msg_id").or(() -> answer.text("processQueryKey")),
                        texts.body().shorter()))
        .orElseGet(() -> Posted.unknown(Code.TIMEOUT));
  }

  @Override
  public void mute(GroupChatRef chat, boolean muted, Deadline deadline) throws ProviderException {
    calls.mute(chat.chatId(), muted, deadline);
  }

  @Override
  public void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException {
    try {
      calls.dissolve(chat.chatId(), deadline);
    } catch (ProviderException e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** It ends after a year, or with another owner or title. */
  @Override
  public URI joinLink(GroupChatRef chat, Deadline deadline) throws ProviderException {
    String link =
        calls
            .read(chat.chatId(), deadline)
            .orElseThrow(
                () ->
                    new ProviderException(
                        Code.NOT_FOUND, "The chat stands no more", Optional.empty()))
            .link()
            .filter(url -> url.matches("https://[\\x21-\\x7e]{1,2000}"))
            .orElseThrow(
                () ->
                    new ProviderException(
                        Code.UNEXPECTED_ANSWER, "The chat has no link", Optional.empty()));
    try {
      return URI.create(link);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Code.UNEXPECTED_ANSWER, "The chat has a link that is none", Optional.empty());
    }
  }

  private static String title(String whole) {
    int most = TITLE_LENGTH;
    String title = Cut.toCharacters(whole.strip(), most).text();
    while (title.length() > TITLE_LENGTH && most > 1) {
      title = Cut.toCharacters(whole.strip(), --most).text();
    }
    return title;
  }
}
