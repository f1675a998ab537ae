package dev.muster.sandbox.wechatwork;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How often something was done in the minute, hour or day that it is. For any thread. */
final class Windows {
  private final Clock clock;
  private final Map<String, Count> counts = new HashMap<>();

  private record Count(long window, int done) {}

  Windows(Clock clock) {
    this.clock = clock;
  }

  /** Whether it may be done once more; counts if so. */
  synchronized boolean take(String what, int most, Duration per) {
    long now = clock.millis() / per.toMillis();
    Count count = counts.getOrDefault(what, new Count(now, 0));
    int done = count.window() == now ? count.done() : 0;
    if (done >= most) {
      return false;
    }
    counts.put(what, new Count(now, done + 1));
    return true;
  }
}
