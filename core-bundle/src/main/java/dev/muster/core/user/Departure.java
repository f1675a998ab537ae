package dev.muster.core.user;

import java.time.Instant;
import java.util.Optional;

/**
 * That they left the company, as a platform reported.
 *
 * @param identity the id of the identity whose company it is
 * @param at when
 * @param backAt when they came back, or were let in all the same
 * @param overruled whether an administrator let them in all the same
 * @param reason why, as the event has it
 * @param source the id of the identity source by which the identity was linked
 */
public record Departure(
    String identity,
    Instant at,
    Optional<Instant> backAt,
    boolean overruled,
    String reason,
    Optional<String> source) {
  /** Why somebody is disabled whose platform says that they left. */
  static final String LEFT_COMPANY = "left-company";

  /** Fills in what was not stored yet when they left. */
  @SuppressWarnings("NullAway")
  public Departure {
    reason = reason == null ? LEFT_COMPANY : reason;
    source = source == null ? Optional.empty() : source;
  }

  Departure(String identity, Instant at, String reason, String source) {
    this(identity, at, Optional.empty(), false, reason, Optional.of(source));
  }

  boolean isOf(String other) {
    return identity.equals(other);
  }

  boolean isRenewedBy(String other, Instant later) {
    return isOf(other) && backAt.isEmpty() && later.isAfter(at);
  }

  Departure at(Instant other) {
    return new Departure(identity, other, backAt, false, reason, source);
  }

  Departure overruled(Instant when) {
    return new Departure(identity, at, Optional.of(when), true, reason, source);
  }

  Departure back(Instant when) {
    return backAt.filter(known -> !when.isAfter(known)).isPresent()
        ? this
        : new Departure(identity, at, Optional.of(when), false, reason, source);
  }

  Departure of(String other) {
    return new Departure(other, at, backAt, overruled, reason, source);
  }
}
