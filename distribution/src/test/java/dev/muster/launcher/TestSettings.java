package dev.muster.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a distribution in a temporary folder. */
final class TestSettings {
  private TestSettings() {}

  static Settings in(Path home, String... keysAndValues) {
    Map<String, String> file = new HashMap<>(Map.of("http.host", "127.0.0.1", "http.port", "0"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      file.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    SettingsReading reading = SettingsReader.read(new Home(home), file, Map.of(), false);
    return ((SettingsReading.Valid) reading).settings();
  }
}
