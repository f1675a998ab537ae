package dev.muster.launcher;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Waits until the bundles say that they are ready. They say so as services {@code
 * dev.muster.api.Readiness}, which are asked by name and method: the launcher has no class of any
 * bundle.
 */
final class Readiness {
  static final String SERVICE = "dev.muster.api.Readiness";

  private static final long LOOK_MILLIS = 20;

  private final BundleContext context;

  Readiness(BundleContext context) {
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
    ServiceReference<?>[] references = references();
    if (references.length == 0) {
      wrong.put("start", "no bundle offers " + SERVICE + "; the log says which component waits");
    }
    for (ServiceReference<?> reference : references) {
      Object service = context.getService(reference);
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

  private ServiceReference<?>[] references() {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(SERVICE, null);
      return found == null ? new ServiceReference<?>[0] : found;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ask(Object service, Map<String, String> wrong, Set<String> following)
      throws StartFailure {
    try {
      // the interface as the bundle sees it: its class need not be public, nor is it ours
      Class<?> type = service.getClass().getClassLoader().loadClass(SERVICE);
      Object fatal = type.getMethod("fatal").invoke(service);
      if (fatal instanceof String sentence && !sentence.isEmpty()) {
        throw new StartFailure(sentence);
      }
      Map<?, ?> checks = (Map<?, ?>) type.getMethod("checks").invoke(service);
      checks.forEach((name, sentence) -> note(wrong, name, sentence));
      Collection<?> later = (Collection<?>) type.getMethod("mayFollow").invoke(service);
      later.forEach(name -> following.add(String.valueOf(name)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          SERVICE + " of " + service.getClass() + " cannot be asked", e);
    }
  }

  private static void note(
      Map<String, String> wrong, @Nullable Object name, @Nullable Object text) {
    String sentence = String.valueOf(text);
    if (!sentence.isEmpty()) {
      wrong.put(String.valueOf(name), sentence);
    }
  }
}
