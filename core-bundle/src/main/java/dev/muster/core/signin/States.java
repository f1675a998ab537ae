package dev.muster.core.signin;

import dev.muster.api.SignIns;
import dev.muster.core.digest.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The {@code state} of a sign-in: letters and digits alone, which every platform allows. */
final class States {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** 43 of 62 characters are 256 bits. */
  private static final int LENGTH = 43;

  /** The largest multiple of the alphabet's size that a byte holds; above it would be a bias. */
  private static final int FAIR = 256 / ALPHABET.length() * ALPHABET.length();

  private static final int COOKIE_HASH_BYTES = 6;

  private final SecureRandom random = new SecureRandom();

  String next() {
    StringBuilder state = new StringBuilder(LENGTH);
    byte[] bytes = new byte[LENGTH + 8];
    while (true) {
      random.nextBytes(bytes);
      for (byte b : bytes) {
        int value = b & 0xff;
        if (value < FAIR) {
          state.append(ALPHABET.charAt(value % ALPHABET.length()));
          if (state.length() == LENGTH) {
            return state.toString();
          }
        }
      }
    }
  }

  static boolean wellFormed(String state) {
    return state.length() == LENGTH && state.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** Another cookie per state, so that sign-ins in several tabs do not overwrite each other. */
  static String cookieName(String state) {
    return SignIns.COOKIE_PREFIX + HexFormat.of().formatHex(Sha256.of(state), 0, COOKIE_HASH_BYTES);
  }
}
