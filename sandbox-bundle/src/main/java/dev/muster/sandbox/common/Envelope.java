package dev.muster.sandbox.common;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Enterprise WeChat and DingTalk seal their webhook events in, written apart from the
 * product's own so that one tries the other.
 */
public final class Envelope {
  private static final int BLOCK = 32;
  private static final int VECTOR = 16;

  private final String token;
  private final byte[] key;
  private final SecureRandom random = new SecureRandom();

  /**
   * Seals with the keys of an app.
   *
   * @param token what signs
   * @param aesKey what encrypts, 43 characters of Base64
   */
  public Envelope(String token, String aesKey) {
    this.token = token;
    this.key = Base64.getDecoder().decode(aesKey + "=");
  }

  /**
   * Seals a message.
   *
   * @param message the message
   * @param owner whom it is for
   * @return the sealed message in Base64
   */
  public String seal(String message, String owner) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    int length = VECTOR + Integer.BYTES + text.length + name.length;
    byte[] plain = new byte[(length / BLOCK + 1) * BLOCK];
    Arrays.fill(plain, (byte) (plain.length - length));
    byte[] noise = new byte[VECTOR];
    random.nextBytes(noise);
    ByteBuffer.wrap(plain).put(noise).putInt(text.length).put(text).put(name);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, VECTOR));
      return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES", e);
    }
  }

  /**
   * Signs a sealed message.
   *
   * @param timestamp when it is sent, as the platform writes it
   * @param encrypted the sealed message
   * @return the query with which it is sent
   */
  public Map<String, String> sign(String timestamp, String encrypted) {
    String nonce = UUID.randomUUID().toString().substring(0, 8);
    String signature = signature(timestamp, nonce, encrypted);
    return Map.of("msg_signature", signature, "timestamp", timestamp, "nonce", nonce);
  }

  private String signature(String timestamp, String nonce, String encrypted) {
    String[] parts = {token, timestamp, nonce, encrypted};
    Arrays.sort(parts);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }
}
