package dev.muster.distribution.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Hundreds of updates in a row, somebody signing in by each new version: what is held afterwards is
 * what was held before.
 */
final class ManyUpdatesMeasurement {
  /** What a cache or a counter more may cost; a version that stays costs as much each time. */
  private static final double MOST_GROWTH = 1.05;

  private static final int WARM_UP_SIGN_INS = 1_000;

  /** Java goes on getting faster for a while, which takes memory too. */
  private static final int WARM_UP_SHARE = 5;

  private static final int SECONDS = 60;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final PluginSizes sizes;

  ManyUpdatesMeasurement(PlatformProcess platform, LoadProcess load, PluginSizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report) {
    JvmFigures before;
    JvmFigures after;
    try (GatewayProcess gateway = new GatewayProcess("bench-updates", platform, "ES256")) {
      gateway.bind(BenchPlatform.DINGTALK);
      gateway.bind(BenchPlatform.LARK);
      List<PlatformJar> jars = new ArrayList<>();
      for (BenchPlatform each : BenchPlatform.values()) {
        jars.add(gateway.jar(each));
        signIn(gateway, each, Math.min(WARM_UP_SIGN_INS, sizes.warmUp()));
      }
      update(gateway, jars, sizes.updatesInARow() / WARM_UP_SHARE);
      before = JvmFigures.settled(gateway.pid());
      update(gateway, jars, sizes.updatesInARow());
      after = JvmFigures.settled(gateway.pid());
    }
    publish(report, before, after);
  }

  private void update(GatewayProcess gateway, List<PlatformJar> jars, int updates) {
    for (int update = 0; update < updates; update++) {
      BenchPlatform each = BenchPlatform.values()[update % jars.size()];
      PlatformJar jar = jars.get(each.ordinal());
      gateway.awaitStarted(jar, jar.update());
      signIn(gateway, each, 1);
    }
  }

  private void signIn(GatewayProcess gateway, BenchPlatform each, int count) {
    load.run(new LoadPlan(gateway.port(), platform.port(), 1, count, 1, 1, SECONDS, each));
  }

  private void publish(Report report, JvmFigures before, JvmFigures after) {
    String how = "%d updates in a row, a sign-in after each".formatted(sizes.updatesInARow());
    same(report, "class loaders of bundles", before.bundleLoaders(), after.bundleLoaders(), how);
    same(report, "threads", before.threads(), after.threads(), how);
    close(report, "classes", "%.0f", before.classes(), after.classes(), how);
    close(report, "heap, MiB", "%.1f", before.heapKib() / 1024.0, after.heapKib() / 1024.0, how);
    close(
        report,
        "metaspace, MiB",
        "%.1f",
        before.metaspaceKib() / 1024.0,
        after.metaspaceKib() / 1024.0,
        how);
    report.note(
        "resident memory before and after, MiB",
        "%.0f → %.0f".formatted(before.residentKib() / 1024.0, after.residentKib() / 1024.0),
        how);
  }

  private static void same(Report report, String what, int before, int after, String how) {
    report.target(
        what + " before and after",
        "as before",
        "%d → %d".formatted(before, after),
        after <= before,
        how);
  }

  private static void close(
      Report report, String what, String format, double before, double after, String how) {
    report.target(
        what + " before and after",
        "≤ 1.05 ×",
        (format + " → " + format).formatted(before, after),
        after <= before * MOST_GROWTH,
        how + ", after collection");
  }
}
