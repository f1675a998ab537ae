package dev.muster.core.platform;

import dev.muster.spi.platform.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Leaves a credential alone that the platform has refused several times in a row: platforms ban the
 * address from which a wrong secret is tried again and again. After the pause one call may try; the
 * others wait for what becomes of it.
 */
final class CircuitBreaker {
  private final Clock clock;
  private final int threshold;
  private final Duration pause;

  /** Written under this object's monitor; read without it on the way that is usual. */
  private volatile int refusals;

  private long openUntil;
  private boolean probing;

  CircuitBreaker(Clock clock, int threshold, Duration pause) {
    this.clock = clock;
    this.threshold = threshold;
    this.pause = pause;
  }

  /** Asks to use the credential; whoever may tells afterwards how it went. */
  void admit() throws ProviderException {
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
  void accepted() {
    if (refusals != 0) {
      reset();
    }
  }

  /** The platform said that the credential is wrong. */
  synchronized void refused() {
    probing = false;
    refusals = Math.min(refusals + 1, threshold);
    openUntil = clock.millis() + pause.toMillis();
  }

  /** The platform did not get as far as the credential. */
  void undecided() {
    if (refusals >= threshold) {
      synchronized (this) {
        probing = false;
      }
    }
  }

  /** Something has changed: one call may try at once. */
  synchronized void mayProbe() {
    openUntil = clock.millis();
  }

  synchronized void reset() {
    refusals = 0;
    probing = false;
  }
}
