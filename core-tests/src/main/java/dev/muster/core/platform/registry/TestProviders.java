package dev.muster.core.platform.registry;

import dev.muster.api.Metrics;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.spi.platform.ChatProvider;
import org.osgi.framework.Version;

/** Offers and takes away providers without a framework. */
public final class TestProviders {
  private TestProviders() {}

  public static ProviderRegistry registry(PlatformLimits limits, Metrics metrics) {
    return new ProviderRegistry(limits, metrics);
  }

  public static void add(
      ProviderRegistry registry,
      ChatProvider provider,
      int ranking,
      String version,
      long serviceId) {
    registry.add(provider, origin(ranking, version, serviceId));
  }

  public static void remove(ProviderRegistry registry, long serviceId) {
    registry.remove(serviceId);
  }

  static ProviderSlot.Origin origin(int ranking, String version, long serviceId) {
    return new ProviderSlot.Origin(ranking, new Version(version), serviceId, "test.fake");
  }
}
