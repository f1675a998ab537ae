package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.ProcFigures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first sign-in page; bundle caches are empty each time. */
final class StartMeasurement {
  private static final double TARGET_SECONDS = 2.0;
  private static final Duration AT_MOST = Duration.ofSeconds(60);
  private static final String PAGE = "/t/default/login";

  private final PlatformProcess platform;
  private final Sizes sizes;

  StartMeasurement(PlatformProcess platform, Sizes sizes) {
    this.platform = platform;
    this.sizes = sizes;
  }

  void into(Report report) {
    Distribution distribution = Distribution.unpack("bench-start", platform.settings());
    Child first = distribution.run();
    try {
      GatewaySetup.prepare(distribution, "default", "ES256");
      GatewaySetup.source(distribution, "default", "another", BenchPlatform.WECHATWORK);
    } finally {
      first.close();
    }
    List<Double> seconds = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int start = 0; start < sizes.starts(); start++) {
      long before = System.nanoTime();
      try (Child child = distribution.launch("run")) {
        Await.until(
            AT_MOST,
            () -> "the sign-in page; it wrote:\n" + child.tail(),
            () -> serves(distribution.port()));
        seconds.add((System.nanoTime() - before) / 1e9);
        cpu.add(ProcFigures.cpuMillis(child.pid()) / 1000.0);
      }
    }
    Samples wall = new Samples(seconds);
    report.target(
        "start: process to first sign-in page, s",
        "≤ 2.0 (median)",
        wall.spread("%.2f"),
        wall.median() <= TARGET_SECONDS,
        sizes.starts() + " starts of bin/muster run, embedded storage, no bundle cache");
    report.note(
        "start: processor time until then, s",
        new Samples(cpu).spread("%.2f"),
        "utime + stime of the process at that moment");
  }

  private static boolean serves(int port) {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.get(PAGE, "").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
