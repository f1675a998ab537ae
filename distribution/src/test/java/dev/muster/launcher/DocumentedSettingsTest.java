package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The settings of the code, of docs/operations.md and of conf/muster.properties are the same. */
class DocumentedSettingsTest {
  private static final Pattern KEY = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`");
  private static final Pattern LINE = Pattern.compile("#?([a-z]+(?:\\.[a-z]+)+)=.*");

  @Test
  void standInTheTableOfTheManual() throws IOException {
    Set<String> documented = new TreeSet<>();
    boolean table = false;
    for (String line : Files.readAllLines(Path.of("../docs/operations.md"))) {
      table = line.equals("| key | default | meaning |") || (table && line.startsWith("|"));
      Matcher key = KEY.matcher(table ? line.split("\\|", -1)[1] : "");
      while (key.find()) {
        documented.add(key.group(1));
      }
    }

    assertThat(documented).containsExactlyInAnyOrderElementsOf(SettingsReader.KNOWN);
  }

  @Test
  void standInTheFileThatIsDelivered() throws IOException {
    Set<String> delivered =
        Files.readAllLines(Path.of("src/main/dist/conf/muster.properties")).stream()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .filter(key -> !key.startsWith("platform."))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(delivered).containsExactlyInAnyOrderElementsOf(SettingsReader.KNOWN);
  }
}
