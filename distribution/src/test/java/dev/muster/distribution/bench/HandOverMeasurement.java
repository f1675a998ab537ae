package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What it costs that a platform's provider works on threads of its own. */
final class HandOverMeasurement {
  private static final Duration AT_MOST = Duration.ofSeconds(120);
  private static final int CALLERS = 8;
  private static final String MARK = "HAND-OVER ";

  /** The core keeps its classes to itself: what measures them lies with its own tests. */
  private static final Path CORE_TESTS = Path.of("..", "core-tests", "target");

  /** Its store in memory. */
  private static final Path TESTKIT = Path.of("..", "provider-testkit", "target", "classes");

  private final PluginSizes sizes;

  HandOverMeasurement(PluginSizes sizes) {
    this.sizes = sizes;
  }

  void into(Report report) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            String.join(
                File.pathSeparator,
                CORE_TESTS.resolve("test-classes").toString(),
                CORE_TESTS.resolve("classes").toString(),
                TESTKIT.toString(),
                System.getProperty("java.class.path")),
            "dev.muster.core.platform.connection.HandOverCost",
            Integer.toString(sizes.handOverTurns()),
            Integer.toString(sizes.handOvers()),
            Integer.toString(CALLERS));
    try (Child child =
        Child.start("bench-hand-over", Path.of("").toAbsolutePath(), Map.of(), command)) {
      if (child.awaitExit(AT_MOST).orElse(1) != 0) {
        throw new AssertionError(child.tail());
      }
      report.note(
          "CPU of a call that a provider gets on threads of its own, µs",
          new Samples(
                  child.output().stream()
                      .filter(line -> line.startsWith(MARK))
                      .map(line -> Double.valueOf(line.substring(MARK.length())))
                      .toList())
              .spread("%.1f"),
          "over one on the caller's thread; %d callers, %d calls a turn; a sign-in has one"
              .formatted(CALLERS, sizes.handOvers()));
    }
  }
}
