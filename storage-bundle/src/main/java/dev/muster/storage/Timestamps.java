package dev.muster.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as they are stored: microseconds since 1970, so that they compare as numbers. */
final class Timestamps {
  /** In place of an expiry: later than every time. */
  static final long NEVER = Long.MAX_VALUE;

  private Timestamps() {}

  static long of(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    } catch (ArithmeticException tooFar) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : NEVER;
    }
  }

  static long ofExpiry(Optional<Instant> expiresAt) {
    return expiresAt.map(Timestamps::of).orElse(NEVER);
  }

  static Optional<Instant> expiry(long stored) {
    return stored == NEVER
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(stored, ChronoUnit.MICROS));
  }
}
