package dev.muster.spi.chat;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A chat that stands at the platform. Immutable; the {@code with} method makes a changed copy. */
@ProviderType
public sealed interface GroupChatState permits GroupChatRecords.StateRecord {
  /**
   * A chat that the app owns.
   *
   * @param ref which
   * @param title its title at the platform
   * @return the state
   */
  static GroupChatState of(GroupChatRef ref, String title) {
    return new GroupChatRecords.StateRecord(ref, title, Optional.empty());
  }

  /** {@return which} */
  GroupChatRef ref();

  /** {@return its title at the platform, which may have been cut or changed by a member} */
  String title();

  /** {@return the person who owns it, by the id at the platform; empty if the app does} */
  Optional<String> owner();

  /**
   * The same with an owner.
   *
   * @param userId the person's id at the platform
   * @return a changed copy
   */
  GroupChatState withOwner(String userId);
}
