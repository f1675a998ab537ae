package dev.muster.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      Readiness readiness = new Readiness(context);
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
    Map<String, String> waiting = new TreeMap<>(new Readiness(context).waitingFor());
    for (Bundle bundle : context.getBundles()) {
      if (!isFramework(bundle) && bundle.getState() == Bundle.STARTING) {
        waiting.put(String.valueOf(bundle.getSymbolicName()), "is starting");
      }
    }
    return waiting;
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
    Path folder = settings.home().bundles();
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

  /** Stops what runs, waiting for what is being answered; at most a little longer than draining. */
  void stop() {
    try {
      framework.stop();
      FrameworkEvent end = framework.waitForStop(FrameworkSettings.DRAIN_MILLIS + 4_000L);
      if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        LOG.warn("not everything stopped in time");
      }
    } catch (BundleException e) {
      LOG.warn("the framework did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
