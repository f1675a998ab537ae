package dev.muster.api;

import dev.muster.spi.platform.PlatformDescriptor;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The platforms that the installed bundles offer. */
@ProviderType
public interface Platforms {
  /**
   * All of them, and those that are gone but that something is still bound to.
   *
   * @return platforms in the order of ids
   */
  List<Platform> list();

  /**
   * One of them.
   *
   * @param id the platform's id, however odd
   * @return the platform, or empty if nobody knows it
   */
  Optional<Platform> find(String id);

  /**
   * A platform.
   *
   * @param id its id
   * @param descriptor what it is called, asks for and can do, as it was last where its bundle is
   *     gone; empty where that cannot be told any more
   * @param available whether its bundle is there
   * @param bundleName the bundle's symbolic name, or the empty string
   * @param bundleVersion the bundle's version, or the empty string
   */
  record Platform(
      String id,
      Optional<PlatformDescriptor> descriptor,
      boolean available,
      String bundleName,
      String bundleVersion) {}
}
