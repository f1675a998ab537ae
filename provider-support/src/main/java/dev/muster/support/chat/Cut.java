package dev.muster.support.chat;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * A text that is no longer than a platform takes, cut between two characters as people see them and
 * ended with an ellipsis where it was longer.
 *
 * @param text what is left of it
 * @param shorter whether anything is missing
 */
public record Cut(String text, boolean shorter) {
  private static final String ELLIPSIS = "…";
  private static final int ELLIPSIS_BYTES = 3;

  /**
   * Cuts by characters, which are Unicode code points.
   *
   * @param text the whole
   * @param most how many are left at most, from 1
   * @return the text
   */
  public static Cut toCharacters(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return new Cut(text, false);
    }
    return at(text, text.offsetByCodePoints(0, most - 1));
  }

  /**
   * Cuts by bytes in UTF-8.
   *
   * @param text the whole
   * @param most how many are left at most, from 3
   * @return the text
   */
  public static Cut toBytes(String text, int most) {
    if (text.length() <= most / ELLIPSIS_BYTES
        || text.getBytes(StandardCharsets.UTF_8).length <= most) {
      return new Cut(text, false);
    }
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int sign = text.codePointAt(end);
      bytes += sign < 0x80 ? 1 : sign < 0x800 ? 2 : sign < 0x10000 ? 3 : 4;
      if (bytes > most - ELLIPSIS_BYTES) {
        break;
      }
      end += Character.charCount(sign);
    }
    return at(text, end);
  }

  /** What people see as one character may be several code points: a family, a flag, an accent. */
  private static Cut at(String text, int end) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int whole = characters.isBoundary(end) ? end : Math.max(0, characters.preceding(end));
    return new Cut(text.substring(0, whole).stripTrailing() + ELLIPSIS, true);
  }
}
