package dev.muster.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every decision says when it was taken and whether it still holds. */
class DecisionsTest {
  private static final Path DECISIONS = Path.of("..", "docs", "decisions");

  @Test
  void haveADateAndAStatus() throws IOException {
    try (Stream<Path> files = Files.list(DECISIONS)) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(
              file -> {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines.get(0)).startsWith("# ");
                assertThat(lines.get(2))
                    .matches("\\*20\\d\\d-\\d\\d-\\d\\d, (accepted|superseded by \\[.+)\\*");
              });
    }
  }
}
