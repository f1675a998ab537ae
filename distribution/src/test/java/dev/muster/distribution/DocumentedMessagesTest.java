package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever searches the manual for what they see finds it: it quotes what the product says. */
class DocumentedMessagesTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path MANUAL = REPOSITORY.resolve("docs/operations.md");
  private static final Pattern SENTENCE = Pattern.compile("`([^`]+ [^`]+)`");
  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Between them stand values, or the name of a setting. */
  private static final Pattern PARTS = Pattern.compile("…|: ");

  @Test
  void areThoseOfTheProduct() throws IOException {
    String sources = sources();
    List<String> quoted = quoted();
    assertThat(quoted).hasSizeGreaterThan(4);
    assertThat(quoted)
        .allSatisfy(
            sentence ->
                assertThat(PARTS.splitAsStream(sentence).map(String::strip))
                    .allMatch(sources::contains));
  }

  /** In the first column of the troubleshooting; what nginx says is not ours. */
  private static List<String> quoted() throws IOException {
    String manual = Files.readString(MANUAL);
    List<String> quoted = new ArrayList<>();
    for (String line : manual.substring(manual.indexOf("## Troubleshooting")).lines().toList()) {
      String[] cells = line.split("\\|", -1);
      Matcher sentence = SENTENCE.matcher(cells.length > 2 ? cells[1] : "");
      while (sentence.find()) {
        if (!line.contains("nginx")) {
          quoted.add(sentence.group(1));
        }
      }
    }
    return quoted;
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> modules = Files.list(REPOSITORY)) {
      for (Path main : modules.map(each -> each.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
              all.append(Files.readString(file));
            }
          }
        }
      }
    }
    return CONCATENATION.matcher(all).replaceAll("");
  }
}
