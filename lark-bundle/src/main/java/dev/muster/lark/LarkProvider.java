package dev.muster.lark;

import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatProvider;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.Webhooks;
import dev.muster.support.PlatformConnection;
import dev.muster.support.chat.ChatPlatformConnection;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Lark and Feishu as a platform. */
@Component(service = ChatProvider.class, property = "muster.platform=" + Descriptors.ID)
public final class LarkProvider implements GroupChatProvider {
  private final PlatformDescriptor descriptor = Descriptors.lark();

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public GroupChatConnection connect(ConnectionSettings settings, ProviderContext context) {
    App app = App.of(settings);
    Endpoints endpoints = Endpoints.of(app.cloud(), context);
    Api api = new Api(app, endpoints.open(), context);
    Optional<Webhooks> webhooks =
        app.receivesEvents() ? Optional.of(new LarkWebhooks(app, context)) : Optional.empty();
    LarkDirectory directory = new LarkDirectory(app, api);
    return new ChatPlatformConnection(
        new PlatformConnection(
            new Doctor(app, api)::check,
            Optional.of(new LarkSignIn(app, endpoints, api)),
            Optional.of(directory),
            webhooks,
            Optional.of(new LarkMessages(api))),
        Optional.of(new LarkGroupChats(api, directory, endpoints.mostMembers())));
  }
}
