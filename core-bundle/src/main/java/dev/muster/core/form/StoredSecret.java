package dev.muster.core.form;

import dev.muster.api.SecretState;
import dev.muster.core.secret.AssociatedData;
import dev.muster.core.secret.SecretBox;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret as it is stored, with the one before it until this one has worked.
 *
 * @param current sealed
 * @param previous sealed; the last one that was not replaced before it had worked
 * @param changedAt when it was set
 * @param changedBy by whom
 * @param previousUntil when the one before ceased to serve
 */
public record StoredSecret(
    String current,
    Optional<String> previous,
    Instant changedAt,
    String changedBy,
    Optional<Instant> previousUntil) {
  /** A first secret. */
  static StoredSecret first(
      SecretBox box, AssociatedData place, Secret value, Instant now, String actor) {
    return new StoredSecret(box.seal(place, value), Optional.empty(), now, actor, Optional.empty());
  }

  /** Another secret in place of this one. */
  StoredSecret next(SecretBox box, AssociatedData place, Secret value, Instant now, String actor) {
    if (box.open(place, current).equals(value)) {
      return this;
    }
    // what never worked is not worth keeping
    String kept = previous.orElse(current);
    Optional<String> before =
        box.open(place, kept).equals(value) ? Optional.empty() : Optional.of(kept);
    return new StoredSecret(box.seal(place, value), before, now, actor, Optional.empty());
  }

  /** Without the one before, which this one has taken the place of. */
  public StoredSecret settled(Instant now) {
    return new StoredSecret(current, Optional.empty(), changedAt, changedBy, Optional.of(now));
  }

  /** The same, sealed with the key that encrypts now. */
  StoredSecret resealed(SecretBox box, AssociatedData place) {
    return new StoredSecret(
        box.reseal(place, current),
        previous.map(each -> box.reseal(place, each)),
        changedAt,
        changedBy,
        previousUntil);
  }

  /** What may be known of it. */
  public SecretState state() {
    return new SecretState(changedAt, changedBy, previous.isPresent(), previousUntil);
  }

  @Override
  public String toString() {
    return "StoredSecret[" + changedAt + "]";
  }
}
