package dev.muster.core.grant;

import dev.muster.core.digest.Sha256;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Proof Key for Code Exchange with S256 (RFC 7636 section 4.6). */
public final class CodeChallenge {
  private static final int MIN = 43;
  private static final int MAX = 128;

  private CodeChallenge() {}

  /** The challenge of a verifier, which has ASCII characters only, or is no one's. */
  public static String of(Secret verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier.reveal()));
  }

  /**
   * Whether a code may be redeemed: with its challenge's verifier, or with none where it has no
   * challenge. A verifier for such a code shows that the challenge was taken away on the way here
   * (RFC 9700, section 4.8.2).
   */
  static boolean holds(Optional<Secret> verifier, Optional<String> challenge) {
    return challenge
        .map(expected -> verifier.filter(sent -> matches(sent, expected)).isPresent())
        .orElse(verifier.isEmpty());
  }

  /** Whether a verifier, however odd, is a challenge's; in the same time wherever they differ. */
  static boolean matches(Secret verifier, String challenge) {
    int length = verifier.reveal().length();
    return length >= MIN
        && length <= MAX
        && MessageDigest.isEqual(
            of(verifier).getBytes(StandardCharsets.US_ASCII),
            challenge.getBytes(StandardCharsets.US_ASCII));
  }
}
