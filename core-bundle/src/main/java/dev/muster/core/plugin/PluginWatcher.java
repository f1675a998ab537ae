package dev.muster.core.plugin;

import dev.muster.api.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what runs the same as what lies in {@code plugins.dir}. Looks instead of being told: events
 * of a file system do not say when a file is complete, and not every kind of folder sends them.
 */
@Component(service = Readiness.class, immediate = true)
public final class PluginWatcher implements Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatcher.class);
  private static final long LOOK_MILLIS = 150;
  private static final long STOP_SECONDS = 5;

  private final Path directory;
  private final boolean onlySigned;
  private final PluginFolder folder;
  private final PluginInstaller installer;
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
  public PluginWatcher(BundleContext context) {
    directory = Path.of(property(context, "muster.plugins.dir", "plugins"));
    onlySigned = property(context, "muster.plugins.trust", "any").equals("signed");
    folder = new PluginFolder(directory);
    installer = new PluginInstaller(context);
    thread.execute(() -> look(true));
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

  private void look(boolean first) {
    try {
      List<PluginFolder.Change> changes = first ? folder.first() : folder.next();
      changes.forEach(this::apply);
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

  private void apply(PluginFolder.Change change) {
    String name = String.valueOf(change.jar().getFileName());
    try {
      if (change.kind() == PluginFolder.Kind.GONE) {
        installer.uninstall(name);
        return;
      }
      if (onlySigned) {
        throw new PluginException(
            "is refused: plugins.trust is 'signed' and signatures cannot be checked yet");
      }
      installer.install(PluginJar.read(change.jar()));
    } catch (PluginException e) {
      LOG.error("plugin {} {}; what worked before goes on", name, e.getMessage(), e);
    }
  }
}
