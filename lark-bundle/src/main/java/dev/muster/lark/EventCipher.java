package dev.muster.lark;

import dev.muster.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How webhook events are encrypted and signed: AES-256-CBC under the digest of the Encrypt Key, and
 * a plain digest over time, nonce, key and the body as it came.
 *
 * <p>Source: the vendor's pages on the Encrypt Key and on receiving events at one's own server.
 */
final class EventCipher {
  private static final int BLOCK = 16;

  private final byte[] encryptKey;

  EventCipher(String encryptKey) {
    this.encryptKey = encryptKey.getBytes(StandardCharsets.UTF_8);
  }

  /** The plain text, or empty if it was not encrypted under this key. */
  Optional<byte[]> decrypt(String base64) {
    return decrypt(base64, "AES/CBC/PKCS5Padding");
  }

  /**
   * The plain text with its padding, or empty if a text is not in it. For what nobody signed: how
   * long it takes depends neither on the padding nor on where the text is, so that nobody learns by
   * trying what is under the seal.
   */
  Optional<byte[]> decryptHolding(String base64, Secret text) {
    byte[] held = text.reveal().getBytes(StandardCharsets.UTF_8);
    return decrypt(base64, "AES/CBC/NoPadding").filter(plain -> holds(plain, held));
  }

  private static boolean holds(byte[] plain, byte[] text) {
    boolean found = false;
    for (int at = 0; at + text.length <= plain.length; at++) {
      found |= MessageDigest.isEqual(Arrays.copyOfRange(plain, at, at + text.length), text);
    }
    return found;
  }

  private Optional<byte[]> decrypt(String base64, String transformation) {
    try {
      byte[] wire = Base64.getDecoder().decode(base64);
      if (wire.length < 2 * BLOCK) {
        return Optional.empty();
      }
      Cipher cipher = Cipher.getInstance(transformation);
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(sha256().digest(encryptKey), "AES"),
          new IvParameterSpec(Arrays.copyOf(wire, BLOCK)));
      return Optional.of(cipher.doFinal(wire, BLOCK, wire.length - BLOCK));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Whether a signature is that of a body, in time that does not tell where it differs. */
  boolean signed(String signature, String timestamp, String nonce, byte[] body) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8),
        signature(timestamp, nonce, body).getBytes(StandardCharsets.UTF_8));
  }

  String signature(String timestamp, String nonce, byte[] body) {
    MessageDigest digest = sha256();
    digest.update(timestamp.getBytes(StandardCharsets.UTF_8));
    digest.update(nonce.getBytes(StandardCharsets.UTF_8));
    digest.update(encryptKey);
    digest.update(body);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
