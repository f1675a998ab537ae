package dev.muster.core.platform.connection;

import dev.muster.api.Metrics;
import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.limit.QuotaCounter;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.Storage;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Connections with a clock and limits of the test's. */
public final class TestConnections {
  private static final QuotaCounter UNCOUNTED =
      new QuotaCounter() {
        @Override
        public void counted(MeteredQuota quota) {}

        @Override
        public void usedUp(MeteredQuota quota) {}
      };

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
    return of(registry, settings, metrics, clock, observer, UNCOUNTED, limits);
  }

  public static Connections of(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Clock clock,
      CallObserver observer,
      QuotaCounter counter,
      PlatformLimits limits) {
    return new Connections(
        registry,
        settings,
        metrics,
        new Storage(new InMemoryDocumentStore(clock)),
        clock,
        observer,
        counter,
        limits);
  }

  private static void nothing(
      String tenant, String platform, Duration took, Optional<String> error) {}
}
