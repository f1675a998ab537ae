package dev.muster.distribution.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sign-ins per second by each platform in turn, at one gateway that has all of them bound. */
final class PlatformsMeasurement {
  private static final int SECONDS = 300;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;

  PlatformsMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report) {
    Map<BenchPlatform, List<Double>> rates = new EnumMap<>(BenchPlatform.class);
    Map<BenchPlatform, List<Double>> cpu = new EnumMap<>(BenchPlatform.class);
    try (GatewayProcess gateway = new GatewayProcess("bench-platforms", platform, "ES256")) {
      gateway.bind(BenchPlatform.DINGTALK);
      gateway.bind(BenchPlatform.LARK);
      for (BenchPlatform each : BenchPlatform.values()) {
        rates.put(each, new ArrayList<>());
        cpu.put(each, new ArrayList<>());
        load.run(plan(gateway, each));
      }
      for (int round = 0; round < sizes.rounds(); round++) {
        for (BenchPlatform each : BenchPlatform.values()) {
          long before = gateway.cpuMillis();
          LoadResult result = load.run(plan(gateway, each));
          rates.get(each).add(result.perSecond());
          cpu.get(each).add((gateway.cpuMillis() - before) / (double) result.done());
        }
      }
    }
    String how =
        "returning people, ES256, %d clients, %d turns of %d sign-ins each"
            .formatted(sizes.clients(), sizes.rounds(), sizes.perRound());
    for (BenchPlatform each : BenchPlatform.values()) {
      report.note(
          "sign-ins per second, " + each.id(), new Samples(rates.get(each)).spread("%.0f"), how);
      report.note(
          "CPU per sign-in, " + each.id() + ", ms", new Samples(cpu.get(each)).spread("%.2f"), how);
    }
  }

  private LoadPlan plan(GatewayProcess gateway, BenchPlatform each) {
    return new LoadPlan(
        gateway.port(),
        platform.port(),
        sizes.clients(),
        sizes.perRound(),
        1,
        sizes.people(),
        SECONDS,
        each);
  }
}
