package dev.muster.core.platform.connection;

import dev.muster.core.platform.limit.CircuitBreaker;
import dev.muster.core.platform.limit.PlatformLimits;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of one secret of one app: whether it is refused, and tokens made of it. */
final class CredentialState {
  private final InstantSource clock;
  private final CircuitBreaker breaker;
  private final ConcurrentHashMap<String, TokenSlot> tokens = new ConcurrentHashMap<>();

  CredentialState(InstantSource clock, PlatformLimits limits) {
    this.clock = clock;
    this.breaker = new CircuitBreaker(clock, limits.refusals(), limits.refusedPause());
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  TokenSlot token(String name) {
    TokenSlot present = tokens.get(name);
    return present != null ? present : tokens.computeIfAbsent(name, n -> new TokenSlot(clock));
  }
}
