package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * People who begin a sign-in and leave: what is stored of them and kept in memory once their time
 * is over.
 */
final class AbandonedMeasurement {
  private static final double MOST_MORE = 1.05;
  private static final int SECONDS = 1_200;
  private static final String ASKING = "asking";

  /** A sign-in waits ten minutes at the most; then it is deleted, ten thousand in half a minute. */
  private static final Duration TIME = Duration.ofMinutes(25);

  /** What is stored of those who have left, and ends by itself. */
  private static final Set<String> OF_THEM =
      Set.of("waiting-sign-in", "used-state", "one-time-code", "allowance");

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** The log of what happened is kept as long as its setting says; it is bounded, and shown. */
  private static final String EVENTS = "audit-event";

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final AbandonedSizes sizes;
  private final Sizes loads;
  private int nextPerson;

  AbandonedMeasurement(
      PlatformProcess platform, LoadProcess load, AbandonedSizes sizes, Sizes loads) {
    this.platform = platform;
    this.load = load;
    this.sizes = sizes;
    this.loads = loads;
    this.nextPerson = 1 + loads.people();
  }

  /** What there is of everything. */
  private record Figures(StoredDocuments documents, long fileKib, JvmFigures memory) {
    static Figures of(GatewayProcess gateway) {
      return new Figures(
          gateway.stored(),
          StorageFile.compactKib(gateway.data()),
          JvmFigures.settled(gateway.pid()));
    }
  }

  void into(Report report) {
    Map<String, String> settings = new HashMap<>(platform.settings());
    settings.put("MUSTER_TRUSTED_PROXIES", "127.0.0.0/8");
    try (GatewayProcess gateway =
        new GatewayProcess(Distribution.unpack("bench-abandoned", settings), "ES256")) {
      gateway.register(BenchClient.OFFLINE);
      gateway.register(BenchClient.FOREIGN);
      gateway.source(
          ASKING,
          "'methods':['browser','mobile'],'fields':{'schema':'wwauthSandboxLtd000001000002'},"
              + "'association':{'mode':'ask'},'codes':true");
      load.run(plan(gateway, Visit.SIGN_IN, sizes.warmUp()));
      sizes.left().keySet().forEach(way -> leave(gateway, way, sizes.before()));
      Figures before = Figures.of(gateway);
      sizes.left().forEach((way, count) -> leave(gateway, way, count));
      StoredDocuments most = gateway.stored();
      System.out.println("  they have left");
      if (!sizes.isWaitedFor()) {
        StorageFile.expire(gateway.data(), TIME);
      }
      awaitDeleted(gateway, before.documents());
      // who comes next clears away what was remembered of those before
      sizes.left().keySet().forEach(way -> leave(gateway, way, loads.clients()));
      publish(report, before, most, Figures.of(gateway));
    }
  }

  /** Those who are asked are new each time: whoever is known is not asked. */
  private void leave(GatewayProcess gateway, Visit way, int count) {
    LoadResult unused = load.run(plan(gateway, way, count));
    if (way != Visit.LEFT_AT_CONSENT) {
      nextPerson += count;
    }
  }

  private LoadPlan plan(GatewayProcess gateway, Visit visit, int count) {
    boolean known = visit == Visit.SIGN_IN || visit == Visit.LEFT_AT_CONSENT;
    LoadPlan plan =
        new LoadPlan(
                gateway.port(),
                platform.port(),
                loads.clients(),
                count,
                known ? 1 : nextPerson,
                known ? loads.people() : count,
                SECONDS)
            .doing(visit);
    return known ? plan : plan.by(ASKING);
  }

  private static Map<String, Long> more(StoredDocuments now, StoredDocuments before) {
    Map<String, Long> more = new TreeMap<>(now.since(before));
    more.values().removeIf(count -> count <= 0);
    return more;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(each -> !each.getKey().equals(EVENTS))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Until what is stored of them is gone, or the time is over. */
  private static void awaitDeleted(GatewayProcess gateway, StoredDocuments before) {
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end
        && more(gateway.stored(), before).keySet().stream().anyMatch(OF_THEM::contains)) {
      long next = System.nanoTime() + LOOK_AGAIN.toNanos();
      for (long left = LOOK_AGAIN.toNanos(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
      }
    }
  }

  private void publish(Report report, Figures before, StoredDocuments most, Figures after) {
    String how = sizes.all() + " left: " + sizes.left();
    Map<String, Long> more = more(after.documents(), before.documents());
    long stored = sum(before.documents().counts());
    double documents = (stored + sum(more)) / (double) stored;
    report.target(
        "documents stored before, when all had left, and after their time",
        "≤ 1.05 ×",
        "%d → %d → %d"
            .formatted(stored, stored + sum(more(most, before.documents())), stored + sum(more)),
        documents <= MOST_MORE,
        how + "; more than before: " + more);
    grown(
        report, "storage's file without what was deleted, KiB", before.fileKib(), after.fileKib());
    grown(
        report, "heap after collection, KiB", before.memory().heapKib(), after.memory().heapKib());
    report.note(
        "resident memory, MiB",
        "%d → %d"
            .formatted(before.memory().residentKib() / 1024, after.memory().residentKib() / 1024),
        "before and after");
  }

  private static void grown(Report report, String what, long before, long after) {
    report.target(
        what,
        "≤ 1.05 ×",
        "%d → %d".formatted(before, after),
        after <= MOST_MORE * before,
        "before and after");
  }
}
