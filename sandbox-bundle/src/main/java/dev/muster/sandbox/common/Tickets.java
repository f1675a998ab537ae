package dev.muster.sandbox.common;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Random strings that stand for something for a while: codes, user tickets, access tokens.
 *
 * @param <T> what one stands for
 */
public final class Tickets<T> {
  /** How many are issued between two looks for dead ones. */
  private static final int SWEEP_EVERY = 4096;

  private final SecureRandom random = new SecureRandom();
  private final Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
  private final Map<String, Held<T>> held = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final Clock clock;

  private record Held<T>(T value, long diesAt) {}

  /**
   * Nothing is issued.
   *
   * @param clock what they age by
   */
  public Tickets(Clock clock) {
    this.clock = clock;
  }

  /**
   * Issues one.
   *
   * @param value what it stands for
   * @param life for how long
   * @return the ticket
   */
  public String issue(T value, Duration life) {
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

  /**
   * What it stands for, once.
   *
   * @param ticket what somebody came with
   * @return the value, or empty if it is none or dead
   */
  public Optional<T> use(String ticket) {
    return alive(held.remove(ticket));
  }

  /**
   * What it stands for.
   *
   * @param ticket what somebody came with
   * @return the value, or empty if it is none or dead
   */
  public Optional<T> look(String ticket) {
    return alive(held.get(ticket));
  }

  /**
   * Whether it was issued and has died since, but is still remembered.
   *
   * @param ticket what somebody came with
   * @return true if so
   */
  public boolean hasDied(String ticket) {
    return held.containsKey(ticket) && look(ticket).isEmpty();
  }

  /** Lets all die, so that they are remembered as dead. */
  public void expireAll() {
    held.replaceAll((ticket, it) -> new Held<>(it.value(), Long.MIN_VALUE));
  }

  /** Forgets all. */
  public void clear() {
    held.clear();
  }

  private Optional<T> alive(@Nullable Held<T> found) {
    return found == null || found.diesAt() <= clock.millis()
        ? Optional.empty()
        : Optional.of(found.value());
  }
}
