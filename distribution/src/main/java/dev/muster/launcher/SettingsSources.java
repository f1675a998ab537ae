package dev.muster.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts the settings file and the environment together; the environment wins. */
final class SettingsSources {
  private static final String PREFIX = "MUSTER_";
  private static final Set<String> OF_THE_SCRIPT =
      Set.of("MUSTER_HOME", "MUSTER_OPTS", "MUSTER_MEMORY_OPTS");

  private SettingsSources() {}

  /**
   * Merges both sources. A variable that matches a known key or one of the file takes that key's
   * spelling; any other is spelt in lower case with dots, so that {@code
   * MUSTER_PLATFORM_ACME_API_URL} is {@code platform.acme.api.url}. An empty variable is one that
   * is not set.
   */
  static Map<String, String> merge(
      Map<String, String> file, Map<String, String> environment, Set<String> known) {
    Map<String, String> spelling = new TreeMap<>();
    known.forEach(key -> spelling.put(variable(key), key));
    file.keySet().forEach(key -> spelling.put(variable(key), key));
    Map<String, String> merged = new TreeMap<>();
    file.forEach((key, value) -> merged.put(key, value.strip()));
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !OF_THE_SCRIPT.contains(name) && !value.isBlank()) {
            String plain =
                name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
            merged.put(spelling.getOrDefault(name, plain), value.strip());
          }
        });
    merged.values().removeIf(String::isEmpty);
    return merged;
  }

  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
