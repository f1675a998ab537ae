package dev.muster.distribution.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** {@code make bench}: measures everything in one run, prints one table, keeps it as Markdown. */
public final class Bench {
  private static final Path TABLE = Path.of("target", "bench.md");

  private Bench() {}

  /**
   * Runs in the module's folder, on its test class path, after the distribution was assembled.
   *
   * @param arguments {@code quick} or {@code full}; then {@code all}, or one part of it alone:
   *     {@code start}, {@code cost}, {@code tokens}, {@code stops}, {@code logout}, {@code quiet},
   *     {@code lists}, {@code rooms}, {@code alerts}, {@code reconciliation}, {@code abandoned},
   *     {@code hostile}; or {@code compare} with another distribution; then the latter's folder;
   *     then the names of attacks, with commas between, or {@code all}
   * @throws IOException if the table cannot be written or the platform does not answer
   */
  public static void main(String... arguments) throws IOException {
    boolean quick = arguments.length > 0 && arguments[0].equals("quick");
    String part = arguments.length > 1 ? arguments[1] : "all";
    long before = System.nanoTime();
    Report report = new Report();
    try (PlatformProcess platform = new PlatformProcess();
        LoadProcess load = new LoadProcess()) {
      Sizes sizes = quick ? Sizes.QUICK : Sizes.FULL;
      switch (part) {
        case "all" -> {
          measure(report, platform, load, sizes, quick);
          hostile(report, platform, load, quick, Attack.all());
        }
        case "start" -> new StartMeasurement(platform, sizes).into(report);
        case "cost" -> cost(report, platform, load, sizes);
        case "tokens" -> new TokensMeasurement(platform, load, sizes).into(report);
        case "stops" -> stops(report, platform, load, sizes, quick);
        case "logout" -> logout(report, platform, load, sizes, quick);
        case "quiet" -> new QuietMeasurement(platform, load, quick).into(report);
        case "lists" -> new ListsMeasurement(quick).into(report);
        case "rooms" -> rooms(report, platform, quick);
        case "alerts" -> alerts(report, platform, load, sizes, quick);
        case "reconciliation" -> new ReconciliationMeasurement(quick).into(report);
        case "abandoned" -> abandoned(report, platform, load, sizes, quick);
        case "hostile" -> hostile(report, platform, load, quick, attacks(arguments[3]));
        case "compare" ->
            new BeforeAndAfterMeasurement(platform, load, sizes, Path.of(arguments[2]))
                .into(report);
        default ->
            throw new IllegalArgumentException(
                part
                    + " is no part: all, start, cost, tokens, stops, logout, quiet, lists, rooms,"
                    + " alerts, reconciliation, abandoned, hostile, compare");
      }
    }
    report.publish(TABLE, conditions(Duration.ofNanos(System.nanoTime() - before)));
  }

  private static void measure(
      Report report, PlatformProcess platform, LoadProcess load, Sizes sizes, boolean quick)
      throws IOException {
    new StartMeasurement(platform, sizes).into(report);
    new TokenCallMeasurement(platform, load, sizes).into(report);
    cost(report, platform, load, sizes);
    new TokensMeasurement(platform, load, sizes).into(report);
    new PlatformsMeasurement(platform, load, sizes).into(report);
    new GrowthMeasurement(platform, load, sizes).into(report);
    PluginSizes plugins = quick ? PluginSizes.QUICK : PluginSizes.FULL;
    new DropMeasurement(platform, plugins).into(report);
    new UpdateMeasurement(platform, load, plugins).into(report);
    new ManyUpdatesMeasurement(platform, load, plugins).into(report);
    new ManyPluginsMeasurement(platform, plugins).into(report);
    new HandOverMeasurement(plugins).into(report);
    stops(report, platform, load, sizes, quick);
    logout(report, platform, load, sizes, quick);
    new QuietMeasurement(platform, load, quick).into(report);
    new ListsMeasurement(quick).into(report);
    rooms(report, platform, quick);
    alerts(report, platform, load, sizes, quick);
    new ReconciliationMeasurement(quick).into(report);
    abandoned(report, platform, load, sizes, quick);
  }

  private static void cost(Report report, PlatformProcess platform, LoadProcess load, Sizes sizes) {
    CostMeasurement cost = new CostMeasurement(platform, load, sizes);
    cost.into(report, "ES256", true);
    cost.into(report, "RS256", false);
  }

  private static void stops(
      Report report, PlatformProcess platform, LoadProcess load, Sizes sizes, boolean quick)
      throws IOException {
    new StopMeasurement(platform, load, sizes, quick ? 2 : 20).into(report);
  }

  private static void logout(
      Report report, PlatformProcess platform, LoadProcess load, Sizes sizes, boolean quick)
      throws IOException {
    LogoutSizes logout = quick ? LogoutSizes.QUICK : LogoutSizes.FULL;
    new LogoutMeasurement(platform, load, logout, sizes.clients()).into(report);
  }

  private static void rooms(Report report, PlatformProcess platform, boolean quick)
      throws IOException {
    new LargeRoomMeasurement(platform, quick).into(report);
    new RoomListsMeasurement(platform, quick).into(report);
  }

  private static void alerts(
      Report report, PlatformProcess platform, LoadProcess load, Sizes sizes, boolean quick) {
    AlertSizes alerts = quick ? AlertSizes.QUICK : AlertSizes.FULL;
    new AlertsMeasurement(platform, load, alerts, sizes.clients()).into(report);
  }

  private static void abandoned(
      Report report, PlatformProcess platform, LoadProcess load, Sizes sizes, boolean quick) {
    AbandonedSizes abandoned = quick ? AbandonedSizes.QUICK : AbandonedSizes.FULL;
    new AbandonedMeasurement(platform, load, abandoned, sizes).into(report);
  }

  private static void hostile(
      Report report,
      PlatformProcess platform,
      LoadProcess load,
      boolean quick,
      List<Attack> attacks) {
    HostileSizes sizes = quick ? HostileSizes.QUICK : HostileSizes.FULL;
    new HostileMeasurement(platform, load, sizes).into(report, attacks);
  }

  private static List<Attack> attacks(String names) {
    return names.equals("all")
        ? Attack.all()
        : Arrays.stream(names.split(",")).map(Attack::valueOf).toList();
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
