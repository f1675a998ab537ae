package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import java.time.Duration;
import java.util.List;

/** The load generator, in a process of its own that stays warm from one load to the next. */
final class LoadProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Child child;

  LoadProcess() {
    child =
        Child.java(
            "bench-load", List.of("-Xmx512m", "-XX:+UseSerialGC"), LoadGenerator.class.getName());
    child.awaitLine(Duration.ofSeconds(30), "load generator", 0, "READY"::equals);
  }

  /** Runs a load to its end; every sign-in of it has to succeed. */
  LoadResult run(LoadPlan plan) {
    int from = child.output().size();
    child.say(plan.line());
    String line =
        child.awaitLine(
            Duration.ofSeconds(plan.seconds()).plus(GRACE), "result", from, LoadResult::is);
    LoadResult result = LoadResult.parse(line);
    if (result.failed() > 0 || result.done() == 0) {
      throw new AssertionError(
          result.failed() + " of " + plan.count() + " sign-ins failed\n" + child.tail());
    }
    return result;
  }

  @Override
  public void close() {
    child.close();
  }
}
