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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What platforms told, for a while: read by one caller for all who ask for the same, so much of it
 * and no more. A failure is not remembered. Thread-safe.
 */
final class Remembered<K, V> {
  private final Bounds<V> bounds;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<K, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<K, CompletableFuture<V>> flights = new HashMap<>();
  private long weight;

  /** Reads on the executor's threads, while those who need it wait. */
  Remembered(Bounds<V> bounds, Executor executor, InstantSource clock) {
    this.bounds = bounds;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * How much is kept, and how long.
   *
   * @param most the weight of all that is kept
   * @param weight of one
   * @param lifetime how long one serves
   * @param renewAfter after how long it is read again while the old one still serves
   */
  record Bounds<V>(long most, ToIntFunction<V> weight, Duration lifetime, Duration renewAfter) {}

  private record Held<V>(V value, long since) {}

  /** Reads one. */
  interface Reading<V> {
    V read() throws ProviderException;
  }

  /**
   * What is remembered, or read now.
   *
   * @param deadline by when it has to be there
   * @throws ProviderException what the reading threw; {@code TIMEOUT} if it was not there in time:
   *     then it is still being read
   */
  V get(K key, Deadline deadline, Reading<V> reading) throws ProviderException {
    CompletableFuture<V> flight;
    @Nullable Held<V> old;
    boolean first = false;
    synchronized (this) {
      old = held.get(key);
      if (old != null && age(old) >= bounds.lifetime().toMillis()) {
        old = null;
      }
      if (old != null && age(old) < bounds.renewAfter().toMillis()) {
        return old.value();
      }
      @Nullable CompletableFuture<V> other = flights.get(key);
      flight = other == null ? new CompletableFuture<>() : other;
      if (other == null) {
        flights.put(key, flight);
        first = true;
      }
    }
    if (first) {
      executor.execute(() -> fly(key, flight, reading));
    }
    return old == null ? await(flight, deadline) : old.value();
  }

  private long age(Held<V> one) {
    return clock.millis() - one.since();
  }

  private void fly(K key, CompletableFuture<V> flight, Reading<V> reading) {
    long since = clock.millis();
    try {
      V value = reading.read();
      landed(key, Optional.of(new Held<>(value, since)));
      flight.complete(value);
    } catch (ProviderException | RuntimeException | Error e) {
      landed(key, Optional.empty());
      flight.completeExceptionally(e);
    }
  }

  private synchronized void landed(K key, Optional<Held<V>> fresh) {
    flights.remove(key);
    if (fresh.isEmpty()) {
      return;
    }
    drop(held.remove(key));
    held.put(key, fresh.get());
    weight += bounds.weight().applyAsInt(fresh.get().value());
    Iterator<Held<V>> oldest = held.values().iterator();
    while (weight > bounds.most() && held.size() > 1) {
      Held<V> one = oldest.next();
      oldest.remove();
      drop(one);
    }
  }

  private void drop(@Nullable Held<V> one) {
    if (one != null) {
      weight -= bounds.weight().applyAsInt(one.value());
    }
  }

  /** Reads it anew at the next call, unless it was read a moment ago. */
  synchronized void doubt(K key, Duration moment) {
    Held<V> one = held.get(key);
    if (one != null && age(one) >= moment.toMillis()) {
      drop(held.remove(key));
    }
  }

  private static <V> V await(CompletableFuture<V> flight, Deadline deadline)
      throws ProviderException {
    try {
      return flight.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException cause) {
        // thrown to several: each gets one with their own stack trace
        throw new ProviderException(
            cause.code(),
            String.valueOf(cause.getMessage()),
            cause.platformCode(),
            cause.retryAfter(),
            Optional.of(cause));
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("An address book could not be read", e);
    } catch (TimeoutException e) {
      throw new ProviderException(
          ProviderException.Code.TIMEOUT, "The address book is still being read", Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          ProviderException.Code.UNAVAILABLE, "Interrupted", Optional.empty());
    }
  }
}
