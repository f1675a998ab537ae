package dev.muster.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;

/**
 * Starts the plugins where nobody uses them: in a framework without storage, web and listener, with
 * data in a folder that is thrown away. What is wrong with a jar is then told by what would refuse
 * it at the start.
 */
final class PluginTrial {
  private static final String PLUGINS = "dev.muster.api.Plugins";

  /** There to be resolved against, not to run. */
  private static final Set<String> AT_REST =
      Set.of(
          "org.apache.felix.http.jetty12",
          "dev.muster.storage",
          "dev.muster.web",
          "dev.muster.sandbox");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEYS = "keys";

  /** Twice what a keeper may take: it wraps, and unwraps what it has wrapped. */
  private static final Duration KEEPER_PATIENCE = Duration.ofSeconds(12);

  private static final long LOOK_MILLIS = 20;
  private static final long STOP_MILLIS = 5_000;

  private final Settings settings;

  PluginTrial(Settings settings) {
    this.settings = settings;
  }

  /**
   * A plugin.
   *
   * @param name its symbolic name
   * @param version of what runs; empty where nothing does
   * @param problems jars that are refused, a sentence each
   */
  record Result(String name, Optional<String> version, List<String> problems) {}

  /**
   * What was found.
   *
   * @param plugins each of them
   * @param keeper what is wrong with the keeper that {@code secrets.keeper} names; empty where it
   *     does its work, or none is named
   */
  record Findings(List<Result> plugins, String keeper) {}

  Findings run() throws IOException, StartFailure {
    ((LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory())
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .setLevel(Level.OFF);
    Path data = Files.createTempDirectory("muster-check");
    try {
      return runIn(data);
    } catch (BundleException | ReflectiveOperationException | InvalidSyntaxException e) {
      throw new StartFailure("the plugins cannot be tried: " + e.getMessage());
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
          ReflectiveOperationException,
          InvalidSyntaxException,
          InterruptedException,
          StartFailure {
    Map<String, Object> configuration = new HashMap<>(FrameworkSettings.of(settings));
    configuration.put(Constants.FRAMEWORK_STORAGE, data.resolve("cache").toString());
    configuration.put("muster.data.dir", data.toString());
    Path keys = data.resolve("master.key");
    if (!settings.secretKeeper().isEmpty() && new Preflight(settings).isWrapped()) {
      Files.copy(settings.masterKeyFile(), keys, StandardCopyOption.COPY_ATTRIBUTES);
    }
    configuration.put("muster.master.key.file", keys.toString());
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
      return new Findings(results(context), keeper(context));
    } finally {
      framework.stop();
      var unused = framework.waitForStop(STOP_MILLIS);
    }
  }

  private List<Result> results(BundleContext context)
      throws ReflectiveOperationException,
          InvalidSyntaxException,
          InterruptedException,
          StartFailure {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      ServiceReference<?>[] found = context.getAllServiceReferences(PLUGINS, null);
      Object plugins = found == null ? null : context.getService(found[0]);
      if (plugins != null && isReady(plugins)) {
        List<Result> results = new ArrayList<>();
        for (Object plugin : (List<?>) ask(plugins, PLUGINS, "list")) {
          results.add(result(plugin));
        }
        return results;
      }
    }
    throw new StartFailure("the plugins have not started within " + PATIENCE.toSeconds() + " s");
  }

  /** The core's own check of its keys, which are made for this, or a copy. */
  private String keeper(BundleContext context)
      throws ReflectiveOperationException, InvalidSyntaxException, InterruptedException {
    if (settings.secretKeeper().isEmpty()) {
      return "";
    }
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + KEEPER_PATIENCE.toNanos();
    String wrong = "";
    do {
      ServiceReference<?>[] found = context.getAllServiceReferences(Readiness.SERVICE, null);
      for (ServiceReference<?> each : found == null ? new ServiceReference<?>[0] : found) {
        Object service = context.getService(each);
        if (service != null && ask(service, Readiness.SERVICE, "checks") instanceof Map<?, ?> map) {
          wrong = map.containsKey(KEYS) ? String.valueOf(map.get(KEYS)) : wrong;
        }
      }
    } while (!wrong.isEmpty()
        && System.nanoTime() < end
        && !never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    return wrong;
  }

  private static boolean isReady(Object plugins) throws ReflectiveOperationException {
    Map<?, ?> checks = (Map<?, ?>) ask(plugins, Readiness.SERVICE, "checks");
    return checks.values().stream().allMatch(sentence -> String.valueOf(sentence).isEmpty());
  }

  private static Result result(Object plugin) throws ReflectiveOperationException {
    List<String> problems = new ArrayList<>();
    for (Object problem : (List<?>) ask(plugin, "problems")) {
      problems.add(String.valueOf(ask(problem, "message")));
    }
    boolean runs = String.valueOf(ask(plugin, "state")).equals("ACTIVE");
    Optional<String> version = ((Optional<?>) ask(plugin, "version")).map(String::valueOf);
    return new Result(
        String.valueOf(ask(plugin, "symbolicName")),
        runs ? version : Optional.empty(),
        List.copyOf(problems));
  }

  /** By an interface of the bundle's: the launcher has no class of any bundle. */
  private static Object ask(Object service, String type, String method)
      throws ReflectiveOperationException {
    return service.getClass().getClassLoader().loadClass(type).getMethod(method).invoke(service);
  }

  private static Object ask(Object value, String method) throws ReflectiveOperationException {
    return value.getClass().getMethod(method).invoke(value);
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
