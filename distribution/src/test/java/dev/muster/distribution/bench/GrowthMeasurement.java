package dev.muster.distribution.bench;

import java.util.ArrayList;
import java.util.List;

/** Sign-ins of returning people where there are few users and where there are many, in turn. */
final class GrowthMeasurement {
  private static final double MOST_GROWTH = 1.3;
  private static final int SECONDS = 900;

  /** Few, so that a sign-in waits for storage and not for the processor. */
  private static final int CLIENTS = 2;

  private static final int FILLING_CLIENTS = 16;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;

  GrowthMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report) {
    try (GatewayProcess few = new GatewayProcess("bench-few", platform, "ES256");
        GatewayProcess many = new GatewayProcess("bench-many", platform, "ES256")) {
      fill(few, sizes.fewUsers());
      fill(many, sizes.manyUsers());
      turn(few, 0, sizes.fewUsers());
      turn(many, 0, sizes.manyUsers());

      List<Double> withFew = new ArrayList<>();
      List<Double> withMany = new ArrayList<>();
      for (int round = 0; round < sizes.latencyRounds(); round++) {
        withFew.add(turn(few, round, sizes.fewUsers()));
        withMany.add(turn(many, round, sizes.manyUsers()));
      }
      publish(report, new Samples(withFew), new Samples(withMany));
    }
  }

  private void publish(Report report, Samples withFew, Samples withMany) {
    String how =
        "%d clients, %d turns of %d sign-ins each"
            .formatted(CLIENTS, sizes.latencyRounds(), sizes.perLatencyRound());
    report.note(
        "p99 of a sign-in, %d users, ms".formatted(sizes.fewUsers()), withFew.spread("%.1f"), how);
    report.note(
        "p99 of a sign-in, %d users, ms".formatted(sizes.manyUsers()),
        withMany.spread("%.1f"),
        how);
    double growth = withMany.median() / withFew.median();
    report.target(
        "p99 with %d users to that with %d".formatted(sizes.manyUsers(), sizes.fewUsers()),
        "≤ 1.3",
        "%.2f".formatted(growth),
        growth <= MOST_GROWTH,
        "ratio of medians, turn about; everybody signed in once to get there");
  }

  private void fill(GatewayProcess gateway, int users) {
    load.run(
        new LoadPlan(gateway.port(), platform.port(), FILLING_CLIENTS, users, 1, users, SECONDS));
  }

  /** The 99th percentile in milliseconds, of people who are spread over all there are. */
  private double turn(GatewayProcess gateway, int round, int users) {
    int count = sizes.perLatencyRound();
    int span = Math.min(count, users);
    int first = 1 + (int) ((long) round * (users - span) / Math.max(1, sizes.latencyRounds()));
    LoadPlan plan =
        new LoadPlan(gateway.port(), platform.port(), CLIENTS, count, first, span, SECONDS);
    return load.run(plan).p99Micros() / 1000.0;
  }
}
