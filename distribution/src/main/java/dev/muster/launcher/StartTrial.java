package dev.muster.launcher;

import dev.muster.launch.PluginReport;
import dev.muster.launch.PluginReport.Plugin;
import dev.muster.launch.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;

/**
 * Starts the core, the storage and the plugins where nobody uses them: in a framework without web
 * and listener, with data in a folder that is thrown away, and told to look at the installation's
 * database and keys only. What is wrong is then said by the very rules that would end the start.
 */
final class StartTrial {
  /** There to be resolved against, not to run. */
  private static final Set<String> AT_REST =
      Set.of("org.apache.felix.http.jetty12", "dev.muster.web");

  private static final String STORE = "dev.muster.spi.storage.DocumentStore";
  private static final String STORAGE_BUNDLE = "dev.muster.storage";
  private static final String CORE_BUNDLE = "dev.muster.core";
  private static final String STORAGE = "storage";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEYS = "keys";

  /** Twice what a keeper may take: it wraps, and unwraps what it has wrapped. */
  private static final Duration KEY_PATIENCE = Duration.ofSeconds(12);

  private static final long LOOK_MILLIS = 20;
  private static final long STOP_MILLIS = 5_000;

  private final Settings settings;

  StartTrial(Settings settings) {
    this.settings = settings;
  }

  /**
   * What was found.
   *
   * @param plugins each of them
   * @param storage what would keep the database from being opened; empty where nothing does
   * @param keys what is wrong with the master keys, or with their keeper where {@code
   *     secrets.keeper} names one, or that they do not open what is stored; empty where all is well
   */
  record Findings(List<Plugin> plugins, String storage, String keys) {}

  Findings run() throws IOException, StartFailure {
    LogSetup.silence();
    Path data = Files.createTempDirectory("muster-check");
    try {
      return runIn(data);
    } catch (BundleException | InvalidSyntaxException e) {
      throw new StartFailure("a start cannot be tried: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted");
    } finally {
      delete(data);
    }
  }

  private Findings runIn(Path data)
      throws IOException,
          BundleException,
          InvalidSyntaxException,
          InterruptedException,
          StartFailure {
    Map<String, Object> configuration = new HashMap<>(FrameworkSettings.of(settings));
    configuration.put(Constants.FRAMEWORK_STORAGE, data.resolve("cache").toString());
    configuration.put("muster.data.dir", data.toString());
    configuration.put("muster.checked.data.dir", settings.dataDir().toString());
    configuration.put("felix.log.logger", new FrameworkLog());
    Framework framework = new Felix(configuration);
    framework.init();
    try {
      BundleContext context = framework.getBundleContext();
      String[] names = {LogService.class.getName(), LoggerFactory.class.getName()};
      context.registerService(names, new LogBridge(), null);
      List<Bundle> bundles = new ArrayList<>();
      try (Stream<Path> jars = Files.list(settings.home().bundles())) {
        for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
          bundles.add(context.installBundle("reference:" + jar.toUri()));
        }
      }
      framework.start();
      for (Bundle bundle : bundles) {
        if (!AT_REST.contains(String.valueOf(bundle.getSymbolicName()))) {
          bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
      }
      List<Plugin> plugins = plugins(context);
      String storage = storage(context);
      return new Findings(plugins, storage, keys(context));
    } finally {
      framework.stop();
      var unused = framework.waitForStop(STOP_MILLIS);
    }
  }

  private List<Plugin> plugins(BundleContext context)
      throws InvalidSyntaxException, InterruptedException, StartFailure {
    if (!Files.isDirectory(settings.pluginsDir())) {
      return List.of(); // waiting would not help
    }
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      for (PluginReport report : services(context, PluginReport.class, CORE_BUNDLE)) {
        Optional<List<Plugin>> plugins = report.report();
        if (plugins.isPresent()) {
          return plugins.get();
        }
      }
    } while (System.nanoTime() < end && !never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    throw new StartFailure(
        "the plugins have not started within "
            + PATIENCE.toSeconds()
            + " s: "
            + new BundlesReadiness(context).waitingFor().getOrDefault("plugins", "no cause known"));
  }

  /** What the storage's bundle says. */
  private static String storage(BundleContext context)
      throws InvalidSyntaxException, InterruptedException, StartFailure {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      List<Readiness> found = services(context, Readiness.class, STORAGE_BUNDLE);
      if (!found.isEmpty()) {
        return found.get(0).fatal();
      }
    } while (System.nanoTime() < end && !never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    throw new StartFailure("the storage has not started within " + PATIENCE.toSeconds() + " s");
  }

  /** What the core says; a keeper, and a database that is slow, get some time. */
  private static String keys(BundleContext context)
      throws InvalidSyntaxException, InterruptedException {
    boolean stored = context.getAllServiceReferences(STORE, null) != null;
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + KEY_PATIENCE.toNanos();
    String wrong;
    do {
      wrong = "The core's check of its keys is not there";
      for (Readiness core : services(context, Readiness.class, CORE_BUNDLE)) {
        Map<String, String> checks = core.checks();
        if (!checks.containsKey(KEYS)) {
          continue; // it looks at something else
        }
        if (!core.fatal().isEmpty()) {
          return core.fatal();
        }
        wrong = checks.getOrDefault(KEYS, "");
        if (wrong.isEmpty() && stored) {
          // as long as it could not be read, nobody knows whether the keys open it
          wrong = checks.getOrDefault(STORAGE, "");
        }
      }
    } while (!wrong.isEmpty()
        && System.nanoTime() < end
        && !never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    return wrong;
  }

  private static <S> List<S> services(BundleContext context, Class<S> type, String bundle)
      throws InvalidSyntaxException {
    return context.getServiceReferences(type, null).stream()
        .filter(each -> bundle.equals(each.getBundle().getSymbolicName()))
        .map(each -> (@Nullable S) context.getService(each))
        .filter(Objects::nonNull)
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
