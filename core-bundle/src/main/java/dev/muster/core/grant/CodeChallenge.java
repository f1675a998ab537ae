package dev.muster.core.grant;

import dev.muster.core.digest.Sha256;
import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Proof Key for Code Exchange with S256 (RFC 7636 section 4.6). */
public final class CodeChallenge {
  private static final int MIN = 43;
  private static final int MAX = 128;

  private CodeChallenge() {}

  /** The challenge of a verifier, which has ASCII characters only, or is no one's. */
  public static String of(Secret verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier.reveal()));
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
