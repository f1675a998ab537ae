package dev.muster.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** PercentEncoding-encoding as RFC 3986 has it, read strictly. */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes.
   *
   * @param text what was sent
   * @param plusIsSpace whether it is of a form or a query
   * @return the text, or empty if an escape is broken, it is not UTF-8, or it holds a character
   *     that controls
   */
  static Optional<String> decode(String text, boolean plusIsSpace) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f) {
        return Optional.empty();
      }
      if (c == '%' || (c == '+' && plusIsSpace)) {
        plain = false;
      }
    }
    return plain ? Optional.of(text) : decodeEscapes(text, plusIsSpace);
  }

  private static Optional<String> decodeEscapes(String text, boolean plusIsSpace) {
    byte[] bytes = new byte[text.length()];
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes[n++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[n++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    return utf8(bytes, n);
  }

  /**
   * Reads UTF-8 strictly: what is no UTF-8 is not replaced.
   *
   * @param bytes the bytes
   * @param length how many of them
   * @return the text, or empty if it is not UTF-8
   */
  static Optional<String> utf8(byte[] bytes, int length) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a text holds a control character other than those of lines.
   *
   * @param text the text
   * @return true if so
   */
  static boolean controls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }
}
