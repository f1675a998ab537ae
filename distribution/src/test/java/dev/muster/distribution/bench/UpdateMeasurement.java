package dev.muster.distribution.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Each platform is updated again and again under a crowd that signs in by it; turns without updates
 * in between show what the crowd alone costs.
 */
final class UpdateMeasurement {
  private static final int LEAST_SIGN_INS = 10_000;
  private static final double MOST_P99 = 3;
  private static final int SECONDS = 300;
  private static final int PEOPLE = 2_000;

  /** More than any turn has: it ends with the last update. */
  private static final int WITHOUT_END = 200_000;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final PluginSizes sizes;

  UpdateMeasurement(PlatformProcess platform, LoadProcess load, PluginSizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report) {
    List<LoadResult> quiet = new ArrayList<>();
    List<LoadResult> updated = new ArrayList<>();
    try (GatewayProcess gateway = new GatewayProcess("bench-update", platform, "ES256")) {
      gateway.bind(BenchPlatform.DINGTALK);
      gateway.bind(BenchPlatform.LARK);
      List<PlatformJar> jars = new ArrayList<>();
      for (BenchPlatform each : BenchPlatform.values()) {
        jars.add(gateway.jar(each));
        load.run(plan(gateway, each, sizes.warmUp()));
      }
      for (int turn = 0; turn < sizes.turns(); turn++) {
        for (BenchPlatform each : BenchPlatform.values()) {
          quiet.add(load.run(plan(gateway, each, sizes.perTurn())));
          load.begin(plan(gateway, each, WITHOUT_END));
          try {
            update(gateway, each, jars.get(each.ordinal()));
          } finally {
            updated.add(load.end());
          }
        }
      }
    }
    publish(report, quiet, updated);
  }

  private void update(GatewayProcess gateway, BenchPlatform each, PlatformJar jar) {
    String version = "";
    for (int update = 0; update < sizes.updates(); update++) {
      version = jar.update();
      gateway.awaitStarted(jar, version);
    }
    if (!gateway.version(each).equals(version)) {
      throw new AssertionError(each + " is served by " + gateway.version(each));
    }
  }

  private void publish(Report report, List<LoadResult> quiet, List<LoadResult> updated) {
    int done = updated.stream().mapToInt(LoadResult::done).sum();
    int failed = updated.stream().mapToInt(LoadResult::failed).sum();
    String how =
        "%d people at a time, each of three platforms updated %d times"
            .formatted(sizes.crowd(), sizes.turns() * sizes.updates());
    report.target(
        "sign-ins that failed during updates",
        "0 of ≥ 10 000",
        "%d of %d".formatted(failed, done + failed),
        failed == 0 && done >= LEAST_SIGN_INS,
        how);
    Samples without = p99(quiet);
    Samples during = p99(updated);
    report.note("p99 of a sign-in without updates, ms", without.spread("%.0f"), how);
    report.note("p99 of a sign-in during updates, ms", during.spread("%.0f"), how);
    double ratio = during.median() / without.median();
    report.target(
        "p99 during updates to that without",
        "≤ 3",
        "%.2f".formatted(ratio),
        ratio <= MOST_P99,
        "ratio of medians, turn about");
  }

  private static Samples p99(List<LoadResult> results) {
    return new Samples(results.stream().map(each -> each.p99Micros() / 1000.0).toList());
  }

  private LoadPlan plan(GatewayProcess gateway, BenchPlatform each, int count) {
    return new LoadPlan(
        gateway.port(), platform.port(), sizes.crowd(), count, 1, PEOPLE, SECONDS, each);
  }
}
