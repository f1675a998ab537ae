package dev.muster.wechatwork;

import dev.muster.spi.chat.GroupChatConnection;
import dev.muster.spi.chat.GroupChatProvider;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.PlatformConnection;
import dev.muster.support.chat.ChatPlatformConnection;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Enterprise WeChat as a platform. */
@Component(service = ChatProvider.class, property = "muster.platform=" + Descriptors.ID)
public final class WechatWorkProvider implements GroupChatProvider {
  private final PlatformDescriptor descriptor = Descriptors.wechatWork();

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public GroupChatConnection connect(ConnectionSettings settings, ProviderContext context) {
    App app = App.of(settings);
    Endpoints endpoints = Endpoints.of(context);
    Api api = new Api(app, endpoints.api(), context);
    WechatWorkDirectory directory = new WechatWorkDirectory(app, api, endpoints.lookupMisses());
    ChatLimits limits = ChatLimits.of(context);
    ChatCalls chats = new ChatCalls(app, api, limits);
    return new ChatPlatformConnection(
        new PlatformConnection(
            new Doctor(app, api)::check,
            Optional.of(new WechatWorkSignIn(app, endpoints, api, directory)),
            Optional.of(directory),
            settings.hasSecret(Descriptors.CALLBACK_TOKEN)
                    && settings.hasSecret(Descriptors.CALLBACK_AES_KEY)
                ? Optional.of(new WechatWorkWebhooks(app.corpId(), context))
                : Optional.empty(),
            Optional.of(new WechatWorkMessages(app, api))),
        Optional.of(new WechatWorkGroupChats(chats, directory, limits)));
  }
}
