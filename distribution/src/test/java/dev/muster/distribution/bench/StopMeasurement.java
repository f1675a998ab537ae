package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two nodes on one PostgreSQL are stopped and started in turn while people sign in. */
final class StopMeasurement {
  private static final int CLIENTS = 4;
  private static final int MOST_SIGN_INS = 1_000_000;
  private static final int MOST_SECONDS = 3_600;
  private static final int GRACE_SECONDS = 2;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Longer than the 30 s that a node takes at the most. */
  private static final Duration TO_STOP = Duration.ofSeconds(40);

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final Sizes sizes;
  private final int stops;

  StopMeasurement(PlatformProcess platform, LoadProcess load, Sizes sizes, int stops) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
    this.stops = stops;
  }

  void into(Report report) throws IOException {
    int port = Ports.free();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      Map<String, String> settings = new HashMap<>(platform.settings());
      settings.put("MUSTER_PUBLIC_URL", "http://localhost:" + port);
      settings.put("MUSTER_STOP_GRACE", Integer.toString(GRACE_SECONDS));
      settings.put("MUSTER_ADMIN_PASSWORD", "not-asked-here-123");
      settings.put("MUSTER_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
      settings.put("MUSTER_DATABASE_USER", "postgres");
      List<Distribution> nodes =
          List.of(
              Distribution.unpack("bench-node-one", settings),
              Distribution.unpack("bench-node-two", settings));
      List<Child> processes = new ArrayList<>();
      try (Front front = new Front(port, nodes)) {
        processes.add(nodes.get(0).run());
        GatewaySetup.prepare(nodes.get(0), LoadPlan.TENANT, "ES256");
        nodes.get(1).copyMasterKeyOf(nodes.get(0));
        processes.add(nodes.get(1).run());
        nodes.forEach(node -> awaitSeen(front, node));
        load.begin(
            new LoadPlan(
                port, platform.port(), CLIENTS, MOST_SIGN_INS, 1, sizes.people(), MOST_SECONDS));
        List<Double> seconds = new ArrayList<>();
        for (int stop = 0; stop < stops; stop++) {
          seconds.add(stopAndStart(front, nodes, processes, stop % nodes.size()));
        }
        publish(report, load.end(), seconds);
      } finally {
        processes.forEach(Child::close);
      }
    }
  }

  private static double stopAndStart(
      Front front, List<Distribution> nodes, List<Child> processes, int which) {
    Child process = processes.get(which);
    Duration took =
        process
            .terminate(TO_STOP)
            .orElseThrow(() -> new AssertionError("it does not stop:\n" + process.tail()));
    process.close();
    processes.set(which, nodes.get(which).run());
    awaitSeen(front, nodes.get(which));
    return took.toMillis() / 1000.0;
  }

  private static void awaitSeen(Front front, Distribution node) {
    Await.until(SOON, "the front sees that it is ready", () -> front.sees(node));
  }

  private void publish(Report report, LoadResult result, List<Double> seconds) {
    report.target(
        "sign-ins that failed while two nodes were stopped and started in turn",
        "0",
        result.failed() + " of " + (result.done() + result.failed()),
        result.failed() == 0 && result.done() > 0,
        "%d stops, PostgreSQL, %d people at a time, ES256, %.0f sign-ins/s, slowest %.2f s"
            .formatted(stops, CLIENTS, result.perSecond(), result.maxMicros() / 1e6));
    report.note(
        "stop: SIGTERM to the end of the process, s",
        new Samples(seconds).spread("%.2f"),
        "%d stops under that load, stop.grace=%d s included".formatted(stops, GRACE_SECONDS));
  }
}
