package dev.muster.core.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hooks of one kind that are chosen by a name which they give themselves. */
final class NamedHooks<S> {
  private static final Logger LOG = LoggerFactory.getLogger(NamedHooks.class);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  private final Hooks<S> hooks;
  private final String kind;
  private final Function<S, String> name;
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  NamedHooks(String kind, Function<S, String> name, CallCounter calls) {
    this.hooks = new Hooks<>(kind, calls);
    this.kind = kind;
    this.name = name;
  }

  void add(S service, ServiceReference<?> reference) {
    String given = name(service);
    if (!NAME.matcher(given).matches()) {
      LOG.error(
          "A {} hook of {} has no name of the form [a-z][a-z0-9-]{0,30} and is ignored",
          kind,
          reference.getBundle());
      return;
    }
    names.put(Hooks.serviceId(reference), given);
    hooks.add(service, reference);
  }

  void add(S service, int ranking) {
    long id = names.size();
    names.put(id, name(service));
    hooks.add(service, "test.bundle", ranking, id);
  }

  /** A name that fails to be read is none. */
  private String name(S service) {
    try {
      return String.valueOf(name.apply(service));
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      LOG.error("A {} hook failed to give its name", kind, e);
      return "";
    }
  }

  void remove(ServiceReference<?> reference) {
    remove(Hooks.serviceId(reference));
  }

  void remove(long serviceId) {
    hooks.remove(serviceId);
    names.remove(serviceId);
  }

  /** The first of that name. */
  Optional<Hook<S>> find(String wanted) {
    return hooks.all().stream()
        .filter(hook -> wanted.equals(names.get(hook.origin().serviceId())))
        .findFirst();
  }

  /** All of them, in their order. */
  List<Hook<S>> all() {
    return hooks.all();
  }

  /** What one calls itself; empty once it has gone. */
  String name(Hook<S> hook) {
    return names.getOrDefault(hook.origin().serviceId(), "");
  }

  /** Every name, once. */
  List<String> names() {
    return names.values().stream().distinct().sorted().toList();
  }
}
