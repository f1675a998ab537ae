package dev.muster.core.plugin;

import dev.muster.api.Metrics;
import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Puts bundles beside those that run and lets them prove that they work. What a plugin does while
 * it starts or stops happens on threads of its own, so that one that hangs holds nobody else up.
 */
final class PluginInstaller {
  private static final String LOCATION = "plugin:";

  /** How long a plugin may take to start. */
  static final Duration START = Duration.ofSeconds(8);

  private static final AtomicLong ATTEMPTS = new AtomicLong();

  private final BundleContext context;
  private final MissingPackages missing;
  private final OfferedServices offered;
  private final PluginRemoval removal;
  private final Duration start;

  PluginInstaller(BundleContext context, Metrics metrics) {
    this(context, metrics, START);
  }

  PluginInstaller(BundleContext context, Metrics metrics, Duration start) {
    this.context = context;
    this.missing = new MissingPackages(context);
    this.offered = new OfferedServices(context);
    this.removal = new PluginRemoval(context, metrics);
    this.start = start;
  }

  /** Whether a bundle was installed by us. */
  static boolean isPlugin(Bundle bundle) {
    return bundle.getLocation().startsWith(LOCATION);
  }

  /** What came of starting jars: each is in one of the two. */
  record Outcome(List<RunningPlugin> running, Map<PluginJar, PluginException> refused) {}

  /**
   * Installs a jar and starts it.
   *
   * @param held which plugin serves which platform, other versions of this one left out
   * @throws PluginException when it does not work; nothing of it is left then
   */
  RunningPlugin start(PluginJar jar, Map<String, String> held) {
    Outcome outcome = start(List.of(jar), held);
    @Nullable PluginException refusal = outcome.refused().get(jar);
    if (refusal != null) {
      throw refusal;
    }
    return outcome.running().get(0);
  }

  /**
   * Installs jars that may need each other, and then starts them. One that does not work takes
   * those with it alone that cannot do without it.
   *
   * @param held which plugin serves which platform, other versions of these left out
   */
  Outcome start(List<PluginJar> jars, Map<String, String> held) {
    Map<PluginJar, PluginException> refused = new HashMap<>();
    List<PluginJar> left = new ArrayList<>(jars);
    while (!left.isEmpty()) {
      Attempt attempt = new Attempt(new HashMap<>(held));
      List<RunningPlugin> running = attempt.of(left);
      if (attempt.refused.isEmpty()) {
        return new Outcome(running, refused);
      }
      refused.putAll(attempt.refused);
      left.removeAll(attempt.refused.keySet());
    }
    return new Outcome(List.of(), refused);
  }

  /** One attempt with several jars: all of them run in the end, or none is left. */
  private final class Attempt {
    private final Map<String, String> held;
    private final Map<PluginJar, Bundle> installed = new LinkedHashMap<>();
    private final Map<PluginJar, PluginException> refused = new HashMap<>();

    Attempt(Map<String, String> held) {
      this.held = held;
    }

    List<RunningPlugin> of(List<PluginJar> jars) {
      List<RunningPlugin> running = new ArrayList<>();
      each(jars, jar -> installed.put(jar, install(jar)));
      boolean fewer = true;
      while (fewer && !installed.isEmpty()) {
        int before = installed.size();
        each(List.copyOf(installed.keySet()), jar -> missing.check(bundle(jar)));
        fewer = installed.size() < before;
      }
      if (refused.isEmpty()) {
        each(jars, this::launch);
      }
      if (refused.isEmpty()) {
        each(jars, jar -> running.add(prove(jar)));
      }
      if (!refused.isEmpty()) {
        List.copyOf(installed.keySet()).forEach(this::takeBack);
      }
      return running;
    }

    /** What one does not stand is its own problem, and it leaves. */
    private void each(List<PluginJar> jars, Step step) {
      for (PluginJar jar : jars) {
        try {
          step.with(jar);
        } catch (PluginException e) {
          refused.put(jar, e);
          takeBack(jar);
        }
      }
    }

    private Bundle bundle(PluginJar jar) {
      @Nullable Bundle bundle = installed.get(jar);
      if (bundle == null) {
        throw new IllegalStateException(jar + " is not installed");
      }
      return bundle;
    }

