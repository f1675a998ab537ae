package dev.muster.core.throttle;

import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Browsers in which somebody has signed in before. What such a browser holds opens for their name
 * only; it lets nobody in, but wrong passwords from elsewhere do not make it wait.
 */
public final class Devices {
  /** Of administrators at the console. */
  public static final String CONSOLE = "console-device";

  /** Of users at the hosted sign-in. */
  public static final String HOSTED = "sign-in-device";

  private static final int MAX_PRESENTED = 500;

  private final SecretBox box;
  private final Digests digests;
  private final String purpose;

  /**
   * Browsers of one purpose.
   *
   * @param purpose {@link #CONSOLE} or {@link #HOSTED}
   */
  public Devices(SecretBox box, Digests digests, String purpose) {
    this.box = box;
    this.digests = digests;
    this.purpose = purpose;
  }

  /** What a browser holds that is made known now. */
  public Secret seal(String username, Instant until) {
    byte[] id = digests.newToken().reveal().getBytes(StandardCharsets.US_ASCII);
    return Secret.of(box.sealForTravel(purpose, id, username, until));
  }

  /** The browser's id, or empty if what is presented is none of this name's. */
  public Optional<String> open(Secret presented, String username) {
    return presented.reveal().length() > MAX_PRESENTED
        ? Optional.empty()
        : box.openFromTravel(purpose, presented.reveal(), username)
            .map(id -> new String(id, StandardCharsets.US_ASCII));
  }
}
