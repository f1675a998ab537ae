package dev.muster.dingtalk;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.chat.GroupChatRef;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls about group chats of one kind: each kind has its own. */
interface GroupCalls {
  /** A chat as the platform has it. */
  record Chat(String title, Optional<String> owner, Optional<String> link) {}

  /** Which way people go. */
  enum Way {
    IN,
    OUT
  }

  /** Opens a chat; refused where the owner cannot own one. */
  Answer open(String title, String owner, String key, Deadline deadline) throws ProviderException;

  /** Which chat was opened. */
  GroupChatRef opened(Answer answer) throws ProviderException;

  /** Reads a chat; empty if there is none. */
  Optional<Chat> read(GroupChatRef chat, Deadline deadline) throws ProviderException;

  /** Reads who is in a chat. */
  Page<String> members(GroupChatRef chat, Optional<String> after, Deadline deadline)
      throws ProviderException;

  /** All who are in a chat. */
  Set<String> everybody(GroupChatRef chat, Deadline deadline) throws ProviderException;

  /** Adds or removes people; refused where one of them is in the way, empty if not answered. */
  Optional<Answer> move(Way way, GroupChatRef chat, List<String> userIds, Deadline deadline)
      throws ProviderException;

  /** Gives a chat another title or owner; refused where that person cannot own it. */
  Answer update(
      GroupChatRef chat, Optional<String> title, Optional<String> owner, Deadline deadline)
      throws ProviderException;

  /** Lets the owner alone write, or everybody again. */
  void mute(GroupChatRef chat, boolean muted, Deadline deadline) throws ProviderException;

  /** Dissolves a chat. */
  void dissolve(GroupChatRef chat, Deadline deadline) throws ProviderException;

  /** Says something, once; empty if it was not answered. */
  Optional<Answer> send(GroupChatRef chat, ChatTexts texts, Deadline deadline)
      throws ProviderException;
}
