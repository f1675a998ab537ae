package dev.muster.wechatwork;

import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Enterprise WeChat as a platform. */
@Component(service = ChatProvider.class, property = "muster.platform=" + Descriptors.ID)
public final class WechatWorkProvider implements ChatProvider {
  private final PlatformDescriptor descriptor = Descriptors.wechatWork();

  /** Makes the provider; it needs nothing. */
  @Activate
  public WechatWorkProvider() {}

  @Override
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    App app = App.of(settings);
    Endpoints endpoints = Endpoints.of(context);
    Api api = new Api(endpoints.api(), context);
    Tokens tokens = new Tokens(app, api);
    return new WechatWorkConnection(
        new WechatWorkSignIn(app, endpoints, api, tokens),
        new WechatWorkDirectory(app, api, tokens, endpoints.lookupMisses()),
        settings.secretFields().containsAll(descriptor.callbackFields())
            ? Optional.of(new WechatWorkCallbacks(app.corpId(), context))
            : Optional.empty(),
        new Doctor(app, api, context));
  }
}
