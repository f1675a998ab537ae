package dev.muster.web.api;

import dev.muster.api.IdentitySource;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tells which of a source's fields are secret. */
final class SourceFields {
  private final Platforms platforms;

  SourceFields(Platforms platforms) {
    this.platforms = platforms;
  }

  /**
   * The secret ones among names.
   *
   * @param platform the platform's id
   * @param present the source as it stands, for what its platform would tell if it were there
   * @param names names of fields
   * @return those that are secret
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE} if nobody can tell at the moment: a
   *     secret must not be taken for a plain value
   */
  Set<String> secretsOf(String platform, Optional<IdentitySource> present, Set<String> names) {
    Optional<PlatformDescriptor> descriptor =
        platforms.find(platform).flatMap(Platforms.Platform::descriptor);
    Set<String> secret = new HashSet<>();
    for (String name : names) {
      if (descriptor.isPresent()
          ? isSecret(descriptor.get(), name)
          : isSecret(platform, present, name)) {
        secret.add(name);
      }
    }
    return secret;
  }

  private static boolean isSecret(PlatformDescriptor descriptor, String name) {
    for (Field field : descriptor.sourceFields()) {
      if (field.name().equals(name)) {
        return field.secret();
      }
    }
    return false;
  }

  private static boolean isSecret(String platform, Optional<IdentitySource> present, String name) {
    if (present.isEmpty() || present.get().secrets().containsKey(name)) {
      return true;
    }
    if (present.get().fields().containsKey(name)) {
      return false;
    }
    throw new ProblemException(
        ProblemCode.PLATFORM_UNAVAILABLE,
        "The bundle of the platform " + platform + " is not available at the moment.");
  }
}
