package dev.muster.sandbox.wechatwork;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random strings that stand for something for a while: codes, user tickets, access tokens.
 *
 * @param <T> what one stands for
 */
final class Tickets<T> {
  /** How many are issued between two looks for dead ones. */
  private static final int SWEEP_EVERY = 4096;

  private final SecureRandom random = new SecureRandom();
  private final Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
  private final Map<String, Held<T>> held = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final Clock clock;

  private record Held<T>(T value, long diesAt) {}

  Tickets(Clock clock) {
    this.clock = clock;
  }

  String issue(T value, Duration life) {
    long now = clock.millis();
    if (issued.incrementAndGet() % SWEEP_EVERY == 0) {
      held.values().removeIf(it -> it.diesAt() <= now);
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String ticket = text.encodeToString(bytes);
    held.put(ticket, new Held<>(value, now + life.toMillis()));
    return ticket;
  }

  /** What it stands for, once. */
  Optional<T> use(String ticket) {
    return alive(held.remove(ticket));
  }

  /** What it stands for. */
  Optional<T> look(String ticket) {
    return alive(held.get(ticket));
  }

  /** Whether it was issued and has died since, but is still remembered. */
  boolean hasDied(String ticket) {
    return held.containsKey(ticket) && look(ticket).isEmpty();
  }

  /** Lets all die, so that they are remembered as dead. */
  void expireAll() {
    held.replaceAll((ticket, it) -> new Held<>(it.value(), Long.MIN_VALUE));
  }

  /** Forgets all. */
  void clear() {
    held.clear();
  }

  private Optional<T> alive(@org.jspecify.annotations.Nullable Held<T> found) {
    return found == null || found.diesAt() <= clock.millis()
        ? Optional.empty()
        : Optional.of(found.value());
  }
}
