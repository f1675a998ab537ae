package dev.muster.core.platform.connection;

import dev.muster.api.Metrics;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.Storage;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.time.Clock;

/** Connections with a clock and limits of the test's. */
public final class TestConnections {
  private TestConnections() {}

  public static Connections of(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Clock clock,
      PlatformLimits limits) {
    return new Connections(
        registry, settings, metrics, new Storage(new InMemoryDocumentStore(clock)), clock, limits);
  }
}
