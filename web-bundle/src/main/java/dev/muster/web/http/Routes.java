package dev.muster.web.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a feature contributes to the server: a service inside this bundle. Routes of two
 * contributions never meet at the same method and template.
 */
public interface Routes {
  /**
   * The feature's routes, the same at every call.
   *
   * @return the routes
   */
  List<Route> routes();

  /**
   * What answers where an address is unknown, by the beginning of paths; the longest that fits
   * decides, and where none does it is a problem document.
   *
   * @return answers by prefix, such as {@code /t/}
   */
  default Map<String, FailureAnswer> notFoundHandlers() {
    return Map.of();
  }

  /**
   * Which tenants there are. Below {@code /t/} nothing is looked at before that: an unknown tenant
   * is not found, whatever else is wrong with a request, and no handler meets one. One contribution
   * knows it; without any, nothing below {@code /t/} is served.
   *
   * @return whether a tenant of that id is there, or empty where this contribution does not know
   */
  default Optional<Predicate<String>> tenants() {
    return Optional.empty();
  }
}
