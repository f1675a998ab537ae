package dev.muster.dingtalk;

import dev.muster.spi.Callbacks;
import dev.muster.spi.ChatProvider;
import dev.muster.spi.Connection;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.PlatformDescriptor;
import dev.muster.spi.ProviderContext;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** DingTalk as a platform. */
@Component(service = ChatProvider.class, property = "muster.platform=" + Descriptors.ID)
public final class DingTalkProvider implements ChatProvider {
  private final PlatformDescriptor descriptor = Descriptors.dingTalk();

  /** Makes the provider; it needs nothing. */
  @Activate
  public DingTalkProvider() {}

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    App app = App.of(settings);
    Endpoints endpoints = Endpoints.of(context);
    Api api = new Api(app, endpoints, context);
    Optional<Callbacks> callbacks =
        app.receivesEvents() ? Optional.of(new DingTalkCallbacks(app, context)) : Optional.empty();
    return new DingTalkConnection(
        new Doctor(app, api, context),
        new DingTalkSignIn(app, endpoints, api),
        new DingTalkDirectory(api),
        callbacks);
  }
}
