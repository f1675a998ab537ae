package dev.muster.core.grant;

import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Proof Key for Code Exchange with S256 (RFC 7636 section 4.6). */
public final class CodeChallenge {
  private static final int MIN = 43;
  private static final int MAX = 128;

  private CodeChallenge() {}

  /** The challenge of a verifier. */
  public static String of(Secret verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
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
