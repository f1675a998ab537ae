package dev.muster.core.platform;

import dev.muster.api.Metrics;
import dev.muster.core.platform.connection.CallObserver;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.TestConnections;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.limit.QuotaCounter;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.spi.platform.ChatProvider;
import java.time.Clock;
import java.util.Optional;

/** Opens what other packages' tests need of these. */
public final class TestPlatforms {
  private TestPlatforms() {}

  public static Connections connections(ProviderRegistry registry, Metrics metrics, Clock clock) {
    return TestConnections.of(
        registry, (platform, key) -> Optional.empty(), metrics, clock, PlatformLimits.DEFAULT);
  }

  public static Connections connections(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Clock clock,
      CallObserver observer,
      QuotaCounter counter) {
    return TestConnections.of(
        registry, settings, metrics, clock, observer, counter, PlatformLimits.DEFAULT);
  }

  public static void add(ProviderRegistry registry, ChatProvider provider, long serviceId) {
    TestProviders.add(registry, provider, 0, "1.0." + serviceId, serviceId);
  }

  public static void remove(ProviderRegistry registry, long serviceId) {
    TestProviders.remove(registry, serviceId);
  }
}
