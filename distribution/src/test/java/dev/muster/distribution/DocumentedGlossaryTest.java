package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every class and package that docs/glossary.md names is there. */
class DocumentedGlossaryTest {
  private static final Path GLOSSARY = Path.of("../docs/glossary.md");
  private static final Path SOURCES = Path.of("../core-bundle/src/main/java/dev/muster");
  private static final Pattern NAME = Pattern.compile("`((?:api|spi|core)\\.[a-zA-Z.]+)`");

  @Test
  void namesWhatIsThere() throws IOException {
    List<String> named =
        NAME.matcher(Files.readString(GLOSSARY))
            .results()
            .map((MatchResult each) -> each.group(1))
            .toList();

    assertThat(named).hasSizeGreaterThan(30).allMatch(DocumentedGlossaryTest::isThere);
  }

  private static boolean isThere(String name) {
    Path path = SOURCES.resolve(name.replace('.', '/'));
    Path outer = path.resolveSibling(path.getFileName() + ".java");
    Path ofNested = path.getParent().resolveSibling(path.getParent().getFileName() + ".java");
    return Files.exists(outer) || Files.isDirectory(path) || Files.exists(ofNested);
  }
}
