package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String USAGE =
      "usage: muster run | demo | check | backup FILE | restore FILE";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path home;

  private int muster(String words) throws InterruptedException {
    String[] args =
        Stream.concat(
                Stream.of(home.toString()),
                Stream.of(words.split(" ", -1)).filter(word -> !word.isEmpty()))
            .toArray(String[]::new);
    return Main.command(args, Map.of(), printing(out), printing(err));
  }

  private static PrintStream printing(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  @AfterEach
  void nothingWasWritten() {
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "help",
        "run --help",
        "run -h",
        "demo --help",
        "check --help",
        "backup --help",
        "restore a.tar.gz --help"
      })
  void printsTheUsageAndDoesNothingElse(String words) throws InterruptedException {
    assertThat(muster(words)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines(USAGE);
    assertThat(err.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run now",
        "run --verbose",
        "demo x",
        "check conf",
        "backup",
        "backup a b",
        "restore",
        "start",
        ""
      })
  void refusesWordsThatAreNoCommandWithTheUsage(String words) throws InterruptedException {
    assertThat(muster(words)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("muster: ")
        .contains(USAGE)
        .hasLineCount(1);
    assertThat(out.size()).isZero();
  }

  @Test
  void namesTheWordThatIsUnknown() throws InterruptedException {
    assertThat(muster("run --verbose")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'--verbose' is unknown after run");
  }
}
