package dev.muster.core.user;

import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;

/** What an address book says of whether somebody works there. */
public enum Presence {
  /** They do. */
  HERE,
  /** They do not. */
  GONE,
  /** It does not say, so that nothing follows. */
  UNCLEAR;

  /** Of somebody whom it lists. */
  public static Presence of(Status status) {
    return switch (status) {
      case ACTIVE -> HERE;
      case DISABLED, LEFT -> GONE;
      case NOT_ACTIVATED, UNKNOWN -> UNCLEAR;
    };
  }

  /** Of somebody who was looked up: whoever was not found may only be out of sight. */
  public static Presence of(Lookup lookup) {
    return lookup instanceof Lookup.Found found ? of(found.person().status()) : UNCLEAR;
  }
}
