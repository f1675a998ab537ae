package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The settings of the code, of docs/operations.md and of conf/muster.properties are the same, and
 * have the same defaults.
 */
class DocumentedSettingsTest {
  private static final Pattern COMMENTED = Pattern.compile("#?([a-z.-]+)=(.*)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void standInTheFileThatIsDelivered() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("src/main/dist/conf/muster.properties"))) {
      Matcher setting = COMMENTED.matcher(line);
      if (setting.matches()) {
        shown.put(setting.group(1), setting.group(2));
      }
    }

    shown.keySet().removeIf(key -> key.startsWith("platform."));
    assertThat(shown.keySet()).isEqualTo(Setting.keys());
    assertThat(Setting.ALL)
        .filteredOn(setting -> setting.fallback().isPresent())
        .allSatisfy(
            setting ->
                assertThat(shown).containsEntry(setting.key(), setting.fallback().orElseThrow()));
  }

  @Test
  void standInTheTableOfTheManual() throws IOException {
    String text = Files.readString(Path.of("../docs/operations.md"));
    String table =
        text.substring(
            text.indexOf("| key | default |"), text.indexOf("`platform.<id>.proxy.url`"));
    Map<String, String> defaults = new TreeMap<>();
    for (String row : table.lines().toList()) {
      String[] cells = row.split("\\|");
      if (cells.length > 2) {
        List<String> keys = codeIn(cells[1]);
        List<String> values = codeIn(cells[2]);
        for (int i = 0; i < keys.size(); i++) {
          // keys that share a row have their defaults in the same order, or one for all
          defaults.put(
              keys.get(i), values.isEmpty() ? "" : values.get(Math.min(i, values.size() - 1)));
        }
      }
    }

    defaults.keySet().removeIf(key -> key.contains("<"));
    assertThat(defaults.keySet()).isEqualTo(Setting.keys());
    assertThat(Setting.ALL)
        .filteredOn(setting -> setting.fallback().isPresent())
        .allSatisfy(
            setting ->
                assertThat(defaults)
                    .containsEntry(setting.key(), setting.fallback().orElseThrow()));
  }

  private static List<String> codeIn(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }
}
