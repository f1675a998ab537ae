package dev.muster.spi;

import java.util.Set;

/**
 * What group chats of a platform can do, and how much of it.
 *
 * @param dissolve whether a chat can be ended for everybody
 * @param rename whether its name can be changed
 * @param history whether what people said can be read back
 * @param joinLink whether a chat has a link to join by
 * @param pin whether a message can be pinned
 * @param minMembers the fewest members of a new chat, its owner counted
 * @param maxMembers the most members of a chat
 * @param maxNameCharacters the longest name, in Unicode code points
 * @param maxTextBytes the longest text message, in bytes of UTF-8
 * @param membersPerCall the most members that one call adds or removes
 * @param closePolicies what {@link GroupChats#close} can really do
 */
public record GroupChatTraits(
    boolean dissolve,
    boolean rename,
    boolean history,
    boolean joinLink,
    boolean pin,
    int minMembers,
    int maxMembers,
    int maxNameCharacters,
    int maxTextBytes,
    int membersPerCall,
    Set<GroupChats.ClosePolicy> closePolicies) {
  /** Copies. */
  public GroupChatTraits {
    closePolicies = Set.copyOf(closePolicies);
  }
}
