package dev.muster.api.warroom;

import java.util.List;

/**
 * What the group chats of a bound app can do. The HTTP API shows it as it is.
 *
 * @param leastMembers how many people a chat is opened with at least, the owner among them
 * @param mostMembers how many people a chat takes
 * @param ownerRequired whether a person has to own a chat; the app itself owns it otherwise
 * @param titleCharacters how many characters (Unicode code points) a title has; longer ones are cut
 * @param messageBytes how many bytes in UTF-8 a message has; longer ones are cut
 * @param features what they can do, in kebab case; more may be added
 */
public record ChatLimits(
    int leastMembers,
    int mostMembers,
    boolean ownerRequired,
    int titleCharacters,
    int messageBytes,
    List<String> features) {
  /** Copies. */
  public ChatLimits {
    features = List.copyOf(features);
  }
}
