package dev.muster.core.user;

import dev.muster.spi.Secret;
import java.util.Optional;

/**
 * The password of a line, with what was found out about it before the commit: that takes a while.
 *
 * @param plain as the line has it
 * @param hash what is stored of it: the user's own where it is theirs already; empty where nobody
 *     has looked yet, or nothing will be stored
 */
public record LinePassword(Secret plain, Optional<String> hash) {
  /** One at which nobody has looked yet. */
  static LinePassword of(Secret plain) {
    return new LinePassword(plain, Optional.empty());
  }

  /** The same, stored so. */
  LinePassword as(String made) {
    return new LinePassword(plain, Optional.of(made));
  }
}
