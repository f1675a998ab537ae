package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of {@code docs/console} are what the console shows. {@code -Dpictures.write=true}
 * writes them anew, {@code -Dpictures.record=true} what the API answers as well.
 */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePicturesIT {
  private static final boolean RECORD = Boolean.getBoolean("pictures.record");
  private static final boolean WRITE = RECORD || Boolean.getBoolean("pictures.write");

  private static final Path PICTURES = Path.of("..", "docs", "console");
  private static final Path DIFFERENCES = Path.of("target", "pictures");
  private static final double TOLERANCE = 0.001;
  private static final int MOST_BYTES = 120_000;

  private static final String ANEW = ". If the console or the API has changed: make pictures";

  private final World world;
  private final Chromium chromium = new Chromium(PictureStage.BROWSER);
  private final RecordedAnswers answers;

  ConsolePicturesIT(World world) {
    this.world = world;
    if (RECORD) {
      record();
    }
    this.answers = new RecordedAnswers();
  }

  private void record() {
    try (AnswerRecorder recorder = new AnswerRecorder(world)) {
      for (ConsolePicture picture : ConsolePicture.all()) {
        try (PictureStage stage = new PictureStage(chromium, world.url(), recorder)) {
          stage.take(picture);
        }
      }
      RecordedAnswers.write(recorder.answers());
    }
  }

  @AfterAll
  void close() {
    chromium.close();
  }

  static List<ConsolePicture> pictures() {
    return ConsolePicture.all();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void isWhatTheConsoleShows(ConsolePicture picture) throws IOException {
    Pixels actual = taken(picture);
    Path file = PICTURES.resolve(picture.name() + ".png");
    Optional<Pixels> expected =
        Files.exists(file) ? Optional.of(Pixels.of(Files.readAllBytes(file))) : Optional.empty();
    double difference = expected.map(actual::difference).orElse(1.0);
    if (WRITE && difference > 0) {
      Files.write(file, actual.png());
    } else if (difference > TOLERANCE) {
      write(picture, "actual", actual);
      expected.ifPresent(
          was -> {
            write(picture, "expected", was);
            write(picture, "difference", actual.marked(was));
          });
      throw new AssertionError(
          String.format(
              "%s is not what the console shows: %.2f %% of the pixels differ, see %s%s",
              file, difference * 100, DIFFERENCES.toAbsolutePath(), ANEW));
    }
    assertThat(Files.size(file)).isLessThanOrEqualTo(MOST_BYTES);
  }

  private Pixels taken(ConsolePicture picture) {
    try (PictureStage stage = new PictureStage(chromium, world.url(), answers)) {
      return Pixels.of(stage.take(picture)).withPalette();
    } finally {
      assertThat(answers.missing()).as("asked for, and not recorded" + ANEW).isEmpty();
    }
  }

  private static void write(ConsolePicture picture, String which, Pixels pixels) {
    try {
      Files.createDirectories(DIFFERENCES);
      Files.write(DIFFERENCES.resolve(picture.name() + "-" + which + ".png"), pixels.png());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void areThoseThatTheirPageShows() throws IOException {
    String page = Files.readString(PICTURES.resolve("README.md"));
    try (Stream<Path> files = Files.list(PICTURES)) {
      assertThat(
              files.map(each -> each.getFileName().toString()).filter(each -> each.endsWith("g")))
          .containsExactlyInAnyOrderElementsOf(
              pictures().stream().map(each -> each.name() + ".png").toList())
          .allSatisfy(each -> assertThat(page).contains("(" + each + ")"));
    }
  }

  @Test
  void thereIsOneOfEveryPageOfTheMenu() {
    try (PictureStage stage = new PictureStage(chromium, world.url(), answers)) {
      stage.take(pictures().get(0));
      List<String> places =
          pictures().stream().map(each -> each.place().replaceFirst("\\?.*", "")).toList();
      assertThat(stage.page().locator("aside nav.menu a").all())
          .hasSizeGreaterThan(10)
          .allSatisfy(
              link ->
                  assertThat(link.getAttribute("href").replaceFirst("/console/", "")).isIn(places));
    }
  }
}
