package dev.muster.spi.chat;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A chat that is to be opened. Immutable; the {@code with} methods make changed copies. */
@ProviderType
public sealed interface NewGroupChat permits GroupChatRecords.NewGroupChatRecord {
  /**
   * A chat without people, which the app owns.
   *
   * @param key 32 lower-case hexadecimal digits: the same ones open the same chat, see {@link
   *     GroupChatTraits#keyLife}
   * @param title a line that says what it is about
   * @return the chat
   * @throws IllegalArgumentException if the key is of another form or the title is not one line
   */
  static NewGroupChat of(String key, String title) {
    return new GroupChatRecords.NewGroupChatRecord(key, title, Optional.empty(), List.of());
  }

  /** {@return 32 lower-case hexadecimal digits} */
  String key();

  /**
   * {@return a line that says what it is about; the provider cuts it to what the platform takes}
   */
  String title();

  /** {@return the person who owns it, by the id at the platform; empty for the app} */
  Optional<String> owner();

  /** {@return who is in it from the start, by their ids at the platform, the owner among them} */
  List<String> members();

  /**
   * The same with an owner, who is a member as well.
   *
   * @param userId the person's id at the platform
   * @return a changed copy
   */
  NewGroupChat withOwner(String userId);

  /**
   * The same with members.
   *
   * @param userIds their ids at the platform, each once
   * @return a changed copy
   */
  NewGroupChat withMembers(List<String> userIds);
}
