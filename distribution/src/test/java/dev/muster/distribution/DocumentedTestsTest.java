package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that a document names is there, by its class and its method. */
class DocumentedTestsTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path SECURITY = REPOSITORY.resolve("docs/security.md");
  private static final Path CONFORMANCE = REPOSITORY.resolve("docs/conformance.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME = Pattern.compile("([A-Z]\\w+)(?:\\.(\\w+))?");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w*(?:Test|IT|Contract)(?:\\.\\w+)?");

  @Test
  void areThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> named = named();
    List<String> missing = new ArrayList<>();
    for (String name : named) {
      Matcher parts = NAME.matcher(name);
      if (!parts.matches() || !isThere(sources.get(parts.group(1)), parts.group(2))) {
        missing.add(name);
      }
    }

    assertThat(named).hasSizeGreaterThan(50);
    assertThat(missing).isEmpty();
  }

  /** In the last column of the threat model whatever is set as code, elsewhere what ends so. */
  private static List<String> named() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(SECURITY));
    lines.addAll(Files.readAllLines(CONFORMANCE));
    for (String line : lines) {
      String[] cells = line.split("\\|", -1);
      boolean row = cells.length == 6 && !line.contains("---");
      Matcher code = CODE.matcher(row ? cells[4] : line);
      while (code.find()) {
        if (row || TEST.matcher(code.group(1)).matches()) {
          names.add(code.group(1));
        }
      }
    }
    return names;
  }

  private static boolean isThere(String source, String method) {
    return source != null
        && (method == null
            || Pattern.compile(
                    "\\b(?:void|Stream<DynamicTest>) " + method + "\\(|\\bclass " + method + "\\b")
                .matcher(source)
                .find());
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(REPOSITORY)) {
      for (Path module : modules.filter(each -> Files.exists(each.resolve("pom.xml"))).toList()) {
        for (String folder : List.of("src/test/java", "src/main/java")) {
          add(module.resolve(folder), sources);
        }
      }
    }
    return sources;
  }

  private static void add(Path folder, Map<String, String> sources) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.java$", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
  }
}
