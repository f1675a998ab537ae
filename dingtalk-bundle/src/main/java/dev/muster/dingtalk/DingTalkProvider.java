package dev.muster.dingtalk;

import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.Webhooks;
import dev.muster.support.PlatformConnection;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** DingTalk as a platform. */
@Component(service = ChatProvider.class, property = "muster.platform=" + Descriptors.ID)
public final class DingTalkProvider implements ChatProvider {
  private final PlatformDescriptor descriptor = Descriptors.dingTalk();

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    App app = App.of(settings);
    Endpoints endpoints = Endpoints.of(context);
    Api api = new Api(app, endpoints, context);
    Optional<Webhooks> webhooks =
        app.receivesEvents() ? Optional.of(new DingTalkWebhooks(app, context)) : Optional.empty();
    return new PlatformConnection(
        new Doctor(app, api)::check,
        Optional.of(new DingTalkSignIn(app, endpoints, api)),
        Optional.of(new DingTalkDirectory(app, api)),
        webhooks,
        Optional.of(new DingTalkMessages(app, api)));
  }
}
