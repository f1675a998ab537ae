package dev.muster.core.plugin;

import dev.muster.api.Metrics;
import dev.muster.api.Plugins;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.plugin.PluginException.Why;
import dev.muster.launch.PluginReport;
import dev.muster.launch.Readiness;
import dev.muster.spi.Text;
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
 * Keeps what runs the same as what lies in {@code plugins.dir}. Looks instead of listening: events
 * of a file system do not say when a file is complete, and not every kind of folder sends them.
 * Needs no storage, so that {@code check} can try plugins without one.
 */
@Component(
    service = {PluginWatcher.class, Plugins.class, PluginReport.class, Readiness.class},
    immediate = true)
public final class PluginWatcher implements Plugins, PluginReport, Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(PluginWatcher.class);
  private static final long LOOK_MILLIS = 150;
  private static final long STOP_SECONDS = 5;

  /** After how many looks that which failed for a passing reason is tried again: three seconds. */
  private static final int AGAIN = 20;

  /** How much of the files is read each time to find changes that do not show: 2 MB a second. */
  private static final long COMPARED_BYTES = 6_000_000;

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
  private volatile boolean installed;
  private volatile Optional<String> problem = Optional.empty();
  private int looks;
  private int resting;

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
      LOG.warn("a plugin is slow to start; not waiting for it any longer");
    }
  }

  @Override
  public Map<String, String> checks() {
    return Map.of("plugins", problem.orElse(installed ? "" : "the providers are being installed"));
  }

  @Override
  public Optional<List<PluginReport.Plugin>> report() {
    return installed && problem.isEmpty()
        ? Optional.of(deployer.plugins().stream().map(PluginWatcher::report).toList())
        : Optional.empty();
  }

  private static PluginReport.Plugin report(Plugins.Plugin plugin) {
    return new PluginReport.Plugin(
        plugin.symbolicName(),
        plugin.state() == State.ACTIVE ? plugin.version() : Optional.empty(),
        sentences(plugin, false),
        sentences(plugin, true));
  }

  private static List<String> sentences(Plugins.Plugin plugin, boolean superseded) {
    return plugin.problems().stream()
        .filter(problem -> problem.code().equals(Why.SUPERSEDED.code()) == superseded)
        .map(problem -> problem.message().en())
        .toList();
  }

  @Override
  public List<Plugins.Plugin> list() {
    problem.ifPresent(
        sentence -> {
          throw new ProblemException(
              ProblemCode.UNAVAILABLE, new Text(sentence + ".", "插件目录无法使用：" + sentence + "。"));
        });
    return deployer.plugins();
  }

  @Override
  public Optional<Plugins.Plugin> find(String symbolicName) {
    return deployer.plugins().stream()
        .filter(plugin -> plugin.symbolicName().equals(symbolicName))
        .findFirst();
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
    if (resting > 0) {
      resting--;
      return;
    }
    try {
      List<PluginFolder.Change> changes = first ? folder.first() : folder.next();
      if (first || !changes.isEmpty()) {
        deployer.apply(changes);
      }
      installed = true;
      deployer.follow();
      if (++looks % AGAIN == 0) {
        deployer.again();
        deployer.compare(COMPARED_BYTES);
      }
      problem = Optional.empty();
    } catch (IOException e) {
      failed("plugins.dir: " + directory + " cannot be read; give its folder", e);
    } catch (RuntimeException | Error e) { // it would end the schedule
      folder.again();
      resting = AGAIN;
      failed(
          "plugins.dir: "
              + directory
              + " could not be processed ("
              + PluginException.reason(e)
              + "); the log says more, it is tried again",
          e);
    }
  }

  private void failed(String sentence, Throwable cause) {
    if (!problem.equals(Optional.of(sentence))) {
      LOG.error("{}", sentence, cause);
    }
    problem = Optional.of(sentence);
  }
}
