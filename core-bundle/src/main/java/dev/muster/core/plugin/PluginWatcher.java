package dev.muster.core.plugin;

import dev.muster.api.Metrics;
import dev.muster.api.Plugins;
import dev.muster.api.Readiness;
import dev.muster.core.platform.ProviderRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what runs the same as what lies in {@code plugins.dir}. Looks instead of being told: events
 * of a file system do not say when a file is complete, and not every kind of folder sends them.
 * Needs no storage, so that {@code check} can try plugins without one.
 */
@Component(
    service = {PluginWatcher.class, Plugins.class, Readiness.class},
    immediate = true)
public final class PluginWatcher implements Plugins, Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatcher.class);
  private static final long LOOK_MILLIS = 150;
  private static final long STOP_SECONDS = 5;

  private final Path directory;
  private final PluginFolder folder;
  private final PluginStore store;
  private final PluginDeployer deployer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "plugins");
            daemon.setDaemon(true);
            return daemon;
          });
  private volatile Optional<String> problem = Optional.of("the providers are being installed");

  /** Starts to look; what lies there already is installed without delay. */
  @Activate
  public PluginWatcher(
      BundleContext context, @Reference ProviderRegistry platforms, @Reference Metrics metrics)
      throws IOException {
    directory = Path.of(property(context, "muster.plugins.dir", "plugins"));
    store =
        new PluginStore(
            Path.of(property(context, "muster.data.dir", "data")).resolve("plugin-state"));
    PluginTrust trust =
        PluginTrust.of(
            property(context, "muster.plugins.trust", "any"),
            Path.of(property(context, "muster.home", ""), "conf", "trusted-plugins"));
    folder = new PluginFolder(directory);
    deployer = new PluginDeployer(folder, store, trust, new PluginInstaller(context, metrics));
    thread.execute(
        () -> {
          look(true);
          platforms.settled();
        });
    var unused =
        thread.scheduleWithFixedDelay(
            () -> look(false), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static String property(BundleContext context, String key, String fallback) {
    String value = context.getProperty(key);
    return value == null ? fallback : value;
  }

  /** Ends after the jar that is being installed; the framework stops the bundles themselves. */
  @Deactivate
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a plugin takes long to start; not waiting for it");
    }
  }

  @Override
  public Map<String, String> checks() {
    return Map.of("plugins", problem.orElse(""));
  }

  @Override
  public List<Plugin> list() {
    return deployer.plugins();
  }

  @Override
  public Optional<Plugin> find(String symbolicName) {
    return list().stream().filter(plugin -> plugin.symbolicName().equals(symbolicName)).findFirst();
  }

  /** A place for a jar that is on its way. */
  Path incoming() {
    return store.incoming();
  }

  /** Throws away what lies at such a place. */
  void discard(Path incoming) {
    store.discard(incoming);
  }

  /** What is done with the deployer. */
  @FunctionalInterface
  interface Task<T> {
    T with(PluginDeployer deployer) throws IOException;
  }

  /**
   * Does something between two looks.
   *
   * @throws IOException what the task threw; so it is with {@link RuntimeException}s
   */
  <T> T change(Task<T> task) throws IOException {
    Callable<T> call = () -> task.with(deployer);
    try {
      return thread.submit(call).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the change goes on", e);
    }
  }

  private void look(boolean first) {
    try {
      List<PluginFolder.Change> changes = first ? folder.first() : folder.next();
      if (first || !changes.isEmpty()) {
        deployer.apply(changes);
      }
      problem = Optional.empty();
    } catch (IOException e) {
      if (problem.isEmpty() || first) {
        LOG.warn("the plugin folder {} cannot be read", directory, e);
      }
      problem = Optional.of("plugins.dir: " + directory + " cannot be read; give its folder");
    } catch (RuntimeException e) {
      LOG.error("looking at the plugin folder failed", e); // an exception would end the schedule
    }
  }
}
