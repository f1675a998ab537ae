package dev.muster.lark;

import dev.muster.spi.platform.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes webhook requests as the platform would, and as it would not. */
final class Sealed {
  private static final int BLOCK = 16;

  private Sealed() {}

  /** Single quotes stand for double ones. */
  static byte[] body(String encryptKey, String json) {
    try {
      byte[] iv = new byte[BLOCK];
      Arrays.fill(iv, (byte) 7);
      byte[] key =
          MessageDigest.getInstance("SHA-256").digest(encryptKey.getBytes(StandardCharsets.UTF_8));
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      byte[] sealed = cipher.doFinal(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      byte[] wire = Arrays.copyOf(iv, BLOCK + sealed.length);
      System.arraycopy(sealed, 0, wire, BLOCK, sealed.length);
      String text = Base64.getEncoder().encodeToString(wire);
      return ("{\"encrypt\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static WebhookRequest unsigned(byte[] body) {
    return WebhookRequest.of("POST", Map.of(), Map.of("content-type", "application/json"), body);
  }

  static WebhookRequest signed(String encryptKey, Instant at, byte[] body) {
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new HashMap<>();
    headers.put("x-lark-request-timestamp", timestamp);
    headers.put("x-lark-request-nonce", "533226633");
    headers.put(
        "x-lark-signature", new EventCipher(encryptKey).signature(timestamp, "533226633", body));
    return WebhookRequest.of("POST", Map.of(), headers, body);
  }
}
