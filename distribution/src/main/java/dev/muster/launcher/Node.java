package dev.muster.launcher;

import dev.muster.launch.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;

/** The framework with our bundles in it, from start to stop. */
final class Node {
  private static final Logger LOG = org.slf4j.LoggerFactory.getLogger(Node.class);

  /** How long a stop waits for requests, the grace included. */
  private static final Duration TO_ANSWER = Duration.ofMillis(6_500);

  /** How long it waits for bundles after that. */
  private static final Duration TO_STOP = Duration.ofMillis(2_500);

  private final Settings settings;
  private final Framework framework;

  Node(Settings settings) {
    this.settings = settings;
    Map<String, Object> configuration = new HashMap<>(FrameworkSettings.of(settings));
    configuration.put("felix.log.logger", new FrameworkLog());
    this.framework = new Felix(configuration);
  }

  /**
   * Starts every bundle and returns once they report that they are ready.
   *
   * @return what is still wrong and may follow, a sentence by its name
   * @throws StartFailure when a bundle does not start, or reports that it cannot; the framework is
   *     still to be stopped then
   */
  Map<String, String> start() throws StartFailure, InterruptedException {
    try {
      framework.init();
      BundleContext context = framework.getBundleContext();
      // by both names: some look for the one, some for the other
      String[] names = {LogService.class.getName(), LoggerFactory.class.getName()};
      context.registerService(names, new LogBridge(), null);
      BundlesReadiness readiness = new BundlesReadiness(context);
      install(context);
      startBundles(context);
      return readiness.await();
    } catch (BundleException | IOException e) {
      throw new StartFailure("the framework does not start: " + reason(e));
    }
  }

  /** What a start waits for at this moment, a sentence by its name; from any thread. */
  Map<String, String> waitingFor() {
    BundleContext context = framework.getBundleContext();
    if (context == null) {
      return Map.of("framework", "is not there yet");
    }
    Map<String, String> waiting = new TreeMap<>(new BundlesReadiness(context).waitingFor());
    for (Bundle bundle : context.getBundles()) {
      if (!isFramework(bundle) && bundle.getState() == Bundle.STARTING) {
        waiting.put(String.valueOf(bundle.getSymbolicName()), "is starting");
      }
    }
    return waiting;
  }

  /**
   * Lets everybody in, once everything stands.
   *
   * @throws StartFailure if it cannot be listened
   */
  void open() throws StartFailure {
    BundleContext context = framework.getBundleContext();
    Listener listener =
        service(context, Listener.class)
            .orElseThrow(
                () ->
                    new StartFailure(
                        "no bundle offers " + Listener.class.getName() + "; the log says why"));
    try {
      int unused = listener.open();
    } catch (IOException e) {
      throw new StartFailure("http.port: cannot listen there: " + e.getMessage());
    }
  }

  private void install(BundleContext context) throws IOException, StartFailure {
    for (Path jar : jars()) {
      try {
        // by reference: read in place, not copied into the cache at each start
        Bundle bundle = context.installBundle("reference:" + jar.toUri());
        String name = String.valueOf(bundle.getSymbolicName());
        bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevels.of(name));
      } catch (BundleException e) {
        throw new StartFailure(
            jar + " is not a usable bundle (" + reason(e) + "); unpack the distribution again");
      }
    }
  }

  private List<Path> jars() throws IOException, StartFailure {
    List<Path> jars = new ArrayList<>(jars(settings.home().bundles()));
    if (settings.demo()) {
      jars.addAll(jars(settings.home().demo()));
    }
    return jars;
  }

  private static List<Path> jars(Path folder) throws IOException, StartFailure {
    if (!Files.isDirectory(folder)) {
      throw new StartFailure(folder + " is missing; unpack the distribution again");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Marks the bundles as started while nothing runs yet; then goes level by level. */
  private void startBundles(BundleContext context) throws BundleException, StartFailure {
    List<Bundle> bundles =
        Stream.of(context.getBundles()).filter(bundle -> !isFramework(bundle)).toList();
    for (Bundle bundle : bundles) {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    }
    framework.start();
    for (Bundle bundle : bundles) {
      if (bundle.getState() != Bundle.ACTIVE) {
        throw new StartFailure(bundle.getSymbolicName() + " does not start: " + whyNot(bundle));
      }
    }
  }

  private static boolean isFramework(Bundle bundle) {
    return bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID;
  }

  /** The framework has only logged it: asked again, the bundle says why. */
  private static String whyNot(Bundle bundle) {
    try {
      bundle.start();
      return "it took two attempts";
    } catch (BundleException e) {
      return reason(e);
    }
  }

  /** Lets nobody in any more, waits for what is being answered and stops what runs: 10 s in all. */
  void stop() {
    BundleContext context = framework.getBundleContext();
    try {
      if (context != null) {
        Optional<Listener> listener = service(context, Listener.class);
        if (listener.isPresent()) {
          listener.get().close(settings.stopGrace(), TO_ANSWER.minus(settings.stopGrace()));
        }
      }
      framework.stop();
      FrameworkEvent end = framework.waitForStop(TO_STOP.toMillis());
      if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        LOG.warn("not everything stopped in time");
      }
    } catch (BundleException e) {
      LOG.warn("the framework did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <S> Optional<S> service(BundleContext context, Class<S> type) {
    return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
  }

  void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getName() : message;
  }
}
