package dev.muster.core.platform.connection;

import dev.muster.api.Metrics;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.Storage;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Connections with a clock and limits of the test's. */
public final class TestConnections {
  private TestConnections() {}

  public static Connections of(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Clock clock,
      PlatformLimits limits) {
    return of(registry, settings, metrics, clock, TestConnections::nothing, limits);
  }

  public static Connections of(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Clock clock,
      CallObserver observer,
      PlatformLimits limits) {
    return new Connections(
        registry,
        settings,
        metrics,
        new Storage(new InMemoryDocumentStore(clock)),
        clock,
        observer,
        limits);
  }

  private static void nothing(
      String tenant, String platform, Duration took, Optional<String> error) {}
}
