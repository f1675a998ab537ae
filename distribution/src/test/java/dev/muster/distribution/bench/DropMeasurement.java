package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the moment a platform's jar lies in the folder until somebody is sent to that platform. */
final class DropMeasurement {
  private static final double TARGET_MILLIS = 500;
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private final PlatformProcess platform;
  private final PluginSizes sizes;

  DropMeasurement(PlatformProcess platform, PluginSizes sizes) {
    this.platform = platform;
    this.sizes = sizes;
  }

  void into(Report report) {
    List<Double> millis = new ArrayList<>();
    try (GatewayProcess gateway = new GatewayProcess("bench-drop", platform, "ES256")) {
      PlatformJar jar = gateway.jar(BenchPlatform.WECHATWORK);
      LoadPlan plan = new LoadPlan(gateway.port(), platform.port(), 1, 1, 1, 1, 1);
      for (int drop = 0; drop < sizes.drops(); drop++) {
        jar.take();
        Await.until(
            AT_MOST, "the platform has gone", () -> !gateway.offers(BenchPlatform.WECHATWORK));
        long before = System.nanoTime();
        jar.drop(jar.original());
        Await.until(AT_MOST, "it answers", () -> sends(plan));
        millis.add((System.nanoTime() - before) / 1e6);
      }
    }
    Samples samples = new Samples(millis);
    report.target(
        "jar dropped until it answers, ms",
        "≤ 500 (median)",
        samples.spread("%.0f"),
        samples.median() <= TARGET_MILLIS,
        sizes.drops() + " times: renamed into plugins/, until a sign-in is sent to the platform");
  }

  private static boolean sends(LoadPlan plan) {
    try (SignInScript script = new SignInScript(plan, BenchClient.PLAIN)) {
      return script.toPlatform(script.browser()).toString().contains(":" + plan.platformPort());
    } catch (IOException e) {
      return false;
    }
  }
}
