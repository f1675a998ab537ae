package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What hostile callers do to everybody else: each attack after a turn without it, a row each. They
 * come from other addresses of the loopback network than the people who sign in.
 */
final class HostileMeasurement {
  private static final double MOST_SECONDS = 1;
  private static final double MOST_MEBIBYTES = 256;
  private static final double MOST_P99 = 3;
  private static final double MOST_LOGGED = 2;

  /** An event for a burst is stored, but none for a try. */
  private static final long MOST_STORED = 100;

  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private static final String TARGET = "≤ 1 s, < 256 MiB, ≤ 3, ≤ 2, ≤ 100, 0";

  /** Few, so that a sign-in waits for what the attack takes and not for the other sign-ins. */
  private static final int CLIENTS = 2;

  private static final int SECONDS = 120;

  /** More than any turn has: it ends with its time. */
  private static final int WITHOUT_END = 200_000;

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final HostileSizes sizes;

  HostileMeasurement(PlatformProcess platform, LoadProcess load, HostileSizes sizes) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
  }

  /** A turn without an attack: its sign-ins, and what they store. */
  private record Quiet(LoadResult signIns, Map<String, Long> stored) {}

  void into(Report report, List<Attack> attacks) {
    try (AttackProcess attackers = new AttackProcess()) {
      GatewayProcess gateway = start();
      try {
        for (Attack attack : attacks) {
          Quiet quiet = quiet(gateway);
          if (!sound(gateway, quiet)) {
            // what an attack has broken is not the next one's fault
            gateway.close();
            gateway = start();
            quiet = quiet(gateway);
          }
          row(report, attackers, attack, gateway, quiet);
        }
      } finally {
        gateway.close();
      }
    }
  }

  private GatewayProcess start() {
    Map<String, String> settings = new HashMap<>(platform.settings());
    settings.put("MUSTER_TRUSTED_PROXIES", Attack.proxies());
    GatewayProcess gateway =
        new GatewayProcess(Distribution.unpack("bench-hostile", settings), "ES256");
    load.run(
        new LoadPlan(
            gateway.port(), platform.port(), CLIENTS, sizes.warmUp(), 1, people(), SECONDS));
    return gateway;
  }

  private static boolean sound(GatewayProcess gateway, Quiet quiet) {
    return gateway.alive()
        && quiet.signIns().failed() == 0
        && gateway.residentMebibytes() < MOST_MEBIBYTES;
  }

  private Quiet quiet(GatewayProcess gateway) {
    StoredDocuments before = gateway.stored();
    load.begin(plan(gateway, sizes.quietSeconds()));
    LoadResult signIns = load.ended(sizes.quietSeconds());
    return new Quiet(signIns, gateway.stored().since(before));
  }

  private void row(
      Report report, AttackProcess attackers, Attack attack, GatewayProcess gateway, Quiet quiet) {
    StoredDocuments storedBefore = gateway.stored();
    long loggedBefore = gateway.loggedBytes();
    HealthProbe probe = new HealthProbe(gateway);
    AttackResult done;
    LoadResult others;
    try (probe) {
      load.begin(plan(gateway, SECONDS));
      try {
        done = attackers.run(attack, gateway.port(), sizes.seconds());
        // what was begun is borne, and logged, until here
        probe.watch(AFTERMATH);
      } finally {
        others = load.end();
      }
    }
    Map<String, Long> stored =
        unexplained(gateway.stored().since(storedBefore), quiet, others.done());
    long documents = stored.values().stream().mapToLong(Long::longValue).sum();
    double logged = (gateway.loggedBytes() - loggedBefore) / (double) Math.max(1, done.bytes());
    double quietP99 = quiet.signIns().p99Micros() / 1000.0;
    double p99 = others.p99Micros() / 1000.0;
    boolean alive = gateway.alive();

    List<String> missed = new ArrayList<>();
    miss(missed, "it ended", alive);
    miss(missed, "livez", probe.failed() == 0 && probe.slowestSeconds() <= MOST_SECONDS);
    miss(missed, "memory", probe.mostMebibytes() < MOST_MEBIBYTES);
    miss(missed, "p99", others.done() > 0 && p99 <= MOST_P99 * quietP99);
    miss(missed, "log", logged <= MOST_LOGGED);
    miss(missed, "storage", documents <= MOST_STORED);
    miss(missed, "sign-ins", others.failed() == 0);
    report.targets(
        attack.what(),
        TARGET,
        "%.2f s%s, %.0f MiB, %.2f (%.1f → %.1f ms), %.2f, %d, %d of %d"
            .formatted(
                probe.slowestSeconds(),
                probe.failed() == 0 ? "" : " (" + probe.failed() + " failed)",
                probe.mostMebibytes(),
                p99 / quietP99,
                quietP99,
                p99,
                logged,
                documents,
                others.failed(),
                others.done() + others.failed()),
        missed,
        done.summary() + (documents > 0 ? "; stored " + stored : ""));
  }

  private static void miss(List<String> missed, String what, boolean met) {
    if (!met) {
      missed.add(what);
    }
  }

  /** What was stored beyond what the sign-ins of the others store. */
  private static Map<String, Long> unexplained(Map<String, Long> stored, Quiet quiet, int signIns) {
    Map<String, Long> rest = new TreeMap<>();
    stored.forEach(
        (collection, count) -> {
          double each =
              quiet.stored().getOrDefault(collection, 0L) / (double) quiet.signIns().done();
          long more = count - Math.round(each * signIns);
          if (more > 0) {
            rest.put(collection, more);
          }
        });
    return rest;
  }

  /** All of them have signed in by the end of the warm-up. */
  private int people() {
    return sizes.warmUp() / 2;
  }

  private LoadPlan plan(GatewayProcess gateway, int seconds) {
    return new LoadPlan(
        gateway.port(), platform.port(), CLIENTS, WITHOUT_END, 1, people(), seconds);
  }
}
