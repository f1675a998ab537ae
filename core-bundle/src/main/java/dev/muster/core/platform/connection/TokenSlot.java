package dev.muster.core.platform.connection;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One access token, fetched by one caller for all. Somewhat before its end the first caller who
 * comes fetches the next one while the others go on with the old.
 */
final class TokenSlot {
  private static final Logger LOG = LoggerFactory.getLogger(TokenSlot.class);
  private static final Duration EARLY_AT_MOST = Duration.ofMinutes(5);

  /** How long an early fetch that failed is not tried again. */
  private static final Duration EARLY_PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<Held>> flight = new AtomicReference<>();
  private volatile long noEarlyFetchBefore;

  TokenSlot(InstantSource clock) {
    this.clock = clock;
  }

  /** A token; another object after every fetch. */
  static final class Held {
    private final Secret value;
    private final long earlyAt;
    private final long endsAt;

    private Held(Token token, long now) {
      long lifetime = token.lifetime().toMillis();
      value = token.value();
      endsAt = now + lifetime;
      earlyAt = endsAt - Math.min(EARLY_AT_MOST.toMillis(), lifetime / 10);
    }

    Secret value() {
      return value;
    }
  }

  /** Fetches one. */
  interface Source {
    Token fetch() throws ProviderException;
  }

  Held get(Source source, Deadline deadline) throws ProviderException {
    boolean again = true;
    while (true) {
      Held present = held.get();
      long now = clock.millis();
      if (present != null && now < present.earlyAt) {
        return present;
      }
      @Nullable Held old = present != null && now < present.endsAt ? present : null;
      if (old != null && now < noEarlyFetchBefore) {
        return old;
      }
      CompletableFuture<Held> mine = new CompletableFuture<>();
      CompletableFuture<Held> other = flight.compareAndExchange(null, mine);
      if (other == null) {
        return old == null ? fetch(present, source, mine) : fetchEarly(old, source, mine);
      }
      if (old != null) {
        return old;
      }
      try {
        return await(other, deadline);
      } catch (ProviderException e) {
        // The one who fetched may have had less time than this caller has.
        if (!again || e.code() != ProviderException.Code.TIMEOUT || deadline.passed()) {
          throw e;
        }
        again = false;
      }
    }
  }

  /** Drops a token that the platform does not take, unless another has taken its place. */
  void drop(Held refused) {
    held.compareAndSet(refused, null);
  }

  private Held fetchEarly(Held present, Source source, CompletableFuture<Held> mine) {
    try {
      return fetch(present, source, mine);
    } catch (ProviderException e) {
      noEarlyFetchBefore = clock.millis() + EARLY_PAUSE.toMillis();
      LOG.warn("A token could not be renewed before its end: {}", e.code());
      return present;
    }
  }

  private Held fetch(@Nullable Held seen, Source source, CompletableFuture<Held> mine)
      throws ProviderException {
    try {
      Held now = held.get();
      if (now != null && now != seen) {
        // Somebody has fetched between the look and the take-off.
        mine.complete(now);
        return now;
      }
      Held fresh = new Held(source.fetch(), clock.millis());
      held.set(fresh);
      mine.complete(fresh);
      return fresh;
    } catch (ProviderException | RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flight.set(null);
    }
  }

  private static Held await(CompletableFuture<Held> other, Deadline deadline)
      throws ProviderException {
    try {
      return other.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException cause) {
        throw new ProviderException(
            cause.code(),
            "Another call's fetch of the token failed",
            cause.platformCode(),
            cause.retryAfter(),
            Optional.of(cause));
      }
      throw new ProviderException(
          ProviderException.Code.UNEXPECTED_ANSWER,
          "Another call's fetch of the token broke",
          Optional.empty());
    } catch (TimeoutException e) {
      throw new ProviderException(
          ProviderException.Code.TIMEOUT, "Nobody got a token by the deadline", Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          ProviderException.Code.UNAVAILABLE, "Interrupted", Optional.empty());
    }
  }
}
