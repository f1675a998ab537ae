package dev.muster.core.plugin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the new bundle beside the old one, lets it prove that it works, and only then takes the old
 * one away. Used by one thread.
 */
final class PluginInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(PluginInstaller.class);
  private static final String SPI = "dev.muster.spi.";

  private final BundleContext context;
  private final Map<String, Bundle> installed = new HashMap<>();
  private long attempts;

  PluginInstaller(BundleContext context) {
    this.context = context;
  }

  /**
   * Installs a jar, in place of the one of the same file name if there is one.
   *
   * @throws PluginException when it does not work; what was there goes on
   */
  void install(PluginJar jar) {
    Bundle bundle = start(jar);
    @Nullable Bundle old = installed.put(jar.name(), bundle);
    if (old != null) {
      remove(old);
    }
    LOG.info("plugin {} started: {} {}", jar.name(), jar.symbolicName(), bundle.getVersion());
  }

  void uninstall(String name) {
    @Nullable Bundle bundle = installed.remove(name);
    if (bundle != null) {
      remove(bundle);
      LOG.info("plugin {} removed", name);
    }
  }

  private Bundle start(PluginJar jar) {
    @Nullable Bundle bundle = null;
    try {
      // a location of its own each time: the same one would mean the bundle that runs
      String location = "plugin:" + jar.name() + "#" + ++attempts;
      bundle = context.installBundle(location, jar.open());
      if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
        throw new PluginException("is a fragment, which cannot stand alone");
      }
      bundle.start();
      prove(bundle);
      return bundle;
    } catch (BundleException | RuntimeException e) {
      if (bundle != null) {
        remove(bundle);
      }
      throw e instanceof PluginException refused ? refused : new PluginException(reason(e), e);
    }
  }

  /** Services are lazy: only getting one shows whether its component can be made. */
  private void prove(Bundle bundle) {
    ServiceReference<?> @Nullable [] all = bundle.getRegisteredServices();
    List<ServiceReference<?>> ours =
        Stream.of(all == null ? new ServiceReference<?>[0] : all).filter(this::isOurs).toList();
    if (ours.isEmpty()) {
      throw new PluginException("offers no service of " + SPI + "*, such as a ChatProvider");
    }
    for (ServiceReference<?> reference : ours) {
      if (context.getService(reference) == null) {
        throw new PluginException("has a service that cannot be made; the log before says why");
      }
      context.ungetService(reference);
    }
  }

  /** Only in our own class space: a service made for other packages would never be found. */
  private boolean isOurs(ServiceReference<?> reference) {
    String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
    return Stream.of(types)
        .anyMatch(
            type -> type.startsWith(SPI) && reference.isAssignableTo(context.getBundle(), type));
  }

  private void remove(Bundle bundle) {
    try {
      bundle.uninstall();
      context
          .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
          .adapt(FrameworkWiring.class)
          .refreshBundles(List.of(bundle));
    } catch (BundleException | IllegalStateException e) {
      LOG.warn("{} did not stop cleanly", bundle, e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "does not start: " + (root.getMessage() == null ? root : root.getMessage());
  }
}
