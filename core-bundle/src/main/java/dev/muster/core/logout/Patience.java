package dev.muster.core.logout;

import dev.muster.core.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which applications this node leaves alone for a while because they did not answer. It spares
 * threads; what is told to whom rests on the tasks alone.
 */
final class Patience {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final int MOST_DOUBLED = 6;

  /** More than ever fail at a time; above it all are tried anew. */
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<String, Failing> failing = new ConcurrentHashMap<>();

  Patience(InstantSource clock) {
    this.clock = clock;
  }

  private record Failing(int times, Instant until, String problem) {}

  /** Why an application is left alone right now; empty if it is not. */
  Optional<String> problem(String application) {
    // the task whose pause is as long runs a little sooner, and would be an attempt without a call
    Instant soon = clock.instant().plus(TaskType.EARLY);
    return Optional.ofNullable(failing.get(application))
        .filter(it -> soon.isBefore(it.until))
        .map(Failing::problem);
  }

  void answered(String application) {
    failing.remove(application);
  }

  void failed(String application, String problem) {
    if (failing.size() >= MOST) {
      failing.clear();
    }
    failing.compute(
        application,
        (name, before) -> {
          int times = before == null ? 0 : Math.min(before.times + 1, MOST_DOUBLED);
          return new Failing(times, clock.instant().plus(FIRST.multipliedBy(1L << times)), problem);
        });
  }
}
