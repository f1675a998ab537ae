package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An identity source is disabled, by which ten thousand are signed in at three applications, one of
 * which does not answer: how long it takes until the others know, and what that does to those who
 * sign in meanwhile, each after a turn without it.
 */
final class LogoutMeasurement {
  private static final double MOST_SECONDS = 60;
  private static final double MOST_P99 = 1.5;
  private static final Duration TO_TELL = Duration.ofMinutes(5);
  private static final int SECONDS = 900;

  /** More than there are in any turn: it ends with its time. */
  private static final int WITHOUT_END = 200_000;

  private static final int OTHERS = 200;
  private static final BenchPlatform OF_OTHERS = BenchPlatform.DINGTALK;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final LogoutSizes sizes;
  private final int clients;

  LogoutMeasurement(PlatformProcess platform, LoadProcess load, LogoutSizes sizes, int clients) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
    this.clients = clients;
  }

  void into(Report report) throws IOException {
    Map<String, String> settings = new HashMap<>(platform.settings());
    settings.put("MUSTER_OUTGOING_PRIVATE_ADDRESSES", "true");
    // the kernel takes connections for it, and nobody answers
    try (ServerSocket dead = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        LogoutReceiver one = new LogoutReceiver();
        LogoutReceiver other = new LogoutReceiver();
        GatewayProcess gateway =
            new GatewayProcess(Distribution.unpack("bench-logout", settings), "ES256")) {
      gateway.bind(OF_OTHERS);
      gateway.register(BenchClient.told(0).toldAt(one.uri()));
      gateway.register(
          BenchClient.told(1).toldAt("http://127.0.0.1:" + dead.getLocalPort() + "/logout"));
      gateway.register(BenchClient.told(2).toldAt(other.uri()));
      fill(gateway);
      measure(report, gateway, List.of(one, other));
    }
  }

  private void fill(GatewayProcess gateway) {
    for (int round = 0; round < sizes.rounds(); round++) {
      gateway.source(source(round), GatewaySetup.WAY_IN);
      LoadResult unused =
          load.run(
              new LoadPlan(gateway.port(), platform.port(), 1, 1, 1 + round, 1, SECONDS)
                  .by(source(round))
                  .doing(Visit.SIGN_IN_AT_THREE));
      ManySessions.multiply(gateway.data(), source(round), sizes.sessions() - 1);
    }
    LoadResult unused = load.run(others(gateway, sizes.warmUp()).at(0));
    System.out.println("  sessions are there");
  }

  private static String source(int round) {
    return "round-" + round;
  }

  private LoadPlan others(GatewayProcess gateway, int count) {
    return new LoadPlan(
            gateway.port(), platform.port(), clients, count, 1, OTHERS, SECONDS, OF_OTHERS)
        .at(sizes.perSecond());
  }

  private void measure(Report report, GatewayProcess gateway, List<LogoutReceiver> receivers) {
    List<Double> seconds = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> quiet = new ArrayList<>();
    List<Double> busy = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    int failed = 0;
    for (int round = 0; round < sizes.rounds(); round++) {
      LoadResult without = load.run(others(gateway, sizes.quietSeconds() * sizes.perSecond()));
      int expected = (round + 1) * sizes.sessions();
      load.begin(others(gateway, WITHOUT_END));
      long cpuBefore = gateway.cpuMillis();
      long before = System.nanoTime();
      gateway
          .management()
          .patch(
              "/tenants/" + LoadPlan.TENANT + "/identity-sources/" + source(round),
              "{'enabled':false}");
      Await.until(
          TO_TELL,
          () -> "told of " + receivers.stream().map(LogoutReceiver::told).toList(),
          () -> receivers.stream().allMatch(each -> each.told() >= expected));
      seconds.add((System.nanoTime() - before) / 1e9);
      cpu.add((gateway.cpuMillis() - cpuBefore) / 1e3);
      LoadResult with = load.end();
      failed += with.failed();
      quiet.add(without.p99Micros() / 1e3);
      busy.add(with.p99Micros() / 1e3);
      ratios.add(busy.get(round) / quiet.get(round));
      System.out.println("  told in " + seconds.get(round) + " s; " + without + " " + with);
    }
    publish(report, new Samples(seconds), new Samples(cpu), new Samples(quiet), new Samples(busy));
    publish(report, new Samples(ratios), failed);
  }

  private void publish(Report report, Samples seconds, Samples cpu, Samples quiet, Samples busy) {
    String how =
        "%d sessions at %d applications, one of which does not answer; %d times"
            .formatted(sizes.sessions(), BenchClient.TOLD, sizes.rounds());
    report.target(
        "identity source disabled until the other applications are told, s",
        "≤ 60",
        seconds.spread("%.1f"),
        seconds.max() <= MOST_SECONDS,
        how);
    report.note("the gateway's processor time until then, s", cpu.spread("%.1f"), how);
    report.note(
        "p99 of a sign-in before, ms",
        quiet.spread("%.1f"),
        "%d a second, %d s".formatted(sizes.perSecond(), sizes.quietSeconds()));
    report.note(
        "p99 of a sign-in meanwhile, ms",
        busy.spread("%.1f"),
        "%d a second".formatted(sizes.perSecond()));
  }

  private static void publish(Report report, Samples ratios, int failed) {
    report.target(
        "their ratio",
        "≤ 1.5",
        ratios.spread("%.2f"),
        ratios.median() <= MOST_P99 && failed == 0,
        "the median of the rounds' ratios; " + failed + " sign-ins failed");
  }
}
