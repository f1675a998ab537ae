package dev.muster.spi.platform;

import dev.muster.spi.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The envelope in which Enterprise WeChat and DingTalk send webhook events: AES-256-CBC under a key
 * that is its own initialization vector, padded by PKCS#7 to blocks of 32 bytes, around 16 random
 * bytes, the length of the message, the message and whom it is for; signed with SHA-1 over the
 * sorted parts and a token. The construction is the vendors' (Enterprise WeChat: "加解密方案说明", page
 * 91144; DingTalk: "事件订阅 HTTP 推送"); nothing of it is to be used for anything else. Immutable and
 * thread-safe.
 */
public final class WebhookEnvelope {
  private static final int BLOCK = 32;
  private static final int RANDOM_BYTES = 16;
  private static final int HEAD = RANDOM_BYTES + Integer.BYTES;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String token;
  private final byte[] key;

  private WebhookEnvelope(String token, byte[] key) {
    this.token = token;
    this.key = key;
  }

  /**
   * What was in an envelope.
   *
   * @param message the message
   * @param receiver whom it is for: a company's or an app's id
   */
  public record Content(String message, String receiver) {}

  /**
   * An envelope of one app.
   *
   * @param token what signs
   * @param aesKey what encrypts: 43 characters of Base64
   * @return the envelope, or empty if the key is none
   */
  public static Optional<WebhookEnvelope> of(Secret token, Secret aesKey) {
    try {
      byte[] key = Base64.getDecoder().decode(aesKey.reveal() + "=");
      return key.length == BLOCK
          ? Optional.of(new WebhookEnvelope(token.reveal(), key))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The signature.
   *
   * @param timestamp as it is sent
   * @param nonce as it is sent
   * @param encrypted as it is sent
   * @return 40 lower-case hexadecimal digits
   */
  public String sign(String timestamp, String nonce, String encrypted) {
    String[] parts = {token, timestamp, nonce, encrypted};
    Arrays.sort(parts);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(String.join("", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }

  /**
   * Whether a signature is right; takes the same time wherever it is wrong.
   *
   * @param signature what came
   * @param timestamp as it came
   * @param nonce as it came
   * @param encrypted as it came
   * @return true if so
   */
  public boolean isSigned(String signature, String timestamp, String nonce, String encrypted) {
    return MessageDigest.isEqual(
        sign(timestamp, nonce, encrypted).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Opens it. Only to be tried with what {@link #isSigned}: what comes of an unsigned one would
   * tell a forger about the padding.
   *
   * @param encrypted in Base64
   * @return the content, or empty if it is damaged or of another key
   */
  public Optional<Content> open(String encrypted) {
    try {
      byte[] sealed = Base64.getDecoder().decode(encrypted);
      if (sealed.length < BLOCK || sealed.length % RANDOM_BYTES != 0) {
        return Optional.empty();
      }
      byte[] plain = cipher(Cipher.DECRYPT_MODE).doFinal(sealed);
      // The JDK's own padding knows blocks of 16 bytes and refuses the longer pads of this one.
      int pad = plain[plain.length - 1];
      int end = plain.length - pad;
      if (pad < 1 || pad > BLOCK || end < HEAD) {
        return Optional.empty();
      }
      int length = ByteBuffer.wrap(plain).getInt(RANDOM_BYTES);
      if (length < 0 || length > end - HEAD) {
        return Optional.empty();
      }
      int receiver = HEAD + length;
      return Optional.of(
          new Content(
              new String(plain, HEAD, length, StandardCharsets.UTF_8),
              new String(plain, receiver, end - receiver, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * Seals a message.
   *
   * @param content what goes in
   * @return the envelope in Base64, another one at every call
   */
  public String seal(Content content) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return seal(content, random);
  }

  String seal(Content content, byte[] random) {
    byte[] message = content.message().getBytes(StandardCharsets.UTF_8);
    byte[] receiver = content.receiver().getBytes(StandardCharsets.UTF_8);
    int size = HEAD + message.length + receiver.length;
    int pad = BLOCK - size % BLOCK;
    ByteBuffer plain =
        ByteBuffer.allocate(size + pad)
            .put(random)
            .putInt(message.length)
            .put(message)
            .put(receiver);
    Arrays.fill(plain.array(), size, size + pad, (byte) pad);
    try {
      return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(plain.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES", e);
    }
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, RANDOM_BYTES)));
    return cipher;
  }

  @Override
  public String toString() {
    return "WebhookEnvelope[***]";
  }
}
