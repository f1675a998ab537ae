package dev.muster.distribution.bench;

import dev.muster.distribution.process.Child;
import java.time.Duration;
import java.util.List;

/** The load generator, in a process of its own that stays warm from one load to the next. */
final class LoadProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Child child;
  private int from;

  LoadProcess() {
    this("bench-load");
  }

  /** One beside another. */
  LoadProcess(String name) {
    child =
        Child.java(name, List.of("-Xmx512m", "-XX:+UseSerialGC"), LoadGenerator.class.getName());
    child.awaitLine(Duration.ofSeconds(30), "load generator", 0, "READY"::equals);
  }

  /** Runs a load to its end; every sign-in of it has to succeed. */
  LoadResult run(LoadPlan plan) {
    begin(plan);
    LoadResult result = result(Duration.ofSeconds(plan.seconds()));
    if (result.failed() > 0 || result.done() == 0) {
      throw new AssertionError(
          result.failed() + " of " + plan.count() + " sign-ins failed\n" + child.tail());
    }
    return result;
  }

  /** Begins a load that goes on until {@link #end}, or until its plan is fulfilled. */
  void begin(LoadPlan plan) {
    from = child.output().size();
    child.say(plan.line());
  }

  /** Ends the load that was begun; what failed is counted in the result and shown. */
  LoadResult end() {
    child.say(LoadGenerator.STOP);
    LoadResult result = result(Duration.ZERO);
    if (result.failed() > 0) {
      List<String> lines = child.output();
      lines.subList(from, lines.size()).forEach(System.out::println);
    }
    return result;
  }

  /** Waits until the load that was begun has had its time; what failed is counted in the result. */
  LoadResult ended(int seconds) {
    return result(Duration.ofSeconds(seconds));
  }

  private LoadResult result(Duration atMost) {
    return LoadResult.parse(child.awaitLine(atMost.plus(GRACE), "result", from, LoadResult::is));
  }

  @Override
  public void close() {
    child.close();
  }
}
