package dev.muster.spi.chat;

import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.ProviderContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A platform whose apps open group chats. It is registered as a {@link ChatProvider} like every
 * other; that it is one of these is how the core knows.
 */
@ConsumerType
public interface GroupChatProvider extends ChatProvider {
  @Override
  GroupChatConnection connect(ConnectionSettings settings, ProviderContext context);
}
