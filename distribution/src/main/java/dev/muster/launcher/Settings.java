package dev.muster.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of one start, validated.
 *
 * @param databaseUrl empty for the embedded database
 * @param values every key that is set or has a default, with paths made absolute; what the bundles
 *     get to see
 */
record Settings(
    Home home,
    boolean demo,
    String httpHost,
    int httpPort,
    int httpThreads,
    URI publicUrl,
    Path dataDir,
    Path pluginsDir,
    String databaseUrl,
    Path masterKeyFile,
    int startTimeoutSeconds,
    Map<String, String> values) {

  Settings {
    values = Map.copyOf(values);
  }

  /** Who wraps the master keys; empty where nobody does. */
  String secretKeeper() {
    return values.getOrDefault("secrets.keeper", "").strip();
  }

  /** How long requests are still answered after the process was told to stop. */
  Duration stopGrace() {
    return Duration.ofSeconds(Integer.parseInt(values.get("stop.grace")));
  }

  boolean embeddedDatabase() {
    return databaseUrl.isEmpty();
  }

  /** Where the storage bundle keeps the embedded database. */
  Path databaseFile() {
    return dataDir.resolve("muster.db");
  }

  /** What the bundles see: every setting as {@code muster.<key>}. */
  Map<String, String> frameworkProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    new TreeMap<>(values).forEach((key, value) -> properties.put("muster." + key, value));
    properties.put("muster.demo", Boolean.toString(demo));
    // bin/muster has asked the system, which Java does not do alike in all versions
    properties.put("muster.terminal", Boolean.toString(Boolean.getBoolean("muster.terminal")));
    properties.put("muster.home", home.folder().toString());
    return properties;
  }

  /** Values may be secrets: none is printed. */
  @Override
  public String toString() {
    return "Settings" + new TreeMap<>(values).keySet();
  }
}
