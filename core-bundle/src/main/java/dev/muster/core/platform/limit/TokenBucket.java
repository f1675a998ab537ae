package dev.muster.core.platform.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A rate limit: a fifth of a minute's calls may be made at once and the rest becomes available
 * evenly, so that no minute, wherever it begins, sees more calls than the limit.
 */
final class TokenBucket {
  private static final double BURST = 0.2;

  private final InstantSource clock;
  private final double capacity;
  private final double perMilli;
  private double tokens;
  private long at;

  TokenBucket(int perMinute, InstantSource clock) {
    this.clock = clock;
    this.capacity = Math.max(1, perMinute * BURST);
    this.perMilli = Math.max(1, perMinute - capacity) / 60_000;
    this.tokens = capacity;
    this.at = clock.millis();
  }

  /** Takes one; otherwise says how long to wait for it. */
  synchronized Optional<Duration> take() {
    long now = clock.millis();
    if (now > at) {
      tokens = Math.min(capacity, tokens + (now - at) * perMilli);
    }
    at = now;
    if (tokens >= 1) {
      tokens--;
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) Math.ceil((1 - tokens) / perMilli)));
  }
}
