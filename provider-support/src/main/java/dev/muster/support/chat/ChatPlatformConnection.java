package dev.muster.support.chat;

import dev.muster.spi.Deadline;
import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Messages;
import dev.muster.spi.platform.SignIn;
import dev.muster.spi.platform.Webhooks;
import dev.muster.support.PlatformConnection;
import java.util.Optional;

/**
 * A bound app that opens group chats, put together from what it can do.
 *
 * @param app what it can do beside
 * @param groupChats group chats
 */
public record ChatPlatformConnection(PlatformConnection app, Optional<GroupChats> groupChats)
    implements GroupChatConnection {
  @Override
  public CheckReport check(CheckEnvironment environment, Deadline deadline) {
    return app.check(environment, deadline);
  }

  @Override
  public Optional<SignIn> signIn() {
    return app.signIn();
  }

  @Override
  public Optional<Directory> directory() {
    return app.directory();
  }

  @Override
  public Optional<Webhooks> webhooks() {
    return app.webhooks();
  }

  @Override
  public Optional<Messages> messages() {
    return app.messages();
  }
}
