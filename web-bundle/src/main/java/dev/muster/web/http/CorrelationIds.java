package dev.muster.web.http;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Gives requests their correlation ids. */
final class CorrelationIds {
  /** The header, of requests and of answers. */
  static final String HEADER = "X-Correlation-Id";

  private static final char[] DIGITS = "0123456789abcdef".toCharArray();
  private static final int DIGITS_OF_OURS = 16;
  private static final int LONGEST = 64;
  private static final int SHORTEST = 8;

  private CorrelationIds() {}

  /**
   * The id of a request: what the proxy before us gave it, where that proxy is trusted and the id
   * well formed, else a new one. It joins lines of the log and protects nothing, so it need not be
   * hard to guess.
   *
   * @param sent the values of the header
   * @param trusted whether they come from a proxy that is trusted
   * @return the id
   */
  static String of(List<String> sent, boolean trusted) {
    return trusted && sent.size() == 1 && wellFormed(sent.get(0)) ? sent.get(0) : fresh();
  }

  /** A new one. */
  static String fresh() {
    long bits = ThreadLocalRandom.current().nextLong();
    char[] id = new char[DIGITS_OF_OURS];
    for (int i = 0; i < id.length; i++) {
      id[i] = DIGITS[(int) (bits & 15)];
      bits >>>= 4;
    }
    return new String(id);
  }

  private static boolean wellFormed(String id) {
    if (id.length() < SHORTEST || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}
