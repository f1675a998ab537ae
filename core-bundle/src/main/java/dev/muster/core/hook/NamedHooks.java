package dev.muster.core.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hooks of one kind that are chosen by a name which they give themselves. */
final class NamedHooks<S> {
  private static final Logger LOG = LoggerFactory.getLogger(NamedHooks.class);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  private final Hooks<S> hooks;
  private final String kind;
  private final Function<S, @Nullable String> name;
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  NamedHooks(String kind, Function<S, @Nullable String> name, CallCounter calls) {
    this.hooks = new Hooks<>(kind, calls);
    this.kind = kind;
    this.name = name;
  }

  void add(S service, ServiceReference<?> reference) {
    Optional<String> given = name(service, reference.getBundle());
    if (given.isPresent()) {
      names.put(Hooks.serviceId(reference), given.get());
      hooks.add(service, reference);
    }
  }

  void add(S service, int ranking) {
    long id = names.size();
    name(service, "test.bundle")
        .ifPresent(
            given -> {
              names.put(id, given);
              hooks.add(service, "test.bundle", ranking, id);
            });
  }

  /**
   * Whoever gives none, or fails to, is ignored; what it threw may have a secret in its message.
   */
  private Optional<String> name(S service, @Nullable Object bundle) {
    try {
      String given = name.apply(service);
      if (given != null && NAME.matcher(given).matches()) {
        return Optional.of(given);
      }
      LOG.error("A {} hook of {} has no name of the form {} and is ignored", kind, bundle, NAME);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      LOG.error(
          "A {} hook of {} failed to give its name and is ignored",
          kind,
          bundle,
          new WithoutMessages(e));
    }
    return Optional.empty();
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
