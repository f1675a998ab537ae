package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time per sign-in of another distribution and of the one that was built, in turn, both
 * past the same number of sign-ins. The ratio is taken round by round.
 */
final class BeforeAndAfterMeasurement {
  private static final double MOST_CPU = 1.05;
  private static final int SECONDS = 300;
  private static final String ALGORITHM = "ES256";

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;
  private final Path before;

  BeforeAndAfterMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes, Path before) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
    this.before = before;
  }

  void into(Report report) {
    Distribution other = Distribution.unpack("bench-before", platform.settings(), before);
    try (GatewayProcess old = new GatewayProcess(other, ALGORITHM);
        GatewayProcess built = new GatewayProcess("bench-after", platform, ALGORITHM)) {
      turn(old, sizes.signInsForMemory());
      turn(built, sizes.signInsForMemory());
      List<Double> oldCpu = new ArrayList<>();
      List<Double> builtCpu = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < sizes.rounds(); round++) {
        // each begins as often as the other
        boolean oldFirst = round % 2 == 0;
        double first = turn(oldFirst ? old : built, sizes.perRound());
        double second = turn(oldFirst ? built : old, sizes.perRound());
        oldCpu.add(oldFirst ? first : second);
        builtCpu.add(oldFirst ? second : first);
        ratios.add(builtCpu.get(round) / oldCpu.get(round));
      }
      publish(report, oldCpu, builtCpu, ratios);
    }
  }

  private void publish(
      Report report, List<Double> oldCpu, List<Double> builtCpu, List<Double> ratios) {
    String how =
        "%s, returning people, %d clients, %d turns of %d sign-ins each, after %d"
            .formatted(
                ALGORITHM,
                sizes.clients(),
                sizes.rounds(),
                sizes.perRound(),
                sizes.signInsForMemory());
    report.note("CPU per sign-in before, ms", new Samples(oldCpu).spread("%.2f"), how);
    report.note("CPU per sign-in after, ms", new Samples(builtCpu).spread("%.2f"), how);
    Samples ratio = new Samples(ratios);
    report.target(
        "CPU per sign-in after to that before",
        "≤ 1.05",
        ratio.spread("%.2f"),
        ratio.median() <= MOST_CPU,
        "the median of the rounds' ratios, turn about");
  }

  /** Milliseconds of the processor for each. */
  private double turn(GatewayProcess gateway, int count) {
    long used = gateway.cpuMillis();
    LoadResult result =
        load.run(
            new LoadPlan(
                gateway.port(),
                platform.port(),
                sizes.clients(),
                count,
                1,
                sizes.people(),
                SECONDS));
    return (gateway.cpuMillis() - used) / (double) result.done();
  }
}
