package dev.muster.core.membership;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What platforms told, for a while: read once for all who ask for the same, so much of it and no
 * more. That a platform failed is remembered as well, for as long as the bounds say. Thread-safe.
 */
final class Remembered<K, V> {
  /** How long somebody waits for another one who could do with the old one. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Failures that are remembered at most. */
  private static final int MOST_FAILURES = 10_000;

  private final Bounds<V> bounds;
  private final InstantSource clock;
  private final Map<K, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<K, CompletableFuture<V>> flights = new HashMap<>();
  private final Map<K, Failure> failures = new LinkedHashMap<>();
  private long weight;

  Remembered(Bounds<V> bounds, InstantSource clock) {
    this.bounds = bounds;
    this.clock = clock;
  }

  /**
   * How much is kept, and how long.
   *
   * @param most the weight of all that is kept
   * @param weight of one
   * @param lifetime how long one serves
   * @param renewAfter after how long it is read again while the old one still serves
   * @param meanwhile up to which age an old one serves when the next is being read and takes longer
   *     than anybody waits
   * @param failure for how long nobody asks again after the platform has failed
   */
  record Bounds<V>(
      long most,
      ToIntFunction<V> weight,
      Duration lifetime,
      Duration renewAfter,
      Duration meanwhile,
      Duration failure) {}

  private record Held<V>(V value, long since) {}

  private record Failure(ProviderException fault, long since) {}

  /** Reads one. */
  interface Reading<V> {
    V read() throws ProviderException;
  }

  /** What is read on the thread of whoever needs it. */
  static <V> Supplier<CompletableFuture<V>> here(Reading<V> reading) {
    return () -> {
      try {
        return CompletableFuture.completedFuture(reading.read());
      } catch (ProviderException | RuntimeException | Error e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }

  /**
   * What is remembered, or read now.
   *
   * @param deadline by when it has to be there
   * @param reading begins to read, and ends whatever the deadline
   * @throws ProviderException what the reading threw; {@code TIMEOUT} if it was not there in time:
   *     then it is still being read
   */
  V get(K key, Deadline deadline, Supplier<CompletableFuture<V>> reading) throws ProviderException {
    Optional<V> old = old(key);
    Deadline until = old.isPresent() ? deadline.atMost(PATIENCE) : deadline;
    return get(key, until, reading, bounds.lifetime(), bounds.renewAfter())
        .or(() -> old)
        .orElseThrow(Remembered::stillBeingRead);
  }

  /**
   * The same, for somebody whom one of more than this age does not serve. It serves others until
   * there is another one.
   *
   * @return empty if it was not there in time: then it is still being read
   */
  Optional<V> newer(K key, Duration age, Deadline deadline, Supplier<CompletableFuture<V>> reading)
      throws ProviderException {
    return get(key, deadline, reading, age, age);
  }

  /** Whether there is one that serves, if only until there is another one. */
  boolean has(K key) {
    return old(key).isPresent();
  }

  private synchronized Optional<V> old(K key) {
    return Optional.ofNullable(held.get(key))
        .filter(one -> age(one.since()) < bounds.meanwhile().toMillis())
        .map(Held::value);
  }

  static ProviderException stillBeingRead() {
    return new ProviderException(
        ProviderException.Code.TIMEOUT, "The address book is still being read", Optional.empty());
  }

  private Optional<V> get(
      K key,
      Deadline deadline,
      Supplier<CompletableFuture<V>> reading,
      Duration lifetime,
      Duration renewAfter)
      throws ProviderException {
    CompletableFuture<V> flight;
    @Nullable Held<V> old;
    boolean first = false;
    synchronized (this) {
      old = held.get(key);
      if (old != null && age(old.since()) >= lifetime.toMillis()) {
        old = null;
      }
      if (old != null && age(old.since()) < renewAfter.toMillis()) {
        return Optional.of(old.value());
      }
      @Nullable Failure failure = failures.get(key);
      if (failure != null && age(failure.since()) < bounds.failure().toMillis()) {
        if (old != null) {
          return Optional.of(old.value());
        }
        throw again(failure.fault());
      }
      @Nullable CompletableFuture<V> other = flights.get(key);
      flight = other == null ? new CompletableFuture<>() : other;
      if (other == null) {
        flights.put(key, flight);
        first = true;
      }
    }
    if (first) {
      fly(key, flight, reading);
    }
    return old == null ? await(flight, deadline) : Optional.of(old.value());
  }

  private long age(long since) {
    return clock.millis() - since;
  }

  private void fly(K key, CompletableFuture<V> flight, Supplier<CompletableFuture<V>> reading) {
    var unused =
        reading
            .get()
            .whenComplete(
                (value, fault) -> {
                  if (fault == null) {
                    landed(key, new Held<>(value, clock.millis()));
                    flight.complete(value);
                  } else {
                    crashed(key, fault);
                    flight.completeExceptionally(fault);
                  }
                });
  }

  private synchronized void landed(K key, Held<V> fresh) {
    flights.remove(key);
    failures.remove(key);
    drop(held.remove(key));
    held.put(key, fresh);
    weight += bounds.weight().applyAsInt(fresh.value());
    Iterator<Held<V>> oldest = held.values().iterator();
    while (weight > bounds.most() && held.size() > 1) {
      Held<V> one = oldest.next();
      oldest.remove();
      drop(one);
    }
  }

  private synchronized void crashed(K key, Throwable fault) {
    flights.remove(key);
    failures.remove(key);
    if (fault instanceof ProviderException failure && !bounds.failure().isZero()) {
      failures.put(key, new Failure(failure, clock.millis()));
      if (failures.size() > MOST_FAILURES) {
        failures.remove(failures.keySet().iterator().next());
      }
    }
  }

  private void drop(@Nullable Held<V> one) {
    if (one != null) {
      weight -= bounds.weight().applyAsInt(one.value());
    }
  }

  private static <V> Optional<V> await(CompletableFuture<V> flight, Deadline deadline)
      throws ProviderException {
    try {
      return Optional.of(flight.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException cause) {
        throw again(cause);
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("An address book could not be read", e);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          ProviderException.Code.UNAVAILABLE, "Interrupted", Optional.empty());
    }
  }

  /** Thrown to several: each gets one with their own stack trace. */
  private static ProviderException again(ProviderException cause) {
    return new ProviderException(
        cause.code(),
        String.valueOf(cause.getMessage()),
        cause.platformCode(),
        cause.retryAfter(),
        Optional.of(cause));
  }
}
