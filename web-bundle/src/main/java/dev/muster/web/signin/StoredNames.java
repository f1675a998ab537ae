package dev.muster.web.signin;

import dev.muster.api.Identity;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.Platforms;
import dev.muster.api.Versioned;
import dev.muster.spi.Text;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.web.http.Language;
import java.util.Locale;
import java.util.Optional;

/** A source as its button says, where it is still there, else its platform. */
final class StoredNames implements AccountNames {
  private final IdentitySources sources;
  private final Platforms platforms;

  StoredNames(IdentitySources sources, Platforms platforms) {
    this.sources = sources;
    this.platforms = platforms;
  }

  @Override
  public String source(String tenant, String id) {
    return source(tenant, id, id);
  }

  private String source(String tenant, String id, String otherwise) {
    return sources
        .find(tenant, id)
        .map(Versioned::value)
        .map(IdentitySource::settings)
        .map(IdentitySource.Settings::displayName)
        .orElse(otherwise);
  }

  @Override
  public String identity(String tenant, Language language, Identity identity) {
    return source(
        tenant,
        identity.identitySource(),
        descriptor(identity.platform())
            .map(known -> language.of(known.displayName()))
            .orElse(identity.platform()));
  }

  @Override
  public Optional<String> icon(Identity identity) {
    return descriptor(identity.platform()).flatMap(PlatformDescriptor::icon);
  }

  private Optional<PlatformDescriptor> descriptor(String platform) {
    return platforms.find(platform).flatMap(Platforms.Platform::descriptor);
  }

  @Override
  public Text device(String userAgent) {
    String agent = userAgent.toLowerCase(Locale.ROOT);
    return Devices.of(
        userAgent,
        platforms.list().stream()
            .flatMap(platform -> platform.descriptor().stream())
            .filter(
                descriptor ->
                    descriptor.signIn().map(SignInAbility::userAgentMarkers).stream()
                        .anyMatch(markers -> markers.stream().anyMatch(agent::contains)))
            .map(PlatformDescriptor::displayName)
            .findFirst());
  }
}
