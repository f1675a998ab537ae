package dev.muster.sandbox.lark;

import dev.muster.sandbox.common.ApiError;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What was done by keys of the caller's choice, each once in a while. For any thread. */
final class Keys {
  private final Clock clock;
  private final Duration life;
  private final Map<String, Done> done = new HashMap<>();

  private record Done(String result, long until) {}

  Keys(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** Something that is done. */
  @FunctionalInterface
  interface Work {
    /** Does it, and says what came of it. */
    String run() throws ApiError;
  }

  /**
   * What came of it, now or when it was done by the same key; by an empty one it is always done.
   */
  synchronized String once(String key, Work work) throws ApiError {
    Done before = done.get(key);
    if (before != null && before.until() > clock.millis()) {
      return before.result();
    }
    String result = work.run();
    if (!key.isEmpty()) {
      done.put(key, new Done(result, clock.millis() + life.toMillis()));
    }
    return result;
  }
}
