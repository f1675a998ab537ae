package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The address book of a large company, compared with its users and applied. */
final class ReconciliationMeasurement {
  private static final Duration AT_MOST = Duration.ofMinutes(20);
  private static final String MARK = "RECONCILIATION ";
  private static final double MOST_SECONDS = 60;

  /** The core keeps its classes to itself: what measures them lies with its own tests. */
  private static final Path CORE_TESTS = Path.of("..", "core-tests", "target");

  private static final Path TESTKIT = Path.of("..", "provider-testkit", "target", "classes");

  private final int people;
  private final int changes;

  ReconciliationMeasurement(boolean quick) {
    this.people = quick ? 2_000 : 100_000;
    this.changes = people / 20;
  }

  /** What a run came to. */
  private record Figures(double seconds, double busy, int calls, double mebibytes) {
    static Figures of(String line) {
      String[] parts = line.substring(MARK.length()).split(" ");
      return new Figures(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]),
          Integer.parseInt(parts[2]),
          Double.parseDouble(parts[3]));
    }
  }

  void into(Report report) throws IOException {
    Figures time = run(false);
    Figures heap = run(true);
    report.target(
        "reconciling %d people with %d changes, s".formatted(people, changes),
        "≤ 60",
        String.format(Locale.ROOT, "%.1f", time.seconds()),
        time.seconds() <= MOST_SECONDS,
        "embedded storage; %d calls of a platform that answers at once; %.1f s of the processor"
            .formatted(time.calls(), time.busy()));
    report.note(
        "heap that this takes, MiB",
        String.format(Locale.ROOT, "%.1f", heap.mebibytes()),
        "the most that was in use after a collection, above what was before");
  }

  private Figures run(boolean measuresHeap) throws IOException {
    Path folder = Files.createTempDirectory("bench-reconciliation");
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
            "dev.muster.core.reconcile.ReconciliationCost",
            Integer.toString(people),
            Integer.toString(changes),
            Boolean.toString(measuresHeap),
            folder.toString());
    try (Child child =
        Child.start("bench-reconciliation", Path.of("").toAbsolutePath(), Map.of(), command)) {
      if (child.awaitExit(AT_MOST).orElse(1) != 0) {
        throw new AssertionError(child.tail());
      }
      return child.output().stream()
          .filter(line -> line.startsWith(MARK))
          .map(Figures::of)
          .findFirst()
          .orElseThrow();
    }
  }
}
