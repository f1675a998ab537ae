package dev.muster.distribution.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** {@code make bench}: measures everything in one run, prints one table, keeps it as Markdown. */
public final class Bench {
  private static final Path TABLE = Path.of("target", "bench.md");

  private Bench() {}

  /**
   * Runs in the module's folder, on its test class path, after the distribution was assembled.
   *
   * @param arguments {@code quick}, or nothing
   * @throws IOException if the table cannot be written or the platform does not answer
   */
  public static void main(String... arguments) throws IOException {
    boolean quick = arguments.length > 0 && arguments[0].equals("quick");
    measure(quick ? Sizes.QUICK : Sizes.FULL, TABLE);
  }

  static void measure(Sizes sizes, Path table) throws IOException {
    long before = System.nanoTime();
    Report report = new Report();
    try (PlatformProcess platform = new PlatformProcess();
        LoadProcess load = new LoadProcess()) {
      new StartMeasurement(platform, sizes).into(report);
      new TokenCallMeasurement(platform, load, sizes).into(report);
      CostMeasurement cost = new CostMeasurement(platform, load, sizes);
      cost.into(report, "ES256", true);
      cost.into(report, "RS256", false);
      new PlatformsMeasurement(platform, load, sizes).into(report);
      new GrowthMeasurement(platform, load, sizes).into(report);
      PluginSizes plugins = sizes.equals(Sizes.QUICK) ? PluginSizes.QUICK : PluginSizes.FULL;
      new DropMeasurement(platform, plugins).into(report);
      new UpdateMeasurement(platform, load, plugins).into(report);
      new ManyUpdatesMeasurement(platform, load, plugins).into(report);
      new ManyPluginsMeasurement(platform, plugins).into(report);
      new HandOverMeasurement(plugins).into(report);
    }
    report.publish(table, conditions(Duration.ofNanos(System.nanoTime() - before)));
  }

  private static String conditions(Duration took) {
    return "%d cores, Java %s, %s %s; the run took %d s."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            took.toSeconds());
  }
}
