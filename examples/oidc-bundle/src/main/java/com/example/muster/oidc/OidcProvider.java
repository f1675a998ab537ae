package com.example.muster.oidc;

import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.SetupItem;
import dev.muster.spi.platform.SetupItem.OwnAddress;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Any OpenID Provider as a platform: the issuer is the company. */
@Component(service = ChatProvider.class)
public final class OidcProvider implements ChatProvider {
  private static final String ICON =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">"
          + "<path d=\"M0 0h9v9z\"/></svg>";
  private static final String URL = "https?://[^\\s?#]{1,300}";
  private static final Text DOCUMENT =
      new Text("As in <issuer>/.well-known/openid-configuration", "与发现文档中的值完全一致");
  private static final Text REGISTRATION =
      new Text("From Muster's registration at the provider: code, S256, a secret", "在身份提供方注册时获得");

  @Override
  public PlatformDescriptor descriptor() {
    Text endpoint = new Text("Authorization endpoint", "授权端点");
    List<Field> fields =
        List.of(
            Field.text("issuer", new Text("Issuer", "签发方"), DOCUMENT).asIdentifying().matching(URL),
            Field.text("authorizationEndpoint", endpoint, DOCUMENT).matching(URL),
            Field.text("clientId", new Text("Client ID", "客户端 ID"), REGISTRATION).asIdentifying(),
            Field.secret("clientSecret", new Text("Client secret", "客户端密钥"), REGISTRATION));
    return PlatformDescriptor.of("oidc", new Text("OpenID Connect", "OpenID Connect"))
        .withIcon(ICON)
        .withBindingFields(fields.stream().map(Field::asRequired).toList())
        .withSourceFields(fields.stream().map(Field::asInherited).toList())
        .withSignIn(SignInAbility.of(Set.of(SignInMethod.BROWSER)))
        .withSetup(
            List.of(
                SetupItem.of("redirect-uri", new Text("Register this redirect URI", "登记此重定向地址"))
                    .entering(OwnAddress.REDIRECT_URLS)));
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return new OidcConnection(settings, new OpenIdProvider(settings, context));
  }
}