    private void launch(PluginJar jar) {
      Bundle bundle = bundle(jar);
      AtomicBoolean hangs = new AtomicBoolean();
      try {
        within(
            jar.symbolicName(),
            () -> {
              try {
                inheritedByItsThreads(bundle);
                bundle.start();
              } finally {
                if (!hangs.compareAndSet(false, true)) {
                  removal.now(bundle); // nobody waits any more
                }
              }
              return true;
            });
      } catch (TimeoutException e) {
        if (hangs.compareAndSet(false, true)) {
          installed.remove(jar); // it holds the framework's lock, so only its own thread removes it
        }
        throw new PluginException(
            Why.DOES_NOT_START, "has not started within " + start.toSeconds() + " s");
      }
    }

    private RunningPlugin prove(PluginJar jar) {
      try {
        RunningPlugin plugin =
            within(jar.symbolicName(), () -> offered.proven(jar, bundle(jar), held));
        String who = jar.symbolicName() + " " + jar.version();
        plugin.platforms().forEach(platform -> held.put(platform, who));
        return plugin;
      } catch (TimeoutException e) {
        throw new PluginException(
            Why.DOES_NOT_START, "has not shown its services within " + start.toSeconds() + " s");
      }
    }

    private void takeBack(PluginJar jar) {
      @Nullable Bundle bundle = installed.remove(jar);
      if (bundle != null) {
        try {
          within(
              jar.symbolicName(),
              () -> {
                removal.now(bundle);
                return true;
              });
        } catch (TimeoutException e) {
          // goes on by itself
        }
      }
    }
  }

  /** Something that is done with one jar of several. */
  @FunctionalInterface
  private interface Step {
    void with(PluginJar jar);
  }

  /**
   * Lets a thread of the plugin's own do something.
   *
   * @throws TimeoutException when it takes too long; it was interrupted, and goes on if it likes
   */
  private <T> T within(String name, Callable<T> work) throws TimeoutException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "plugin-" + name);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(start.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new PluginException(Why.DOES_NOT_START, "was not waited for", e);
    }
  }

  private PluginException failed(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof PluginException refused) {
      return refused;
    }
    if (cause instanceof BundleException unresolved
        && unresolved.getType() == BundleException.RESOLVE_ERROR) {
      return removal.isRefreshing()
          ? PluginException.unexpected(cause) // it may have met the framework halfway
          : new PluginException(
              Why.UNRESOLVABLE, "cannot be resolved: " + PluginException.reason(cause), cause);
    }
    return new PluginException(
        Why.DOES_NOT_START, "does not start: " + PluginException.reason(e), cause);
  }

  private Bundle install(PluginJar jar) {
    refuseOurName(jar);
    // a location of its own each time: the same one would mean the bundle that runs
    String location = LOCATION + jar.name() + "#" + ATTEMPTS.incrementAndGet();
    try (InputStream content = Files.newInputStream(jar.copy())) {
      return context.installBundle(location, content);
    } catch (IOException e) {
      throw JarCopy.notStored(e);
    } catch (BundleException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException) {
          throw JarCopy.notStored(e);
        }
      }
      throw new PluginException(
          Why.NOT_A_BUNDLE, "cannot be installed: " + PluginException.reason(e), e);
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

  /** The interfaces of the SPI that a bundle offers at the moment. */
  List<String> services(Bundle bundle) {
    return offered.now(bundle);
  }

  /** Why a bundle does not offer a service that it has. */
  Optional<String> whyWithoutService(Bundle bundle) {
    return offered.missing(bundle);
  }

  /**
   * Whether a bundle that ran does so no more. One that the framework is about to start again, as
   * something that it needs is being replaced, has not stopped.
   */
  boolean hasStopped(Bundle bundle) {
    int state = bundle.getState();
    boolean moving = state == Bundle.STARTING || state == Bundle.STOPPING;
    return state != Bundle.ACTIVE && !moving && !removal.isRefreshing();
  }

  /** Whether a bundle runs, and nothing that it needs is being replaced. */
  boolean isSettled(Bundle bundle) {
    return bundle.getState() == Bundle.ACTIVE && !removal.isRefreshing();
  }

  /** What is wrong with a bundle that has stopped. */
  PluginException whyStopped(Bundle bundle) {
    if (bundle.getState() != Bundle.UNINSTALLED) {
      try {
        missing.check(bundle);
      } catch (PluginException e) {
        return e;
      }
    }
    return new PluginException(
        Why.GONE, "has stopped by itself, or somebody else stopped it; it is tried again");
  }

  /** Takes a bundle away, which waits for the calls that run on it. */
  CompletableFuture<Void> remove(Bundle bundle) {
    return removal.start(bundle);
  }
}
