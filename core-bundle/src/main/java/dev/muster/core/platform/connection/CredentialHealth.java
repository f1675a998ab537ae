package dev.muster.core.platform.connection;

import dev.muster.core.platform.limit.CircuitBreaker;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether a platform takes a credential. The worse is the greater.
 *
 * @param refused whether the platform refused it when it was used last
 * @param restsUntil until when it is left alone, where it was refused too often
 */
public record CredentialHealth(boolean refused, Optional<Instant> restsUntil)
    implements Comparable<CredentialHealth> {
  static final CredentialHealth OK = new CredentialHealth(false, Optional.empty());

  private static final Comparator<CredentialHealth> ORDER =
      Comparator.comparing(CredentialHealth::refused)
          .thenComparing(health -> health.restsUntil().orElse(Instant.MIN));

  static CredentialHealth of(CredentialState state) {
    CircuitBreaker breaker = state.breaker();
    return new CredentialHealth(breaker.isRefused(), breaker.restsUntil());
  }

  @Override
  public int compareTo(CredentialHealth other) {
    return ORDER.compare(this, other);
  }
}
