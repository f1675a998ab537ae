package dev.muster.web.signin;

import dev.muster.web.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** What the few pages with a script of ours need for it. Safe for many threads. */
final class Scripts {
  private static final int NONCE_BYTES = 18;

  private final SecureRandom random = new SecureRandom();

  /** What the policy of one answer allows a script by. */
  String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A value as it stands in a script: it cannot end the element that the script is in. */
  static String literal(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8).replace("<", "\\u003c");
  }
}
