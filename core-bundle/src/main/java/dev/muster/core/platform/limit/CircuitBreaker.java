package dev.muster.core.platform.limit;

import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Leaves a credential alone that the platform has refused several times in a row: platforms ban the
 * address from which a wrong secret is tried again and again. After the pause one call may try; the
 * others are refused until it is known what became of it. For any thread.
 */
public final class CircuitBreaker {
  private final InstantSource clock;
  private final int threshold;
  private final Duration pause;

  /** Written under this object's monitor; read without it on the way that is usual. */
  private volatile int refusals;

  private long openUntil;
  private boolean probing;

  /**
   * A breaker that lets calls through.
   *
   * @param clock how time passes
   * @param threshold after how many refusals in a row the credential is left alone
   * @param pause for how long
   */
  public CircuitBreaker(InstantSource clock, int threshold, Duration pause) {
    this.clock = clock;
    this.threshold = threshold;
    this.pause = pause;
  }

  /**
   * Asks to use the credential. Whoever may, reports the outcome: {@link #accepted}, {@link
   * #refused} or {@link #undecided}.
   *
   * @throws ProviderException {@code CREDENTIAL_BLOCKED}, with how long to wait
   */
  public void admit() throws ProviderException {
    if (refusals < threshold) {
      return;
    }
    synchronized (this) {
      long wait = openUntil - clock.millis();
      if (refusals >= threshold && (wait > 0 || probing)) {
        throw new ProviderException(
            ProviderException.Code.CREDENTIAL_BLOCKED,
            "The platform refused this credential too often; it is not used again for a while",
            Optional.empty(),
            Optional.of(Duration.ofMillis(Math.max(1000, wait))),
            Optional.empty());
      }
      probing = refusals >= threshold;
    }
  }

  /** The platform took the credential. */
  public void accepted() {
    if (refusals != 0) {
      reset();
    }
  }

  /** The platform said that the credential is wrong. */
  public synchronized void refused() {
    probing = false;
    refusals = Math.min(refusals + 1, threshold);
    openUntil = clock.millis() + pause.toMillis();
  }

  /** The platform did not get as far as the credential. */
  public void undecided() {
    if (refusals >= threshold) {
      synchronized (this) {
        probing = false;
      }
    }
  }

  /** Whether the platform refused the credential when it was used last. */
  public boolean isRefused() {
    return refusals > 0;
  }

  /** Until when the credential is left alone; empty unless it is. */
  public synchronized Optional<Instant> restsUntil() {
    return refusals >= threshold && openUntil > clock.millis()
        ? Optional.of(Instant.ofEpochMilli(openUntil))
        : Optional.empty();
  }

  /** Something has changed: one call may try at once. */
  public synchronized void mayProbe() {
    openUntil = clock.millis();
  }

  /** Forgets all refusals. */
  public synchronized void reset() {
    refusals = 0;
    probing = false;
  }
}
