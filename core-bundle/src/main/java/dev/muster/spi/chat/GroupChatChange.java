package dev.muster.spi.chat;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is to become of a chat; the rest stays. Immutable; {@code with} methods make copies. */
@ProviderType
public sealed interface GroupChatChange permits GroupChatRecords.ChangeRecord {
  /**
   * Another title.
   *
   * @param line a line; the provider cuts it to what the platform takes
   * @return the change
   * @throws IllegalArgumentException if it is not one line
   */
  static GroupChatChange title(String line) {
    return new GroupChatRecords.ChangeRecord(Optional.of(line), Optional.empty());
  }

  /**
   * Another owner.
   *
   * @param userId the id of a member at the platform
   * @return the change
   */
  static GroupChatChange owner(String userId) {
    return new GroupChatRecords.ChangeRecord(Optional.empty(), Optional.of(userId));
  }

  /** {@return the title from now on, or empty if it stays} */
  Optional<String> title();

  /** {@return the owner from now on, or empty if it stays} */
  Optional<String> owner();

  /**
   * The same with another owner as well.
   *
   * @param userId the id of a member at the platform
   * @return a changed copy
   */
  GroupChatChange withOwner(String userId);
}
