package dev.muster.web.fake;

import dev.muster.api.Platforms;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two platforms: one hands its code over as {@code code}, the other as {@code authCode}. */
public final class FakePlatforms implements Platforms {
  @Override
  public List<Platform> list() {
    return List.of(
        platform("wechatwork", "wxwork", "code"), platform("ding", "dingtalk", "authCode"));
  }

  @Override
  public Optional<Platform> find(String id) {
    return list().stream().filter(platform -> platform.id().equals(id)).findFirst();
  }

  private static Platform platform(String id, String marker, String codeParameter) {
    return new Platform(
        id,
        Optional.of(
            PlatformDescriptor.of(id, new Text(id, id))
                .withSignIn(
                    SignInAbility.of(Set.of(SignInMethod.values()))
                        .withUserAgentMarkers(Set.of(marker))
                        .withCodeParameters(List.of(codeParameter)))),
        true,
        "",
        "");
  }
}
