package dev.muster.core.plugin;

import dev.muster.api.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes bundles of plugins away, so that nothing of them stays behind. */
final class PluginRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(PluginRemoval.class);

  /** How long threads may take to end once their bundle is gone. */
  private static final Duration LAST_STEPS = Duration.ofSeconds(1);

  /** A refresh that nobody hears of any more counts as ended. */
  private static final Duration LONGEST_REFRESH = Duration.ofMinutes(1);

  private static final int ATTEMPTS = 100;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private static final Executor OWN_THREAD =
      task -> {
        Thread thread = new Thread(task, "plugin-change");
        thread.setDaemon(true);
        thread.start();
      };

  private final BundleContext context;
  private final Metrics metrics;
  private final AtomicInteger refreshing = new AtomicInteger();
  private volatile long refreshedAt = System.nanoTime();

  PluginRemoval(BundleContext context, Metrics metrics) {
    this.context = context;
    this.metrics = metrics;
  }

  /** Whether the framework is stopping and starting again what stood on a bundle that went. */
  boolean isRefreshing() {
    return refreshing.get() > 0 && System.nanoTime() - refreshedAt < LONGEST_REFRESH.toNanos();
  }

  /** Takes a bundle away on a thread of its own; its end may wait for calls that run. */
  CompletableFuture<Void> start(Bundle bundle) {
    refreshing.incrementAndGet(); // from the first moment on: those that stand on it may stop
    refreshedAt = System.nanoTime();
    return CompletableFuture.runAsync(
        () -> {
          try {
            now(bundle);
          } finally {
            refreshing.decrementAndGet();
          }
        },
        OWN_THREAD);
  }

  /** Takes a bundle away. */
  void now(Bundle bundle) {
    try {
      forgetWhatComponentsAsked(bundle);
      uninstall(bundle);
    } catch (BundleException | RuntimeException | LinkageError e) {
      LOG.warn("{} did not stop cleanly", bundle, e);
    }
    refresh(bundle);
    reportThreads(bundle);
  }

  /** Of two removals that need each other's locks the framework lets one fail. */
  private static void uninstall(Bundle bundle) throws BundleException {
    for (int left = ATTEMPTS; bundle.getState() != Bundle.UNINSTALLED; left--) {
      try {
        bundle.uninstall();
      } catch (IllegalStateException e) {
        if (left == 0) {
          throw e;
        }
        var unused = Thread.interrupted(); // which is how it does that
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
  }

  private void refresh(Bundle bundle) {
    refreshing.incrementAndGet();
    refreshedAt = System.nanoTime();
    try {
      context
          .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
          .adapt(FrameworkWiring.class)
          .refreshBundles(List.of(bundle), event -> refreshing.decrementAndGet());
    } catch (RuntimeException e) {
      refreshing.decrementAndGet();
      LOG.warn("the bundles that depend on {} were not refreshed", bundle, e);
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
  private void reportThreads(Bundle bundle) {
    long end = System.nanoTime() + LAST_STEPS.toNanos();
    long left = threadsOf(bundle);
    while (left > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(LAST_STEPS.toNanos() / 50);
      left = threadsOf(bundle);
    }
    if (left > 0) {
      metrics.count("muster_plugins_left_threads_total", "plugin", bundle.getSymbolicName());
      LOG.warn(
          "{} {} was removed, and {} of its threads are still running",
          bundle.getSymbolicName(),
          bundle.getVersion(),
          left);
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
