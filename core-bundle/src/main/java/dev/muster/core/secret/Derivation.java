package dev.muster.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;

/**
 * HKDF-Expand (RFC 5869 section 2.3) with HMAC-SHA256 for one block of output. The extract step is
 * left out because master keys are random and of full length (section 3.3).
 */
final class Derivation {
  static final String ALGORITHM = "HmacSHA256";

  private Derivation() {}

  /** 32 bytes for a purpose, and no way back from them to the key or to another purpose. */
  static byte[] expand(Key key, String purpose, byte[] salt) {
    Mac mac = mac(key);
    mac.update(purpose.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(salt);
    mac.update((byte) 1);
    return mac.doFinal();
  }

  static Mac mac(Key key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
