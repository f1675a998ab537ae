package dev.muster.core.platform;

import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.PlatformDescriptor;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Version;

/** One provider that is registered, with the connections that were made by it. */
final class ProviderSlot {
  /** The best last: by ranking, then the bundle's version, then the newest. */
  static final Comparator<ProviderSlot> ORDER =
      Comparator.<ProviderSlot>comparingInt(slot -> slot.origin.ranking())
          .thenComparing(slot -> slot.origin.bundleVersion())
          .thenComparingLong(slot -> slot.origin.serviceId());

  private final ChatProvider provider;
  private final PlatformDescriptor descriptor;
  private final Origin origin;
  private final UseCount uses = new UseCount(this::closeConnections);
  private final ConcurrentHashMap<String, BoundConnection> connections = new ConcurrentHashMap<>();
  private final ProviderCalls calls;

  ProviderSlot(
      ChatProvider provider, PlatformDescriptor descriptor, Origin origin, PlatformLimits limits) {
    this.provider = provider;
    this.descriptor = descriptor;
    this.origin = origin;
    this.calls =
        new ProviderCalls(
            descriptor.id(), origin.bundleName() + " " + origin.bundleVersion(), limits);
  }

  /** Where a provider comes from. */
  record Origin(int ranking, Version bundleVersion, long serviceId, String bundleName) {}

  ChatProvider provider() {
    return provider;
  }

  PlatformDescriptor descriptor() {
    return descriptor;
  }

  Origin origin() {
    return origin;
  }

  UseCount uses() {
    return uses;
  }

  ProviderCalls calls() {
    return calls;
  }

  ConcurrentHashMap<String, BoundConnection> connections() {
    return connections;
  }

  private void closeConnections() {
    connections.values().forEach(connection -> connection.uses().retire());
    connections.clear();
    calls.close();
  }
}
