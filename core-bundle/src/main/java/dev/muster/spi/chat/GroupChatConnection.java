package dev.muster.spi.chat;

import dev.muster.spi.platform.Connection;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One bound app of a platform whose apps open group chats. */
@ConsumerType
public interface GroupChatConnection extends Connection {
  /**
   * Group chats.
   *
   * @return the ability, or empty if this binding lacks what they need
   */
  Optional<GroupChats> groupChats();
}
