package dev.muster.web.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request. Immutable once made; a literal part goes before a parameter, and
 * that before the rest of a path.
 */
final class Router {
  private final Node root = new Node();
  private final Map<String, FailureAnswer> notFoundHandlers = new TreeMap<>();

  private final @Nullable Predicate<String> tenants;

  Router(Collection<Routes> contributions) {
    tenants = contributions.stream().flatMap(it -> it.tenants().stream()).findFirst().orElse(null);
    for (Routes contribution : contributions) {
      contribution.routes().forEach(this::add);
      contribution
          .notFoundHandlers()
          .forEach(
              (prefix, answer) -> {
                if (notFoundHandlers.put(prefix, answer) != null) {
                  throw new IllegalArgumentException("Contributed twice: " + prefix);
                }
              });
    }
  }

  private void add(Route route) {
    Node node = root;
    List<String> names = new ArrayList<>();
    for (String part : PathSegments.of(route.template().replace("{", "%7B").replace("}", "%7D"))) {
      if (part.startsWith("{") && part.endsWith("...}")) {
        names.add(part.substring(1, part.length() - 4));
        node = node.rest = node.rest == null ? new Node() : node.rest;
      } else if (part.startsWith("{") && part.endsWith("}")) {
        names.add(part.substring(1, part.length() - 1));
        node = node.parameter = node.parameter == null ? new Node() : node.parameter;
      } else {
        node = node.literals.computeIfAbsent(part, key -> new Node());
      }
    }
    if (node.routes.put(route.method(), new Target(route, names.toArray(new String[0]))) != null) {
      throw new IllegalArgumentException(
          "Contributed twice: " + route.method() + " " + route.template());
    }
  }

  /**
   * Finds a route.
   *
   * @param method the HTTP method
   * @param segments the parts of the path
   * @return the route; {@link Known} if it answers other methods; null if the address is unknown
   */
  @Nullable Result find(String method, String[] segments) {
    String[] values = new String[segments.length];
    Node node = root.find(segments, 0, values, 0);
    if (node == null) {
      return null;
    }
    Target target = node.routes.get(method);
    if (target == null && method.equals("HEAD")) {
      target = node.routes.get("GET");
    }
    return target == null
        ? new Known(node.methods(), node.routes.values().iterator().next().route)
        : new Match(target.route, target.names, values);
  }

  /**
   * How to say that an address is unknown.
   *
   * @param rawPath the path as sent
   * @return what the longest prefix that fits has
   */
  FailureAnswer notFoundHandler(String rawPath) {
    FailureAnswer found = Failures::problemDocument;
    for (Map.Entry<String, FailureAnswer> entry : notFoundHandlers.entrySet()) {
      if (rawPath.startsWith(entry.getKey())) {
        found = entry.getValue();
      }
    }
    return found;
  }

  /**
   * Whether an address belongs to a tenant that is not there.
   *
   * @param segments the parts of the path
   * @return true if so; false while it cannot be known, see {@link #serves}
   */
  boolean lacksTenant(String[] segments) {
    return tenants != null && ofTenant(segments) && !tenants.test(segments[1]);
  }

  /**
   * Whether what an address needs before its handler is there yet.
   *
   * @param segments the parts of the path
   * @return true if so
   */
  boolean serves(String[] segments) {
    return tenants != null || !ofTenant(segments);
  }

  private static boolean ofTenant(String[] segments) {
    return segments.length > 1 && segments[0].equals("t");
  }

  /**
   * Whether any address begins so.
   *
   * @param segment the first part of a path
   * @return true if so
   */
  boolean begins(String segment) {
    return root.literals.containsKey(segment);
  }

  /** What was found. */
  sealed interface Result {}

  /** The address is known, the method is not. */
  record Known(List<String> methods, Route any) implements Result {}

  /** The route. */
  static final class Match implements Result {
    private final Route route;
    private final String[] names;
    private final String[] values;

    private Match(Route route, String[] names, String[] values) {
      this.route = route;
      this.names = names;
      this.values = values;
    }

    Route route() {
      return route;
    }

    String parameter(String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return values[i];
        }
      }
      throw new IllegalArgumentException(route.template() + " has no parameter " + name);
    }
  }

  private record Target(Route route, String[] names) {}

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Target> routes = new TreeMap<>();
    private @Nullable Node parameter;
    private @Nullable Node rest;

    private @Nullable Node find(String[] segments, int at, String[] values, int taken) {
      if (at == segments.length) {
        return routes.isEmpty() ? null : this;
      }
      Node next = literals.get(segments[at]);
      Node found = next == null ? null : next.find(segments, at + 1, values, taken);
      if (found == null && parameter != null && !segments[at].isEmpty()) {
        found = parameter.find(segments, at + 1, values, taken + 1);
        values[taken] = segments[at];
      }
      if (found == null && rest != null) {
        found = rest;
        values[taken] = String.join("/", List.of(segments).subList(at, segments.length));
      }
      return found;
    }

    private List<String> methods() {
      List<String> methods = new ArrayList<>(routes.keySet());
      if (routes.containsKey("GET") && !routes.containsKey("HEAD")) {
        methods.add("HEAD");
      }
      return methods;
    }
  }
}
