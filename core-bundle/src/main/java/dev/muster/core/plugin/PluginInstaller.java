package dev.muster.core.plugin;

import dev.muster.api.Metrics;
import dev.muster.core.plugin.PluginException.Why;
import dev.muster.spi.ChatProvider;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a bundle beside those that run and lets it prove that it works; takes bundles away. What a
 * plugin does while it starts or stops happens on threads of its own, so that one that hangs holds
 * nobody else up.
 */
final class PluginInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(PluginInstaller.class);
  private static final String LOCATION = "plugin:";
  private static final String SPI = "dev.muster.spi.";

  /** How long a plugin may take to start. */
  static final Duration START = Duration.ofSeconds(8);

  /** How long threads may take to end once their bundle is gone. */
  private static final Duration LAST_STEPS = Duration.ofSeconds(1);

  private static final AtomicLong ATTEMPTS = new AtomicLong();
  private static final Executor OWN_THREAD =
      task -> {
        Thread thread = new Thread(task, "plugin-change");
        thread.setDaemon(true);
        thread.start();
      };

  private final BundleContext context;
  private final Metrics metrics;
  private final MissingPackages missing;
  private final ComponentFailures components;
  private final Duration start;

  PluginInstaller(BundleContext context, Metrics metrics) {
    this(context, metrics, START);
  }

  PluginInstaller(BundleContext context, Metrics metrics, Duration start) {
    this.context = context;
    this.metrics = metrics;
    this.missing = new MissingPackages(context);
    this.components = new ComponentFailures(context);
    this.start = start;
  }

  /** Whether a bundle was installed by us. */
  static boolean isPlugin(Bundle bundle) {
    return bundle.getLocation().startsWith(LOCATION);
  }

  /**
   * Installs a jar and starts it.
   *
   * @param held which plugin serves which platform, other versions of this one left out
   * @throws PluginException when it does not work; nothing of it is left then
   */
  RunningPlugin start(PluginJar jar, Map<String, String> held) {
    AtomicBoolean decided = new AtomicBoolean();
    FutureTask<RunningPlugin> task =
        new FutureTask<>(
            () -> {
              RunningPlugin plugin = startHere(jar, held);
              if (!decided.compareAndSet(false, true)) {
                removeHere(plugin.bundle()); // nobody waits any more
              }
              return plugin;
            });
    Thread thread = new Thread(task, "plugin-" + jar.symbolicName());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(start.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (decided.compareAndSet(false, true)) {
        thread.interrupt();
        throw new PluginException(
            Why.DOES_NOT_START, "has not started within " + start.toSeconds() + " s");
      }
      return ended(task);
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      decided.set(true);
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new PluginException(Why.DOES_NOT_START, "was not waited for", e);
    }
  }

  private static RunningPlugin ended(FutureTask<RunningPlugin> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginException(Why.DOES_NOT_START, "was not waited for", e);
    }
  }

  private static PluginException failed(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof PluginException refused
        ? refused
        : new PluginException(
            Why.DOES_NOT_START, "does not start: " + PluginException.reason(e), cause);
  }

  private RunningPlugin startHere(PluginJar jar, Map<String, String> held) throws Exception {
    refuseOurName(jar);
    @Nullable Bundle bundle = null;
    try {
      // a location of its own each time: the same one would mean the bundle that runs
      String location = LOCATION + jar.name() + "#" + ATTEMPTS.incrementAndGet();
      try (var content = Files.newInputStream(jar.copy())) {
        bundle = context.installBundle(location, content);
      }
      missing.check(bundle);
      inheritedByItsThreads(bundle);
      bundle.start();
      return proven(jar, bundle, held);
    } catch (Throwable e) {
      if (bundle != null) {
        removeHere(bundle);
      }
      throw e;
    }
  }

  /** A thread that a plugin makes while it starts is told by the class loader that it inherits. */
  private void inheritedByItsThreads(Bundle bundle) {
    boolean resolved =
        context
            .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
            .adapt(FrameworkWiring.class)
            .resolveBundles(List.of(bundle));
    BundleWiring wiring = resolved ? bundle.adapt(BundleWiring.class) : null;
    if (wiring != null) {
      Thread.currentThread().setContextClassLoader(wiring.getClassLoader());
    }
  }

  private void refuseOurName(PluginJar jar) {
    boolean ours =
        Stream.of(context.getBundles())
            .anyMatch(each -> jar.symbolicName().equals(each.getSymbolicName()) && !isPlugin(each));
    if (ours) {
      throw new PluginException(
          Why.NAME_TAKEN,
          "has the Bundle-SymbolicName of a bundle of the product: " + jar.symbolicName());
    }
  }

  /** Services are lazy: only getting one shows whether its component can be made. */
  private RunningPlugin proven(PluginJar jar, Bundle bundle, Map<String, String> held) {
    ServiceReference<?> @Nullable [] all = bundle.getRegisteredServices();
    List<ServiceReference<?>> ours =
        Stream.of(all == null ? new ServiceReference<?>[0] : all).filter(this::isOurs).toList();
    if (ours.isEmpty()) {
      throw new PluginException(
          Why.NO_PLATFORM,
          "offers no service of "
              + SPI
              + "*, such as a ChatProvider"
              + components.of(bundle).map(reason -> ": " + reason).orElse(""));
    }
    List<String> services = new ArrayList<>();
    List<String> platforms = new ArrayList<>();
    for (ServiceReference<?> reference : ours) {
      Object service = context.getService(reference);
      if (service == null) {
        throw new PluginException(
            Why.DOES_NOT_START,
            "does not start: "
                + components.of(bundle).orElse("a service of it cannot be made; the log says why"));
      }
      try {
        if (service instanceof ChatProvider provider) {
          platforms.add(platform(provider, held));
        }
      } finally {
        context.ungetService(reference);
      }
      services.addAll(types(reference).filter(type -> type.startsWith(SPI)).toList());
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

  /** Only in our own class space: a service made for other packages would never be found. */
  private boolean isOurs(ServiceReference<?> reference) {
    return types(reference)
        .anyMatch(
            type -> type.startsWith(SPI) && reference.isAssignableTo(context.getBundle(), type));
  }

  /** Takes a bundle away, which waits for the calls that run on it. */
  CompletableFuture<Void> remove(Bundle bundle) {
    return CompletableFuture.runAsync(() -> removeHere(bundle), OWN_THREAD);
  }

  private void removeHere(Bundle bundle) {
    try {
      forgetWhatComponentsAsked(bundle);
      bundle.uninstall();
      context
          .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
          .adapt(FrameworkWiring.class)
          .refreshBundles(List.of(bundle));
      tellOfThreads(bundle);
    } catch (BundleException | IllegalStateException e) {
      LOG.warn("{} did not stop cleanly", bundle, e);
    }
  }

  /**
   * Declarative Services asks Config Admin in the name of each component's bundle and gives it
   * back. The framework remembers that a bundle asked, and with it the bundle, for as long as there
   * is a Config Admin; only a service that is given back this way is forgotten.
   */
  private void forgetWhatComponentsAsked(Bundle bundle) {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    BundleContext asked = bundle.getBundleContext();
    if (reference == null || asked == null) {
      return;
    }
    ServiceObjects<ConfigurationAdmin> services = asked.getServiceObjects(reference);
    ConfigurationAdmin service = services == null ? null : services.getService();
    if (service != null) {
      services.ungetService(service);
    }
  }

  /** Threads cannot be ended from outside; that there are some is worth a line. */
  private void tellOfThreads(Bundle bundle) {
    long end = System.nanoTime() + LAST_STEPS.toNanos();
    long left = threadsOf(bundle);
    while (left > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(LAST_STEPS.toNanos() / 50);
      left = threadsOf(bundle);
    }
    if (left > 0) {
      metrics.count("muster_plugins_left_threads_total", "plugin", bundle.getSymbolicName());
      LOG.warn(
          "{} {} went and left {} threads", bundle.getSymbolicName(), bundle.getVersion(), left);
    }
  }

  private static long threadsOf(Bundle bundle) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread != Thread.currentThread())
        .filter(
            thread ->
                isOf(bundle, thread.getContextClassLoader())
                    || isOf(bundle, thread.getClass().getClassLoader()))
        .count();
  }

  private static boolean isOf(Bundle bundle, @Nullable ClassLoader loader) {
    return loader instanceof BundleReference reference && reference.getBundle() == bundle;
  }
}
