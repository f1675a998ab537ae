package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import dev.muster.spi.platform.ChatProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Looks at the services of the SPI that a bundle offers. */
final class OfferedServices {
  private static final String SPI = "dev.muster.spi.";

  private final BundleContext context;
  private final ComponentFailures components;

  OfferedServices(BundleContext context) {
    this.context = context;
    this.components = new ComponentFailures(context);
  }

  /** The interfaces that a bundle offers at the moment. */
  List<String> now(Bundle bundle) {
    return references(bundle).stream().flatMap(OfferedServices::ours).toList();
  }

  /** Why a service that a bundle has is not there. */
  Optional<String> missing(Bundle bundle) {
    return components.of(bundle).map(ComponentFailures.Failure::sentence);
  }

  private List<ServiceReference<?>> references(Bundle bundle) {
    ServiceReference<?> @Nullable [] all =
        bundle.getState() == Bundle.UNINSTALLED ? null : bundle.getRegisteredServices();
    return Stream.of(all == null ? new ServiceReference<?>[0] : all).filter(this::isOurs).toList();
  }

  /** Services are lazy: only getting one shows whether its component can be made. */
  RunningPlugin proven(PluginJar jar, Bundle bundle, Map<String, String> held) {
    List<ServiceReference<?>> ours = references(bundle);
    if (ours.isEmpty()) {
      Optional<ComponentFailures.Failure> failure = components.of(bundle);
      throw new PluginException(
          failure.filter(ComponentFailures.Failure::waits).isPresent()
              ? Why.WAITS
              : Why.NO_PLATFORM,
          "offers no service of "
              + SPI
              + "*, such as a ChatProvider"
              + failure.map(it -> ": " + it.sentence()).orElse(""));
    }
    List<String> services = new ArrayList<>();
    List<String> platforms = new ArrayList<>();
    for (ServiceReference<?> reference : ours) {
      Object service = context.getService(reference);
      if (service == null) {
        throw new PluginException(
            Why.DOES_NOT_START,
            "does not start: "
                + missing(bundle).orElse("a service of it cannot be made; the log says why"));
      }
      try {
        if (service instanceof ChatProvider provider) {
          platforms.add(platform(provider, held));
        }
      } finally {
        context.ungetService(reference);
      }
      services.addAll(ours(reference).toList());
    }
    return new RunningPlugin(jar, bundle, services, platforms);
  }

  private static String platform(ChatProvider provider, Map<String, String> held) {
    String id = provider.descriptor().id();
    if (held.containsKey(id)) {
      throw new PluginException(
          Why.PLATFORM_TAKEN,
          "offers the platform " + id + ", which " + held.get(id) + " serves already");
    }
    return id;
  }

  private static Stream<String> types(ServiceReference<?> reference) {
    return Stream.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
  }

  private static Stream<String> ours(ServiceReference<?> reference) {
    return types(reference).filter(type -> type.startsWith(SPI));
  }

  /** Only in our own class space: a service made for other packages would never be found. */
  private boolean isOurs(ServiceReference<?> reference) {
    return types(reference)
        .anyMatch(
            type -> type.startsWith(SPI) && reference.isAssignableTo(context.getBundle(), type));
  }
}
