package dev.muster.testkit.platform;

import dev.muster.spi.chat.GroupChatRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the server that plays the platform knows of group chats. */
public interface GroupChatFixture {
  /**
   * Somebody's id.
   *
   * @param persona who
   * @return the id, or empty if the platform has no such people
   */
  Optional<String> userId(Persona persona);

  /**
   * Members of the company whom the app is for.
   *
   * @param count how many, up to as many as one call adds and three more
   * @return their ids, always the same ones, {@link Persona#MEMBER} not among them
   */
  List<String> people(int count);

  /**
   * A chat as its members see it.
   *
   * @param chat which
   * @return the chat, or empty if the server never had it
   */
  Optional<SeenChat> seen(GroupChatRef chat);

  /**
   * How many chats were opened since {@link PlatformFixture#reset}.
   *
   * @return the number
   */
  long opened();

  /**
   * Has a member dissolve a chat.
   *
   * @param chat which
   */
  void dissolveByHand(GroupChatRef chat);

  /** Has the server carry out the next call about group chats and answer it never. */
  void loseNextAnswer();

  /**
   * A chat as its members see it.
   *
   * @param standing whether it has not been dissolved
   * @param title what it is called
   * @param owner whom it belongs to, empty for the app
   * @param members who is in it, no apps
   * @param messages title and text of each message as one text, oldest first, as it is shown
   * @param mentioned who was told to be named, over all messages
   * @param pinned title and text of the pinned message
   * @param muted whether nobody but the owner can write
   */
  record SeenChat(
      boolean standing,
      String title,
      Optional<String> owner,
      Set<String> members,
      List<String> messages,
      Set<String> mentioned,
      Optional<String> pinned,
      boolean muted) {}
}
