package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/embedding.md names everything that the SDK for browsers has, and nothing else. Its page is
 * what {@code EmbeddingIT} opens.
 */
class DocumentedEmbeddingTest {
  private static final Path GUIDE = Path.of("../docs/embedding.md");
  private static final Path SDK = Path.of("../web-bundle/console/sdk");

  /** A member of an interface or of the class, as the sources are formatted. */
  private static final Pattern MEMBER =
      Pattern.compile("(?m)^  (?:readonly |get |async )?([a-z][A-Za-z]+)(?:\\??: |\\()");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z_]+)(?:\\([a-z]*\\))?`");
  private static final Pattern ERROR =
      Pattern.compile("new MusterError\\(\\s*'([a-z_]+)'|: '(network)'");

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult each) -> each.group(1) == null ? each.group(2) : each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesEveryMemberOptionAndError() throws IOException {
    String sources = Files.readString(SDK.resolve("muster.ts"));
    Set<String> there = found(MEMBER, sources);
    // of the error, which has a table of its own, and of what the module keeps to itself
    there.removeAll(Set.of("constructor", "code", "state", "nonce", "verifier"));
    Set<String> answered = Set.of("access_denied");
    Set<String> errors = found(ERROR, sources);
    String guide = Files.readString(GUIDE);
    Set<String> rows = found(ROW, guide.substring(guide.indexOf("## What there is")));
    Set<String> inText = Set.of("accessToken", "idToken", "claims", "expiresAt");

    assertThat(there).hasSizeGreaterThan(15);
    assertThat(errors).contains("popup_blocked", "network");
    assertThat(guide).contains(inText.stream().map(each -> "`" + each + "`").toList());
    Set<String> known = new TreeSet<>(there);
    known.removeAll(inText);
    known.addAll(errors);
    known.addAll(answered);
    assertThat(rows).isEqualTo(known);
  }

  @Test
  void showsTypesAsASampleUsesThem() throws IOException {
    String sample = unindented(Files.readString(SDK.resolve("sample/app.ts")));
    List<String> shown =
        Pattern.compile("(?s)```ts\n(.*?)```")
            .matcher(Files.readString(GUIDE))
            .results()
            .map((MatchResult each) -> unindented(each.group(1)))
            .toList();
    assertThat(shown).isNotEmpty().allMatch(sample::contains);
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
