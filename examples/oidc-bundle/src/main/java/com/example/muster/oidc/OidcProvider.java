package com.example.muster.oidc;

import dev.muster.spi.ChatProvider;
import dev.muster.spi.Connection;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.Field;
import dev.muster.spi.PlatformDescriptor;
import dev.muster.spi.ProviderContext;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** Any OpenID Provider as a platform: the issuer is the company. */
@Component(service = ChatProvider.class)
public final class OidcProvider implements ChatProvider {
  private static final String URL = "https?://[^\\s?#]{1,300}";

  @Override
  public PlatformDescriptor descriptor() {
    List<Field> fields =
        List.of(
            text(
                    "issuer",
                    "Issuer",
                    "签发方",
                    "As it stands in the provider's discovery document, letter by letter",
                    "与发现文档中的 issuer 完全一致")
                .asIdentifying()
                .matching(URL),
            text(
                    "authorizationEndpoint",
                    "Authorization endpoint",
                    "授权端点",
                    "authorization_endpoint of <issuer>/.well-known/openid-configuration; the check"
                        + " tells you",
                    "发现文档中的 authorization_endpoint，检查时会提示")
                .matching(URL),
            text(
                    "clientId",
                    "Client ID",
                    "客户端 ID",
                    "Register Muster at the provider: authorization code, S256, a secret",
                    "在身份提供方注册 Muster")
                .asIdentifying(),
            Field.secret(
                "clientSecret",
                new Text("Client secret", "客户端密钥"),
                new Text("Given at the registration", "注册时获得")));
    return new PlatformDescriptor(
        "oidc",
        new Text("OpenID Connect", "OpenID Connect"),
        Optional.of(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><circle cx=\"12\""
                + " cy=\"12\" r=\"8\" fill=\"none\" stroke=\"#f60\" stroke-width=\"4\"/></svg>"),
        Stream.concat(fields.stream().map(Field::asRequired), groups()).toList(),
        Stream.concat(fields.stream(), groups()).toList(),
        Set.of(SignInMethod.BROWSER),
        Set.of(),
        false,
        List.of("code"),
        List.of(),
        false,
        Set.of(),
        Optional.empty());
  }

  private static Stream<Field> groups() {
    return Stream.of(
        text(
            "groupsClaim",
            "Claim of groups",
            "组声明",
            "The claim that lists a person's groups, if there is one",
            "包含用户组的声明，可不填"));
  }

  private static Field text(String name, String en, String zh, String help, String hilfe) {
    return Field.text(name, new Text(en, zh), new Text(help, hilfe));
  }

  @Override
  public Connection connect(ConnectionSettings settings, ProviderContext context) {
    return new OidcConnection(settings, new OpenIdProvider(settings, context));
  }
}
