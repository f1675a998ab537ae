package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The start of an installation with many platforms, and of one with three, in turn. */
final class ManyPluginsMeasurement {
  private static final double MOST = 1.5;
  private static final Duration AT_MOST = Duration.ofSeconds(60);
  private static final String PAGE = "/t/default/login";

  private final PlatformProcess platform;
  private final PluginSizes sizes;

  /** Seconds of each start. */
  private record Starts(List<Double> page, List<Double> ready) {
    Starts() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  ManyPluginsMeasurement(PlatformProcess platform, PluginSizes sizes) {
    this.platform = platform;
    this.sizes = sizes;
  }

  void into(Report report) {
    int usual = BenchPlatform.values().length;
    Distribution few = prepared("bench-few-plugins", usual);
    Distribution many = prepared("bench-many-plugins", sizes.plugins());
    Starts ofFew = new Starts();
    Starts ofMany = new Starts();
    for (int start = 0; start < sizes.starts(); start++) {
      start(few, ofFew);
      start(many, ofMany);
    }
    publish(report, ofFew, ofMany);
  }

  private Distribution prepared(String name, int plugins) {
    Distribution distribution = Distribution.unpack(name, platform.settings());
    BenchPlatform[] all = BenchPlatform.values();
    for (int number = all.length; number < plugins; number++) {
      new PlatformJar(distribution, all[number % all.length]).addAnother(number);
    }
    try (Child child = distribution.run()) {
      GatewaySetup.prepare(distribution, "default", "ES256");
      GatewaySetup.source(distribution, "default", "another", BenchPlatform.WECHATWORK);
      int there = 0;
      for (var each : new Management(distribution).get("/platforms").path("items")) {
        there += each.path("available").asBoolean() ? 1 : 0;
      }
      if (there != plugins) {
        throw new AssertionError(there + " of " + plugins + " are there\n" + child.tail());
      }
    }
    return distribution;
  }

  private static void start(Distribution distribution, Starts starts) {
    long before = System.nanoTime();
    try (Child child = distribution.launch("run")) {
      starts.page.add(seconds(before, distribution, PAGE, child));
      starts.ready.add(seconds(before, distribution, "/readyz", child));
    }
  }

  private static double seconds(long before, Distribution distribution, String path, Child child) {
    Await.until(
        AT_MOST,
        () -> path + "; it wrote:\n" + child.tail(),
        () -> distribution.status(path) == 200);
    return (System.nanoTime() - before) / 1e9;
  }

  private void publish(Report report, Starts few, Starts many) {
    String how =
        "%d starts each in turn, until every platform is offered (/readyz)"
            .formatted(sizes.starts());
    Samples ready = new Samples(few.ready);
    Samples manyReady = new Samples(many.ready);
    report.note("start with 3 plugins, s", ready.spread("%.2f"), how);
    report.note("start with " + sizes.plugins() + " plugins, s", manyReady.spread("%.2f"), how);
    report.note(
        "start with %d plugins: first sign-in page, s".formatted(sizes.plugins()),
        new Samples(many.page).spread("%.2f"),
        "the same starts; with 3: " + new Samples(few.page).spread("%.2f"));
    double ratio = manyReady.median() / ready.median();
    report.target(
        "start with %d plugins to that with 3".formatted(sizes.plugins()),
        "≤ 1.5",
        "%.2f".formatted(ratio),
        ratio <= MOST,
        "ratio of medians");
  }
}
