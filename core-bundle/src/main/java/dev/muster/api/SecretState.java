package dev.muster.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What may be known of a stored secret.
 *
 * @param changedAt when it was set last
 * @param changedBy by whom, as in {@link Caller#actor()}
 * @param pending whether it has not worked yet, so that the one before it still serves
 * @param previousUntil when the one before it ceased to serve; empty as long as it does, and where
 *     there was none
 */
public record SecretState(
    Instant changedAt, String changedBy, boolean pending, Optional<Instant> previousUntil) {
  /**
   * A secret that overlaps with no other.
   *
   * @param changedAt when it was set last
   * @param changedBy by whom
   * @return what may be known of it
   */
  public static SecretState of(Instant changedAt, String changedBy) {
    return new SecretState(changedAt, changedBy, false, Optional.empty());
  }
}
