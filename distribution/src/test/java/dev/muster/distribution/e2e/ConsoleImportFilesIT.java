package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that nobody can import, as large as a file may be, dropped onto the page of the import. */
@EndToEnd
class ConsoleImportFilesIT {
  /** Whoever waits longer for the page to react takes it for dead. */
  private static final double MOST_MILLIS_WITHOUT_REACTION = 1500;

  private static final String NOT_UTF8 = "The file is not written in UTF-8.";
  private static final String TOO_LARGE = "The file is larger than 50 MB.";

  private final World world;

  ConsoleImportFilesIT(World world) {
    this.world = world;
  }

  /** By the bytes that begin a file, those that fill it, and those at its end. */
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("GBK", "75 0A", "C0 EE CE B0 0A", "", 50, NOT_UTF8),
        Arguments.of("Latin-1 at the very end", "75 0A", "6C 69 0A", "E9 0A", 49, NOT_UTF8),
        Arguments.of("UTF-16", "FF FE", "6C 00 69 00 0A 00", "", 50, NOT_UTF8),
        Arguments.of("UTF-16 without a mark", "", "6C 00 69 00 0A 00", "", 50, NOT_UTF8),
        Arguments.of("a compressed table", "50 4B 03 04", "9C 0D FF 00", "", 50, NOT_UTF8),
        Arguments.of("no line at all", "", "61 62 63 64", "", 50, "The file has no line"),
        Arguments.of("a quote that stays open", "75 0A 22", "6C 69 0A", "", 50, "Line 2: a quote"),
        Arguments.of("larger", "75 0A", "6C 69 0A", "", 51, TOO_LARGE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void areRefusedInASentenceAndThePageStaysAwake(
      String name, String begin, String middle, String end, int megabytes, String sentence) {
    Tenant tenant = world.unbound(ChatPlatform.LARK);
    try (Console console = new Console(world, Console.DESK).asAdmin(tenant.id(), "users/import")) {
      Page page = console.page();
      page.locator(".drop").waitFor();
      LargeFiles.drop(page, "people.csv", List.of(begin, middle, end), megabytes);
      page.getByText(sentence).waitFor();
      assertThat(LargeFiles.longestSilence(page))
          .as("milliseconds without a reaction to %s", name)
          .isLessThan(MOST_MILLIS_WITHOUT_REACTION);
      assertThat(page.locator("input[type=file]").isVisible()).isTrue();
      console.look("import-large-" + sentence.length());
    }
  }
}
