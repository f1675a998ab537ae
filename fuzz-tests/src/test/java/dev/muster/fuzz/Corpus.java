package dev.muster.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs that are kept: a folder for each target, in it a file for each input. What somebody
 * wrote is called by the status of its answer, such as {@code 303-code-for-a-session}; what was
 * found while fuzzing, by its digest.
 */
final class Corpus {
  static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

  private Corpus() {}

  /** The targets: groups of endpoints, each of which has a turn. */
  static List<Path> targets() {
    return below(FOLDER);
  }

  /** The inputs of a target. */
  static List<Path> inputs(Path target) {
    return below(target);
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
