package dev.muster.web.signin;

import dev.muster.api.IdentitySources;
import dev.muster.api.Platforms;
import dev.muster.api.Versioned;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import java.util.Optional;

/** What the platform of a source says of how people sign in there; from memory. */
final class SourceAbilities {
  private final IdentitySources sources;
  private final Platforms platforms;

  SourceAbilities(IdentitySources sources, Platforms platforms) {
    this.sources = sources;
    this.platforms = platforms;
  }

  Optional<SignInAbility> of(String tenant, String source) {
    return sources
        .find(tenant, source)
        .map(Versioned::value)
        .flatMap(found -> platforms.find(found.platform()))
        .flatMap(Platforms.Platform::descriptor)
        .flatMap(PlatformDescriptor::signIn);
  }
}
