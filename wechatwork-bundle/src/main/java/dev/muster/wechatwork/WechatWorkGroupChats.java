package dev.muster.wechatwork;

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
import dev.muster.spi.chat.NewGroupChat;
import dev.muster.spi.chat.Posted;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import dev.muster.support.chat.Cut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Group chats of the app ("appchat"). Their members are people of the company, of whom two are the
 * least and one is the owner, and the app has to be for the whole company. A chat's id is ours, and
 * is taken for ever. The platform has no call that lists, mutes, dissolves or reads chats, no
 * messages to pin, and tells of nothing that happens in them.
 *
 * <p>Source: the vendor's pages 90245, 98913 and 98914 (chats) and 90248 (messages).
 */
final class WechatWorkGroupChats implements GroupChats {
  private static final int TITLE_CHARACTERS = 50;
  private static final int LEAST_MEMBERS = 2;

  private final ChatCalls calls;
  private final ChatMembers members;
  private final GroupChatTraits traits;

  WechatWorkGroupChats(ChatCalls calls, Directory directory, ChatLimits limits) {
    this.calls = calls;
    this.members = new ChatMembers(calls, directory);
    this.traits =
        GroupChatTraits.of(
                limits.members(), limits.members(), TITLE_CHARACTERS, ChatTexts.MOST_BYTES)
            .withOpening(LEAST_MEMBERS, limits.members())
            .withOwnerRequired()
            .withKeyLife(Optional.empty())
            .withFeatures(Set.of(GroupChatFeature.FIND, GroupChatFeature.CHANGE_OWNER));
  }

  @Override
  public GroupChatTraits traits() {
    return traits;
  }

  @Override
  public GroupChatRef open(NewGroupChat chat, Deadline deadline) throws ProviderException {
    if (!chat.members().stream().allMatch(Profiles::isUserId)) {
      throw new ProviderException(
          Code.REJECTED, "One of the people is nobody's id", Optional.empty());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("chatid", chat.key());
    body.put("name", title(chat.title()));
    chat.owner().ifPresent(owner -> body.put("owner", owner));
    body.put("userlist", chat.members());
    Answer answer = calls.open(body, deadline);
    if (answer.refusedWith(ErrorCodes.CHAT_EXISTS)) {
      return find(chat.key(), deadline).orElseThrow(WechatWorkGroupChats::gone);
    }
    if (answer.refusal().isPresent()) {
      throw ChatCalls.rejected(answer);
    }
    if (!answer.require("chatid").equals(chat.key())) {
      throw answer.unexpected("is about another chat");
    }
    return GroupChatRef.of(chat.key());
  }

  @Override
  public Optional<GroupChatRef> find(String key, Deadline deadline) throws ProviderException {
    return calls.read(key, deadline).map(chat -> GroupChatRef.of(key));
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
    return Page.only(
        List.copyOf(
            calls.read(chat.chatId(), deadline).orElseThrow(WechatWorkGroupChats::gone).members()));
  }

  @Override
  public List<MemberResult> add(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return members.move(ChatMembers.Way.IN, chat.chatId(), userIds, deadline);
  }

  @Override
  public List<MemberResult> remove(GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException {
    return members.move(ChatMembers.Way.OUT, chat.chatId(), userIds, deadline);
  }

  @Override
  public void change(GroupChatRef chat, GroupChatChange change, Deadline deadline)
      throws ProviderException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("chatid", chat.chatId());
    change.title().ifPresent(title -> body.put("name", title(title)));
    change.owner().ifPresent(owner -> body.put("owner", owner));
    Answer answer = calls.change(body, deadline);
    if (answer.refusal().isPresent()) {
      throw ChatCalls.rejected(answer);
    }
  }

  @Override
  public Posted send(GroupChatRef chat, GroupMessage message, Deadline deadline)
      throws ProviderException {
    Cut content = ChatTexts.content(message);
    String kind = message.isMarkdown() ? "markdown" : "text";
    Map<String, Object> body =
        Map.of("chatid", chat.chatId(), "msgtype", kind, kind, Map.of("content", content.text()));
    return calls
        .send(body, deadline)
        .map(answer -> (Posted) Posted.sent(Optional.empty(), content.shorter()))
        .orElseGet(() -> Posted.unknown(Code.TIMEOUT));
  }

  private static String title(String whole) {
    return Cut.toCharacters(whole.strip(), TITLE_CHARACTERS).text();
  }

  private static ProviderException gone() {
    return new ProviderException(Code.NOT_FOUND, "The chat is there no more", Optional.empty());
  }
}
