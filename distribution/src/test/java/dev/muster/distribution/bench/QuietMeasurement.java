package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.ProcFigures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What tasks that are not due cost a node to which nobody comes. */
final class QuietMeasurement {
  private static final double MOST_MORE = 1.1;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final PlatformProcess platform;
  private final LoadProcess load;
  private final int tasks;
  private final int turns;
  private final Duration turn;

  QuietMeasurement(PlatformProcess platform, LoadProcess load, boolean quick) {
    this.platform = platform;
    this.load = load;
    this.tasks = quick ? 100 : 10_000;
    this.turns = quick ? 2 : 10;
    this.turn = Duration.ofSeconds(quick ? 2 : 60);
  }

  void into(Report report) throws IOException {
    Distribution without = Distribution.unpack("bench-no-tasks", platform.settings());
    Distribution with = Distribution.unpack("bench-tasks", platform.settings());
    prepare(without);
    prepare(with);
    WaitingTasks.multiply(with.home().resolve("data"), tasks);
    WaitingTasks.multiply(without.home().resolve("data"), 0);
    try (Child idle = without.run();
        Child waiting = with.run()) {
      if (waiting(with) != 1 || waiting(without) != 0) {
        throw new AssertionError("the copies of the task are not the product's tasks");
      }
      pause(turn);
      List<Double> idleCpu = new ArrayList<>();
      List<Double> waitingCpu = new ArrayList<>();
      for (int i = 0; i < turns; i++) {
        // at the same time: whatever else the machine does strikes both
        long idleBefore = ProcFigures.cpuMillis(idle.pid());
        long waitingBefore = ProcFigures.cpuMillis(waiting.pid());
        pause(turn);
        idleCpu.add((double) ProcFigures.cpuMillis(idle.pid()) - idleBefore);
        waitingCpu.add((double) ProcFigures.cpuMillis(waiting.pid()) - waitingBefore);
      }
      publish(report, new Samples(idleCpu), new Samples(waitingCpu));
    }
  }

  /** Leaves one task behind, which waits because the platform did not answer. */
  private void prepare(Distribution node) throws IOException {
    try (Child process = node.run()) {
      GatewaySetup.prepare(node, LoadPlan.TENANT, "ES256");
      String tenant = "/tenants/" + LoadPlan.TENANT;
      Management api = new Management(node);
      api.patch(
          tenant + "/mobile-apps/wechatwork",
          "{'fields':{'callbackToken':'SandboxCallbackToken1',"
              + "'callbackAesKey':'SandboxSandboxSandboxSandboxSandboxSandbox1'}}");
      load.run(new LoadPlan(node.port(), platform.port(), 1, 1, 1, 1, 60));
      platform.failAndTell(
          "http://127.0.0.1:%d/t/%s/callbacks/wechatwork".formatted(node.port(), LoadPlan.TENANT),
          "crowd-1");
      Await.until(
          SOON,
          () -> "a task that waits for its next try; it wrote:\n" + process.tail(),
          () -> api.get(tenant + "/tasks").findPath("attempts").asInt() > 0);
    } finally {
      platform.reset();
    }
  }

  private static int waiting(Distribution node) {
    return new Management(node)
        .get("/tenants/" + LoadPlan.TENANT + "/tasks?state=waiting&limit=1")
        .path("items")
        .size();
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(Math.min(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime()));
    }
  }

  private void publish(Report report, Samples idle, Samples waiting) {
    String how =
        "utime + stime, %d turns of %d s, both nodes at the same time"
            .formatted(turns, turn.toSeconds());
    report.note("CPU of a quiet node, ms a minute", perMinute(idle), how);
    report.note(
        "CPU of a quiet node with %d tasks that are not due, ms a minute".formatted(tasks),
        perMinute(waiting),
        how);
    double ratio = waiting.median() / idle.median();
    report.target(
        "their ratio", "≤ 1.1", "%.2f".formatted(ratio), ratio <= MOST_MORE, "of the medians");
  }

  private String perMinute(Samples samples) {
    double perMinute = 60.0 / turn.toSeconds();
    return new Samples(samples.values().stream().map(value -> value * perMinute).toList())
        .spread("%.0f");
  }
}
