package dev.muster.distribution.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of what applications do with tokens, beside that of a whole sign-in, turn about on
 * one gateway.
 */
final class TokensMeasurement {
  private static final double MOST_OF_REFRESH = 0.5;
  private static final double MOST_OF_OFFLINE = 1.15;
  private static final double MOST_MILLIS = 0.25;
  private static final int SECONDS = 300;

  /** The processor's time is counted in steps of ten milliseconds. */
  private static final int CALLS_TO_A_SIGN_IN = 4;

  private static final List<Visit> VISITS =
      List.of(
          Visit.SIGN_IN,
          Visit.SIGN_IN_OFFLINE,
          Visit.REFRESH,
          Visit.INTROSPECTION,
          Visit.USER_INFO);

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;

  TokensMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  void into(Report report) {
    try (GatewayProcess gateway = new GatewayProcess("bench-tokens", platform, "ES256")) {
      gateway.register(BenchClient.OFFLINE);
      for (Visit visit : VISITS) {
        double unused = turn(gateway, visit, sizes.signInsForMemory());
      }
      Map<Visit, List<Double>> cpu = new EnumMap<>(Visit.class);
      for (int round = 0; round < sizes.rounds(); round++) {
        for (Visit visit : VISITS) {
          cpu.computeIfAbsent(visit, any -> new ArrayList<>())
              .add(turn(gateway, visit, count(visit)));
        }
      }
      publish(report, cpu);
    }
  }

  private int count(Visit visit) {
    return isSignIn(visit) ? sizes.perRound() : CALLS_TO_A_SIGN_IN * sizes.perRound();
  }

  private static boolean isSignIn(Visit visit) {
    return visit == Visit.SIGN_IN || visit == Visit.SIGN_IN_OFFLINE;
  }

  private void publish(Report report, Map<Visit, List<Double>> cpu) {
    String how =
        "ES256, returning people, %d clients, %d turns of %d sign-ins and of %d calls each, after %d"
            .formatted(
                sizes.clients(),
                sizes.rounds(),
                sizes.perRound(),
                CALLS_TO_A_SIGN_IN * sizes.perRound(),
                sizes.signInsForMemory());
    note(report, "CPU per sign-in, ms", cpu.get(Visit.SIGN_IN), how);
    note(report, "CPU per sign-in with a refresh token, ms", cpu.get(Visit.SIGN_IN_OFFLINE), how);
    ratio(report, cpu, Visit.SIGN_IN_OFFLINE, "≤ 1.15", MOST_OF_OFFLINE);
    note(report, "CPU per refresh, ms", cpu.get(Visit.REFRESH), how);
    ratio(report, cpu, Visit.REFRESH, "≤ 0.5", MOST_OF_REFRESH);
    call(report, "CPU per introspection, ms", cpu.get(Visit.INTROSPECTION), how);
    call(report, "CPU per UserInfo, ms", cpu.get(Visit.USER_INFO), how);
  }

  private static void note(Report report, String what, List<Double> values, String how) {
    report.note(what, new Samples(values).spread("%.2f"), how);
  }

  private static void call(Report report, String what, List<Double> values, String how) {
    Samples samples = new Samples(values);
    report.target(what, "≤ 0.25", samples.spread("%.3f"), samples.median() <= MOST_MILLIS, how);
  }

  private static void ratio(
      Report report, Map<Visit, List<Double>> cpu, Visit visit, String target, double most) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < cpu.get(visit).size(); round++) {
      ratios.add(cpu.get(visit).get(round) / cpu.get(Visit.SIGN_IN).get(round));
    }
    Samples samples = new Samples(ratios);
    report.target(
        "its ratio to a sign-in without a refresh token",
        target,
        samples.spread("%.2f"),
        samples.median() <= most,
        "the median of the rounds' ratios, turn about");
  }

  /** Milliseconds of the processor for each. */
  private double turn(GatewayProcess gateway, Visit visit, int count) {
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
                    SECONDS)
                .doing(visit));
    return (gateway.cpuMillis() - used) / (double) result.done();
  }
}
