package dev.muster.api;

import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/** The branding of each tenant. */
@ProviderType
public interface Brandings {
  /**
   * A tenant's branding, for most of those who ask from memory.
   *
   * @param tenant the tenant's id, however odd
   * @return the branding, the defaults with version 0 where nothing was ever set; empty if there is
   *     no such tenant
   */
  Optional<Versioned<Branding>> find(String tenant);

  /**
   * A logo that is in use.
   *
   * @param tenant the tenant's id, however odd
   * @param digest which one, however odd
   * @return the logo, or empty if the tenant's branding names another or none
   */
  Optional<Logo> logo(String tenant, String digest);

  /**
   * Sets a tenant's branding, all of it.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param settings what was entered
   * @param expected the version that the change is meant for, or empty if any will do
   * @return the branding
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<Branding> replace(
      Caller caller, String tenant, Branding.Settings settings, OptionalLong expected);

  /**
   * What a branding would be; nothing is stored.
   *
   * @param tenant the tenant's id
   * @param settings what was entered
   * @return the branding
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}
   */
  Branding.Draft draft(String tenant, Branding.Settings settings);
}
