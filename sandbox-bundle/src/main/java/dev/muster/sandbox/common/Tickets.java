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
  private final Duration life;
  private String last = "";

  private record Held<T>(T value, long diesAt) {}

  Tickets(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** {@return how long each lives} */
  public Duration life() {
    return life;
  }

  /**
   * Issues one.
   *
   * @param value what it stands for
   * @return the ticket
   */
  public String issue(T value) {
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
   * The one that was given here last, or a new one if that has not long to live.
   *
   * @param value what it stands for
   * @param atLeast how much of its life has to be left
   * @return the ticket
   */
  public synchronized String same(T value, Duration atLeast) {
    if (left(last).compareTo(atLeast) < 0) {
      last = issue(value);
    }
    return last;
  }

  /**
   * How much of its life is left.
   *
   * @param ticket what somebody came with
   * @return the time, zero if it is none or dead
   */
  public Duration left(String ticket) {
    Held<T> found = held.get(ticket);
    long millis = found == null ? 0 : Math.max(found.diesAt(), clock.millis()) - clock.millis();
    return Duration.ofMillis(millis);
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
   * What it has to stand for.
   *
   * @param ticket what somebody came with
   * @param dead the refusal of one that has died and is still remembered
   * @param unknown the refusal of any other
   * @return the value
   * @throws ApiError if it is none or dead
   */
  public T require(String ticket, ApiError dead, ApiError unknown) throws ApiError {
    return look(ticket).orElseThrow(() -> held.containsKey(ticket) ? dead : unknown);
  }

  /** Lets all die, so that they are remembered as dead. */
  void expireAll() {
    held.replaceAll((ticket, it) -> new Held<>(it.value(), Long.MIN_VALUE));
  }

  /** Forgets all. */
  void clear() {
    held.clear();
  }

  private Optional<T> alive(@Nullable Held<T> found) {
    return found == null || found.diesAt() <= clock.millis()
        ? Optional.empty()
        : Optional.of(found.value());
  }
}
