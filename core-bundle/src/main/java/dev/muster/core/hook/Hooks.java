package dev.muster.core.hook;

import dev.muster.api.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks of one kind that are there at the moment, in their order. */
final class Hooks<S> {
  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

  private final String kind;
  private final CallCounter calls;
  private volatile List<Hook<S>> all = List.of();

  Hooks(String kind, Metrics metrics) {
    this(kind, new CallCounter(metrics, true));
  }

  Hooks(String kind, CallCounter calls) {
    this.kind = kind;
    this.calls = calls;
  }

  List<Hook<S>> all() {
    return all;
  }

  void add(S service, ServiceReference<?> reference) {
    Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
    // The bundle is null when the service has gone already; removal follows.
    @SuppressWarnings("NullAway")
    Bundle bundle = reference.getBundle();
    if (bundle != null) {
      add(
          service,
          bundle.getSymbolicName(),
          ranking instanceof Integer number ? number : 0,
          serviceId(reference));
    }
  }

  synchronized void add(S service, String bundle, int ranking, long serviceId) {
    List<Hook<S>> more = new ArrayList<>(all);
    more.add(new Hook<>(service, new Hook.Origin(kind, bundle, ranking, serviceId), calls));
    more.sort(Comparator.comparing(Hook::origin, Hook.Origin.ORDER));
    all = List.copyOf(more);
    LOG.info("Added the {} hook of {}", kind, bundle);
  }

  void remove(ServiceReference<?> reference) {
    remove(serviceId(reference));
  }

  synchronized void remove(long serviceId) {
    for (Hook<S> hook : all) {
      if (hook.origin().serviceId() == serviceId) {
        all = all.stream().filter(each -> each != hook).toList();
        hook.close();
        LOG.info("Removed the {} hook of {}", kind, hook.origin().bundle());
      }
    }
  }

  static long serviceId(ServiceReference<?> reference) {
    return (Long) reference.getProperty(Constants.SERVICE_ID);
  }
}
