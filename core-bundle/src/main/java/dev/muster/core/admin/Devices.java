package dev.muster.core.admin;

import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Browsers in which an administrator has signed in before. What such a browser holds opens for that
 * name only; it lets nobody in, but wrong passwords from elsewhere do not make it wait.
 */
final class Devices {
  private static final String PURPOSE = "console-device";
  private static final int MAX_PRESENTED = 500;

  private final SecretBox box;
  private final Digests digests;

  Devices(SecretBox box, Digests digests) {
    this.box = box;
    this.digests = digests;
  }

  Secret seal(String username, Instant until) {
    byte[] id = digests.newToken().reveal().getBytes(StandardCharsets.US_ASCII);
    return Secret.of(box.sealForTravel(PURPOSE, id, username, until));
  }

  /** The browser's id, or empty if what is presented is none of this name's. */
  Optional<String> open(Secret presented, String username) {
    return presented.reveal().length() > MAX_PRESENTED
        ? Optional.empty()
        : box.openFromTravel(PURPOSE, presented.reveal(), username)
            .map(id -> new String(id, StandardCharsets.US_ASCII));
  }
}
