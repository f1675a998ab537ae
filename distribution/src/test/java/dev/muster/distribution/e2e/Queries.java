package dev.muster.distribution.e2e;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What addresses carry. */
final class Queries {
  private static final Set<String> SECRETS = Set.of("code", "authCode", "state");

  private Queries() {}

  static Map<String, String> of(String url) {
    Map<String, String> values = new LinkedHashMap<>();
    String query = URI.create(url).getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  /** The codes and states in an address. */
  static List<String> secretsOf(String url) {
    return of(url).entrySet().stream()
        .filter(entry -> SECRETS.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(value -> value.length() > 10)
        .toList();
  }
}
