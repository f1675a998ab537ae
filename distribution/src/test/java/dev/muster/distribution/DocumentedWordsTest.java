package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Texts for people call each thing as docs/glossary.md says, and by none of the words that it
 * refuses.
 */
class DocumentedWordsTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path CONSOLE = REPOSITORY.resolve("web-bundle/console/src/i18n");

  private static final Pattern REFUSED = Pattern.compile("`([^`]+)`");
  private static final Pattern JAVA_LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** The quoted name of a member, which a colon follows, is none. */
  private static final Pattern CONSOLE_LITERAL =
      Pattern.compile("(['`])((?:(?!\\1)[^\\\\]|\\\\.)*)\\1(:?)", Pattern.DOTALL);

  /** Where a text begins in Java: a constructor of it, or a constant with both languages. */
  private static final Pattern TEXT =
      Pattern.compile("\\bnew Text\\(|^  [A-Z_]+\\((?=\"|$)", Pattern.MULTILINE);

  /** Names of others, and values that stand in a sentence. */
  private static final Pattern NAMES =
      Pattern.compile(
          "OSGi bundle|Bundle ID|响应人员|\\$\\{[^}]*}|username, id or externalId|username、id 或 externalId|\\bid token\\b");

  @Test
  void areThoseOfTheGlossary() throws IOException {
    List<String> texts = texts();
    List<Pattern> refused = refused();

    assertThat(texts).hasSizeGreaterThan(1500);
    assertThat(refused).hasSizeGreaterThan(12);
    assertThat(texts.stream().map(each -> NAMES.matcher(each).replaceAll("")))
        .filteredOn(text -> refused.stream().anyMatch(each -> each.matcher(text).find()))
        .isEmpty();
  }

  /** The last column of the glossary's second table; Chinese has no bounds of words. */
  private static List<Pattern> refused() throws IOException {
    String glossary = Files.readString(REPOSITORY.resolve("docs/glossary.md"));
    List<Pattern> refused = new ArrayList<>();
    for (String line :
        glossary.substring(glossary.indexOf("## Words of the texts")).lines().toList()) {
      String[] cells = line.split("\\|", -1);
      Matcher word = REFUSED.matcher(cells.length > 4 ? cells[4] : "");
      while (word.find()) {
        boolean isChinese = word.group(1).codePoints().anyMatch(Character::isIdeographic);
        String bound = isChinese ? "" : "\\b";
        int flags = word.group(1).equals("id") ? 0 : Pattern.CASE_INSENSITIVE;
        refused.add(Pattern.compile(bound + Pattern.quote(word.group(1)) + bound, flags));
      }
    }
    return refused;
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String source : sources(CONSOLE, each -> each.toString().endsWith(".ts"))) {
      for (Matcher each = CONSOLE_LITERAL.matcher(source); each.find(); ) {
        if (each.group(3).isEmpty()) {
          texts.add(each.group(2));
        }
      }
    }
    for (String source :
        sources(REPOSITORY, each -> each.toString().matches(".*/src/main/java/.*\\.java"))) {
      for (Matcher each = TEXT.matcher(source); each.find(); ) {
        addLiterals(source.substring(each.end()), texts);
      }
    }
    return texts;
  }

  /** Those up to the parenthesis that ends the call. */
  private static void addLiterals(String source, List<String> texts) {
    Matcher literal = JAVA_LITERAL.matcher(source);
    int depth = 1;
    for (int i = 0; i < source.length() && depth > 0; i++) {
      char c = source.charAt(i);
      if (c == '"' && literal.find(i)) {
        texts.add(literal.group(1));
        i = literal.end() - 1;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
    }
  }

  private static List<String> sources(Path root, Predicate<Path> isWanted) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<String> sources = new ArrayList<>();
      for (Path module : modules.toList()) {
        Path below = root.equals(REPOSITORY) ? module.resolve("src/main/java") : module;
        if (Files.exists(below)) {
          try (Stream<Path> files = Files.walk(below)) {
            files.filter(isWanted).map(DocumentedWordsTest::read).forEach(sources::add);
          }
        }
      }
      return sources;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
