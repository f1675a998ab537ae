package dev.muster.spi.chat;

/** What the group chats of one bound app can do, and those of others cannot. */
public enum GroupChatFeature {
  /** {@link GroupChats#find} finds a chat by the key by which it was opened, at any time. */
  FIND,
  /** A person can be made the owner, {@link GroupChatChange#withOwner}. */
  CHANGE_OWNER,
  /** People who are mentioned in a message are notified, {@link GroupMessage#withMentions}. */
  MENTION,
  /** A message that is sent again by its key within five minutes or more arrives once. */
  MESSAGE_KEYS,
  /** A message can be pinned, {@link GroupChats#pin}. */
  PIN,
  /** Nobody but its owner can write in it any more, {@link GroupChats#mute}. */
  MUTE,
  /** A chat can be dissolved, {@link GroupChats#dissolve}. */
  DISSOLVE,
  /** Its members can still read a chat that was dissolved. */
  HISTORY_SURVIVES,
  /** What is written in a chat can be read, {@link GroupChats#history}. */
  READ_HISTORY,
  /** There are links by which people join, {@link GroupChats#joinLink}. */
  JOIN_LINK
}
