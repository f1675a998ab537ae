package dev.muster.core.plugin;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Why the components of a bundle are not there: Declarative Services itself only logs it. */
final class ComponentFailures {
  private final BundleContext context;

  ComponentFailures(BundleContext context) {
    this.context = context;
  }

  /**
   * Why a component is not there.
   *
   * @param sentence in words
   * @param waits whether it waits for a service, which may still come
   */
  record Failure(String sentence, boolean waits) {}

  /** The reason of the first component that failed or waits. */
  Optional<Failure> of(Bundle bundle) {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
    if (runtime == null) {
      return Optional.empty();
    }
    try {
      for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
        for (var each : runtime.getComponentConfigurationDTOs(component)) {
          Optional<Failure> reason = reason(component, each);
          if (reason.isPresent()) {
            return reason;
          }
        }
      }
      return Optional.empty();
    } finally {
      context.ungetService(reference);
    }
  }

  private static Optional<Failure> reason(
      ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
    if (configuration.failure != null) {
      return Optional.of(
          new Failure(
              "its component " + component.name + " fails: " + root(configuration.failure), false));
    }
    if (configuration.unsatisfiedReferences != null
        && configuration.unsatisfiedReferences.length > 0) {
      return Optional.of(
          new Failure(
              "its component "
                  + component.name
                  + " waits for a service "
                  + configuration.unsatisfiedReferences[0].name
                  + " that nobody offers",
              true));
    }
    return Optional.empty();
  }

  /** The last cause of a stack trace that was made text. */
  private static String root(String trace) {
    String found = trace.lines().findFirst().orElse("");
    for (String line : trace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        found = line.substring("Caused by: ".length());
      }
    }
    return found;
  }
}
