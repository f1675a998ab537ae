package dev.muster.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads {@code conf/muster.properties}; a missing file is an empty one. */
final class SettingsFile {
  private SettingsFile() {}

  static Map<String, String> read(Home home) throws StartFailure {
    return read(home.settingsFile());
  }

  static Map<String, String> read(Path file) throws StartFailure {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(file + ": cannot be read (" + e + "); it has to be a UTF-8 text file");
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    return values;
  }
}
