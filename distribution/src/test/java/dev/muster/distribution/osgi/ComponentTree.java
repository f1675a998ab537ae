package dev.muster.distribution.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says which components do not stand, and follows each missing service to who should offer it. */
final class ComponentTree {
  private final ServiceComponentRuntime runtime;
  private final Collection<ComponentDescriptionDTO> components;

  ComponentTree(BundleContext context) {
    runtime = context.getService(context.getServiceReference(ServiceComponentRuntime.class));
    List<Bundle> active = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() == Bundle.ACTIVE) {
        active.add(bundle);
      }
    }
    components = runtime.getComponentDescriptionDTOs(active.toArray(new Bundle[0]));
  }

  /** One line per component that does not stand, its reasons below it; empty when all stand. */
  List<String> unsatisfied() {
    List<String> lines = new ArrayList<>();
    for (ComponentDescriptionDTO component : components) {
      if (!stands(component)) {
        describe(component, "", new LinkedHashSet<>(), lines);
      }
    }
    return lines;
  }

  int size() {
    return components.size();
  }

  /** Carries the tree in a stack trace, where every runner prints it. */
  Exception asException() {
    List<String> lines = unsatisfied();
    return new IllegalStateException(
        lines.isEmpty() ? "every component stands" : "\n" + String.join("\n", lines));
  }

  /** One that waits for a configuration of its own stands as intended. */
  private boolean stands(ComponentDescriptionDTO component) {
    Collection<ComponentConfigurationDTO> all = runtime.getComponentConfigurationDTOs(component);
    return all.stream().allMatch(one -> stands(one, component));
  }

  private static boolean stands(ComponentConfigurationDTO one, ComponentDescriptionDTO component) {
    return switch (one.state) {
      case ComponentConfigurationDTO.ACTIVE, ComponentConfigurationDTO.SATISFIED -> true;
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          "require".equals(component.configurationPolicy);
      default -> false;
    };
  }

  private void describe(
      ComponentDescriptionDTO component, String indent, Set<String> seen, List<String> lines) {
    for (ComponentConfigurationDTO one : runtime.getComponentConfigurationDTOs(component)) {
      if (stands(one, component)) {
        continue;
      }
      lines.add(indent + component.name + " (" + component.bundle.symbolicName + ")");
      if (one.failure != null) {
        lines.add(indent + "  failed: " + one.failure.lines().findFirst().orElse(""));
      }
      if (!seen.add(component.name)) {
        lines.add(indent + "  … waits for itself");
        continue;
      }
      for (UnsatisfiedReferenceDTO missing : one.unsatisfiedReferences) {
        reference(component, missing, indent + "  ", seen, lines);
      }
    }
  }

  private void reference(
      ComponentDescriptionDTO component,
      UnsatisfiedReferenceDTO missing,
      String indent,
      Set<String> seen,
      List<String> lines) {
    String type =
        Arrays.stream(component.references)
            .filter(reference -> missing.name.equals(reference.name))
            .map((ReferenceDTO reference) -> reference.interfaceName)
            .findFirst()
            .orElse(missing.name);
    String target = missing.target == null ? "" : " " + missing.target;
    lines.add(indent + "needs " + type + target);
    List<ComponentDescriptionDTO> offers =
        components.stream()
            .filter(other -> Arrays.asList(other.serviceInterfaces).contains(type))
            .toList();
    if (offers.isEmpty()) {
      lines.add(indent + "  which no component offers");
    }
    offers.forEach(other -> describe(other, indent + "  ", seen, lines));
  }
}
