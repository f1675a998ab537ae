package dev.muster.distribution.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Processor time per sign-in and sign-ins per second, of the gateway and of the bare server in
 * turn, so that whatever else the machine does strikes both. The memory of the gateway on the way.
 */
final class CostMeasurement {
  private static final double MOST_CPU = 1.5;
  private static final double LEAST_RATE = 0.65;
  private static final double MOST_MEBIBYTES = 200;
  private static final int SECONDS = 300;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;

  /** What one turn gave. */
  private record Turn(double cpuMillis, double perSecond, double loadCpuMillis) {}

  CostMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report, String algorithm, boolean withMemory) {
    try (GatewayProcess gateway = new GatewayProcess("bench-cost", platform, algorithm);
        BareProcess bare = new BareProcess(platform, algorithm, gateway.jvmOptions())) {
      int newPerson = 1 + sizes.people();
      int returning = sizes.signInsForMemory() / 2;
      load.run(plan(gateway.port(), returning, 1, sizes.people()));
      int fresh = sizes.signInsForMemory() - returning;
      load.run(plan(gateway.port(), fresh, newPerson, fresh));
      newPerson += fresh;
      if (withMemory) {
        memory(report, gateway);
      }
      int rest = sizes.signInsBeforeCost() - sizes.signInsForMemory();
      load.run(plan(gateway.port(), rest, 1, sizes.people()));
      load.run(plan(bare.port(), sizes.signInsBeforeCost(), 1, sizes.people()));

      List<Turn> returningTurns = new ArrayList<>();
      List<Turn> newTurns = new ArrayList<>();
      List<Turn> bareTurns = new ArrayList<>();
      for (int round = 0; round < sizes.rounds(); round++) {
        bareTurns.add(turn(bare.port(), bare::cpuMillis, 1, sizes.people()));
        returningTurns.add(turn(gateway.port(), gateway::cpuMillis, 1, sizes.people()));
        newTurns.add(turn(gateway.port(), gateway::cpuMillis, newPerson, sizes.perRound()));
        newPerson += sizes.perRound();
      }
      publish(report, algorithm, bareTurns, returningTurns, newTurns);
    }
  }

  private void memory(Report report, GatewayProcess gateway) {
    double resident = gateway.residentMebibytes();
    report.target(
        "resident memory, MiB",
        "≤ 200",
        "%.0f".formatted(resident),
        resident <= MOST_MEBIBYTES,
        "VmRSS after %d sign-ins, half of them of new people".formatted(sizes.signInsForMemory()));
  }

  private void publish(
      Report report, String algorithm, List<Turn> bare, List<Turn> returning, List<Turn> fresh) {
    String how =
        "%s, %d clients, %d turns of %d sign-ins each, after %d at each"
            .formatted(
                algorithm,
                sizes.clients(),
                sizes.rounds(),
                sizes.perRound(),
                sizes.signInsBeforeCost());
    Samples bareCpu = samples(bare, Turn::cpuMillis);
    Samples bareRate = samples(bare, Turn::perSecond);
    report.note("CPU per sign-in, bare server, ms, " + algorithm, bareCpu.spread("%.2f"), how);
    compare(report, "returning people, " + algorithm, how, returning, bareCpu, bareRate);
    compare(report, "new people, " + algorithm, how, fresh, bareCpu, bareRate);
    report.note("sign-ins per second, bare server, " + algorithm, bareRate.spread("%.0f"), how);
    report.note(
        "CPU of the load itself per sign-in, ms, " + algorithm,
        samples(returning, Turn::loadCpuMillis).spread("%.2f"),
        "not counted above");
  }

  private static void compare(
      Report report, String who, String how, List<Turn> turns, Samples bareCpu, Samples bareRate) {
    Samples cpu = samples(turns, Turn::cpuMillis);
    Samples rate = samples(turns, Turn::perSecond);
    double cpuRatio = cpu.median() / bareCpu.median();
    double rateRatio = rate.median() / bareRate.median();
    report.note("CPU per sign-in, " + who + ", ms", cpu.spread("%.2f"), how);
    report.target(
        "CPU per sign-in to bare server's, " + who,
        "≤ 1.5",
        "%.2f".formatted(cpuRatio),
        cpuRatio <= MOST_CPU,
        "ratio of medians, turn about");
    report.note("sign-ins per second, " + who, rate.spread("%.0f"), how);
    report.target(
        "sign-ins per second to bare server's, " + who,
        "≥ 0.65",
        "%.2f".formatted(rateRatio),
        rateRatio >= LEAST_RATE,
        "ratio of medians, load and platform on the same cores");
  }

  private static Samples samples(List<Turn> turns, ToDoubleFunction<Turn> figure) {
    return new Samples(turns.stream().map(figure::applyAsDouble).toList());
  }

  private Turn turn(int port, LongSupplier cpuMillis, int firstPerson, int people) {
    long before = cpuMillis.getAsLong();
    LoadResult result = load.run(plan(port, sizes.perRound(), firstPerson, people));
    double cpu = cpuMillis.getAsLong() - before;
    return new Turn(
        cpu / result.done(), result.perSecond(), (double) result.cpuMillis() / result.done());
  }

  private LoadPlan plan(int port, int count, int firstPerson, int people) {
    return new LoadPlan(
        port, platform.port(), sizes.clients(), count, firstPerson, people, SECONDS);
  }
}
