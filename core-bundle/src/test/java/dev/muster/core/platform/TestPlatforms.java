package dev.muster.core.platform;

import dev.muster.api.Metrics;
import dev.muster.core.store.Storage;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.time.Clock;
import java.util.Optional;

/** Opens what other packages' tests need of this one. */
public final class TestPlatforms {
  private TestPlatforms() {}

  public static Connections connections(ProviderRegistry registry, Metrics metrics, Clock clock) {
    return new Connections(
        registry,
        (platform, key) -> Optional.empty(),
        metrics,
        storage(clock),
        clock,
        PlatformLimits.DEFAULT);
  }

  /** A store in memory of its own. */
  static Storage storage(Clock clock) {
    return new Storage(new InMemoryDocumentStore(clock));
  }

  public static void add(ProviderRegistry registry, ChatProvider provider, long serviceId) {
    registry.add(provider, FakePlatform.origin(0, "1.0." + serviceId, serviceId));
  }

  public static void remove(ProviderRegistry registry, long serviceId) {
    registry.remove(serviceId);
  }
}
