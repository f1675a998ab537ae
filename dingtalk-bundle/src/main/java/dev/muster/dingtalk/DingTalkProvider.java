package dev.muster.dingtalk;

import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatProvider;
import dev.muster.spi.chat.GroupChats;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.Webhooks;
import dev.muster.support.PlatformConnection;
import dev.muster.support.chat.ChatPlatformConnection;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** DingTalk as a platform. */
@Component(service = ChatProvider.class, property = "muster.platform=" + Descriptors.ID)
public final class DingTalkProvider implements GroupChatProvider {
  private final PlatformDescriptor descriptor = Descriptors.dingTalk();

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public GroupChatConnection connect(ConnectionSettings settings, ProviderContext context) {
    App app = App.of(settings);
    Endpoints endpoints = Endpoints.of(context);
    Api api = new Api(app, endpoints, context);
    DingTalkDirectory directory = new DingTalkDirectory(app, api);
    ChatLimits limits = ChatLimits.of(context);
    Optional<Webhooks> webhooks =
        app.receivesEvents()
            ? Optional.of(new DingTalkWebhooks(app, limits.isPlain(app), context))
            : Optional.empty();
    Optional<GroupChats> groupChats =
        limits.isMeant(app) && limits.missing(app).isEmpty()
            ? Optional.of(new DingTalkGroupChats(app, api, directory, limits))
            : Optional.empty();
    return new ChatPlatformConnection(
        new PlatformConnection(
            new Doctor(app, api, limits)::check,
            Optional.of(new DingTalkSignIn(app, endpoints, api)),
            Optional.of(directory),
            webhooks,
            Optional.of(new DingTalkMessages(app, api))),
        groupChats);
  }
}
