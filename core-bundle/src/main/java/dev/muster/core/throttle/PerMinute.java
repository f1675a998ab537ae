package dev.muster.core.throttle;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds what anybody can have written by calling as often as they like: so much a minute for each
 * key. Thread-safe.
 */
public final class PerMinute {
  private final int most;
  private final int keys;
  private final InstantSource clock;
  private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(0));

  /**
   * Nothing has been counted yet.
   *
   * @param most how often a key has its turn within a minute of the clock
   * @param clock the time
   */
  public PerMinute(int most, InstantSource clock) {
    this(most, Integer.MAX_VALUE, clock);
  }

  /**
   * The same for keys that callers have a hand in.
   *
   * @param most how often a key has its turn within a minute of the clock
   * @param keys how many are remembered; others have no turn in that minute
   * @param clock the time
   */
  public PerMinute(int most, int keys, InstantSource clock) {
    this.most = most;
    this.keys = keys;
    this.clock = clock;
  }

  private record Minute(long number, ConcurrentMap<String, Integer> counts) {
    Minute(long number) {
      this(number, new ConcurrentHashMap<>());
    }
  }

  /**
   * Counts.
   *
   * @param key nothing that a caller made up, unless keys are bounded: each is remembered for the
   *     minute
   * @return whether it has its turn
   */
  public boolean allows(String key) {
    long now = clock.millis() / Duration.ofMinutes(1).toMillis();
    Minute current =
        minute.updateAndGet(before -> before.number() == now ? before : new Minute(now));
    if (current.counts().size() >= keys && !current.counts().containsKey(key)) {
      return false;
    }
    return current.counts().merge(key, 1, Integer::sum) <= most;
  }
}
