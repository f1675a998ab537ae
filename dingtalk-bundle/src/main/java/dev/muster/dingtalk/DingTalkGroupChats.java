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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Group chats of the app: "scene groups", made of a template in which a robot is that speaks, or
 * internal groups, which know no key and into which somebody puts the app's own robot. They are
 * opened with their owner alone, an employee whom the app may see, so that nobody else is in the
 * way. The platform pins cards of its own only, and reads nothing that was said.
 */
final class DingTalkGroupChats implements GroupChats {
  /** As Java counts them, of which a sign may be two: it is not said how the platform counts. */
  private static final int TITLE_LENGTH = 30;

  private static final int PLAIN_TITLE_LENGTH = 20;

  private final GroupCalls calls;
  private final ChatMembers members;
  private final ChatLimits limits;
  private final ChatRobot robot;
  private final Api api;
  private final GroupChatTraits traits;

  DingTalkGroupChats(App app, Api api, Directory directory, ChatLimits limits) {
    boolean plain = limits.isPlain(app);
    this.robot = limits.robotOf(app);
    this.calls = plain ? new PlainCalls(app, api, limits.plain()) : new ChatCalls(app, api, robot);
    this.members = new ChatMembers(calls, directory, limits.members());
    this.limits = limits;
    this.api = api;
    Duration keyLife = plain ? Duration.ZERO : Duration.ofMinutes(limits.keyMinutes());
    this.traits =
        GroupChatTraits.of(
                limits.members(),
                Math.min(limits.atOnce(), limits.members()),
                plain ? PLAIN_TITLE_LENGTH : TITLE_LENGTH,
                limits.bytes())
            .withOwnerRequired()
            .withKeyLife(Optional.of(keyLife))
            .withFeatures(features(plain));
  }

  private Set<GroupChatFeature> features(boolean plain) {
    Set<GroupChatFeature> features =
        EnumSet.of(GroupChatFeature.CHANGE_OWNER, GroupChatFeature.MUTE);
    if (!plain || limits.plain().dissolve()) {
      features.add(GroupChatFeature.DISSOLVE);
    }
    if (!plain) {
      features.add(GroupChatFeature.JOIN_LINK);
    }
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
    return calls.opened(answer);
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
        .read(chat, deadline)
        .map(
            found -> {
              GroupChatState state = GroupChatState.of(chat, found.title());
              return found.owner().map(state::withOwner).orElse(state);
            });
  }

  @Override
  public Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException {
    return calls.members(chat, after, deadline);
  }

  @Override
  public List<MemberResult> add(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return members.move(GroupCalls.Way.IN, chat, userIds, deadline);
  }

  @Override
  public List<MemberResult> remove(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return members.move(GroupCalls.Way.OUT, chat, userIds, deadline);
  }

  @Override
  public void change(GroupChatRef chat, GroupChatChange change, Deadline deadline)
      throws ProviderException {
    Answer answer = calls.update(chat, change.title().map(this::title), change.owner(), deadline);
    if (answer.refusal().isPresent()) {
      throw change.owner().isPresent()
          ? owning(change.owner().get(), answer, deadline)
          : ChatCalls.failure(answer);
    }
  }

  @Override
  public Posted send(GroupChatRef chat, GroupMessage message, Deadline deadline)
      throws ProviderException {
    ChatTexts texts = ChatTexts.of(message, limits.bytes(), robot, api);
    return calls
        .send(chat, texts, deadline)
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
    calls.mute(chat, muted, deadline);
  }

  @Override
  public void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException {
    requireFeature(GroupChatFeature.DISSOLVE);
    try {
      calls.dissolve(chat, deadline);
    } catch (ProviderException e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** It ends after a year, or with another owner or title. */
  @Override
  public URI joinLink(GroupChatRef chat, Deadline deadline) throws ProviderException {
    requireFeature(GroupChatFeature.JOIN_LINK);
    String link =
        calls
            .read(chat, deadline)
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

  private void requireFeature(GroupChatFeature feature) {
    if (!traits.has(feature)) {
      throw new UnsupportedOperationException(feature.name());
    }
  }

  private String title(String whole) {
    int length = traits.titleCharacters();
    int most = length;
    String title = Cut.toCharacters(whole.strip(), most).text();
    while (title.length() > length && most > 1) {
      title = Cut.toCharacters(whole.strip(), --most).text();
    }
    return title;
  }
}
