package dev.muster.core.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a key of its own for every message: derived by purpose and a random salt, so
 * that no number of messages brings nonces close to meeting. Text form: {@code 1.<key
 * id>.<base64url>}.
 */
final class Aead {
  private static final String VERSION = "1";
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();

  String seal(MasterKeys keys, String purpose, byte[] plain, byte[] associated) {
    MasterKeys.Key key = keys.first();
    byte[] head = new byte[SALT + NONCE];
    random.nextBytes(head);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, purpose, head, associated).doFinal(plain);
      byte[] whole = Arrays.copyOf(head, head.length + sealed.length);
      System.arraycopy(sealed, 0, whole, head.length, sealed.length);
      return VERSION
          + "."
          + key.id()
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty for anything that was not sealed so, for this purpose and these associated data. */
  Optional<byte[]> open(MasterKeys keys, String purpose, String text, byte[] associated) {
    int second = text.indexOf('.', VERSION.length() + 1);
    if (!text.startsWith(VERSION + ".") || second < 0) {
      return Optional.empty();
    }
    Optional<MasterKeys.Key> key = keys.find(text.substring(VERSION.length() + 1, second));
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(text.substring(second + 1));
      int head = SALT + NONCE;
      if (whole.length < head + TAG_BITS / 8) {
        return Optional.empty();
      }
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key.get(), purpose, whole, associated)
              .doFinal(whole, head, whole.length - head));
    } catch (IllegalArgumentException | AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id of the key that a text was sealed with, or the empty string. */
  static String keyId(String text) {
    int second = text.indexOf('.', VERSION.length() + 1);
    return second < 0 ? "" : text.substring(VERSION.length() + 1, second);
  }

  private static Cipher cipher(
      int mode, MasterKeys.Key key, String purpose, byte[] head, byte[] associated)
      throws GeneralSecurityException {
    byte[] subkey = Derivation.expand(key.material(), purpose, Arrays.copyOf(head, SALT));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(subkey, "AES"), new GCMParameterSpec(TAG_BITS, head, SALT, NONCE));
    cipher.updateAAD(associated);
    return cipher;
  }
}
