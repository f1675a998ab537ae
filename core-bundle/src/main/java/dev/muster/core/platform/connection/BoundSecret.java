package dev.muster.core.platform.connection;

import dev.muster.spi.Secret;
import java.util.Optional;

/**
 * A secret of a bound app, with the one before it as long as both may be the right one.
 *
 * @param current what was set last
 * @param previous what was set before, until {@code current} has worked once
 * @param worked to be called when {@code current} has worked for the first time while there was a
 *     previous one; drops that. Blocks for a commit; doing so again has no effect
 */
public record BoundSecret(Secret current, Optional<Secret> previous, Runnable worked) {
  /**
   * A secret that overlaps with no other.
   *
   * @param current what was set last
   * @return the secret
   */
  public static BoundSecret of(Secret current) {
    return new BoundSecret(current, Optional.empty(), () -> {});
  }

  @Override
  public String toString() {
    return previous.isPresent() ? "BoundSecret[***, ***]" : "BoundSecret[***]";
  }
}
