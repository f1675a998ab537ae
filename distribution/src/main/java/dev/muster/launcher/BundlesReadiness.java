package dev.muster.launcher;

import dev.muster.launch.Readiness;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Waits until the bundles say that they are ready. */
final class BundlesReadiness {
  private static final long LOOK_MILLIS = 20;

  private final BundleContext context;

  BundlesReadiness(BundleContext context) {
    this.context = context;
  }

  /**
   * Returns once there is somebody to ask and nobody finds anything wrong, save for what a start
   * does not wait for.
   *
   * @return what is still wrong, a sentence by its name
   * @throws StartFailure as soon as one says that waiting will not help
   */
  Map<String, String> await() throws StartFailure, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Set<String> following = new TreeSet<>();
    Map<String, String> wrong = wrong(following);
    while (!following.containsAll(wrong.keySet())) {
      if (never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException();
      }
      following.clear();
      wrong = wrong(following);
    }
    return wrong;
  }

  /** What a start waits for at this moment, a sentence by its name. */
  Map<String, String> waitingFor() {
    Set<String> following = new TreeSet<>();
    try {
      Map<String, String> wrong = wrong(following);
      wrong.keySet().removeAll(following);
      return wrong;
    } catch (StartFailure e) {
      return Map.of("start", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> wrong(Set<String> following) throws StartFailure {
    Map<String, String> wrong = new TreeMap<>();
    Collection<ServiceReference<Readiness>> references = references();
    if (references.isEmpty()) {
      wrong.put(
          "start",
          "no bundle offers " + Readiness.class.getName() + "; the log says which component waits");
    }
    for (ServiceReference<Readiness> reference : references) {
      Readiness service = context.getService(reference);
      if (service == null) {
        wrong.put("start", reference.getBundle() + " is starting");
        continue;
      }
      try {
        ask(service, wrong, following);
      } finally {
        context.ungetService(reference);
      }
    }
    return wrong;
  }

  private Collection<ServiceReference<Readiness>> references() {
    try {
      return context.getServiceReferences(Readiness.class, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ask(Readiness service, Map<String, String> wrong, Set<String> following)
      throws StartFailure {
    String fatal = service.fatal();
    if (!fatal.isEmpty()) {
      throw new StartFailure(fatal);
    }
    service
        .checks()
        .forEach(
            (name, sentence) -> {
              if (!sentence.isEmpty()) {
                wrong.put(name, sentence);
              }
            });
    following.addAll(service.mayFollow());
  }
}
