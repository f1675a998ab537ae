package dev.muster.core.check;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that come from outside: what of them is kept, how long they are, when two are one. */
public final class Texts {
  /** Line breaks of every system and of Unicode, and tabs. */
  private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029]+");

  /**
   * What shows nothing and is no format character: fillers, a pattern without dots, and what stands
   * for a character that could not be read. Blanks that do not break lines come with pasted text.
   */
  private static final Set<Integer> UNSEEN =
      Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFD);

  private Texts() {}

  /**
   * Whether nothing in a text breaks a log, a page or an export, has no UTF-8 form, or turns the
   * direction of writing: that would turn what stands behind the text as well (Unicode Standard
   * Annex 9, section 2). The joiners that scripts and emoji need (U+200C, U+200D) are printable.
   */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Texts::isPrintable);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> !turnsDirection(codePoint);
      default -> true;
    };
  }

  private static boolean turnsDirection(int codePoint) {
    return codePoint == 0x061C
        || (codePoint >= 0x200E && codePoint <= 0x200F)
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  /**
   * Whether people who read a name see all of it, and something: otherwise two names look alike, or
   * one like none. Joiners are let in, which scripts and emoji need beside a character.
   */
  public static boolean isVisible(String text) {
    return text.codePoints().noneMatch(Texts::isUnseen)
        && text.codePoints().anyMatch(Texts::isSeen);
  }

  /** What is {@link #isVisible visible} of a text; empty if that is nothing. */
  public static String visible(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(it -> !isUnseen(it)).forEach(kept::appendCodePoint);
    String seen = kept.toString().strip();
    return isVisible(seen) ? seen : "";
  }

  private static boolean isUnseen(int codePoint) {
    boolean joiner = codePoint == 0x200C || codePoint == 0x200D;
    return (Character.getType(codePoint) == Character.FORMAT && !joiner)
        || UNSEEN.contains(codePoint);
  }

  private static boolean isSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.UNASSIGNED ->
          false;
      default -> !isUnseen(codePoint);
    };
  }

  /** A text in one line: breaks become blanks, what is not printable is left out. */
  public static String oneLine(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    BREAKS
        .matcher(text)
        .replaceAll(" ")
        .codePoints()
        .filter(Texts::isPrintable)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  /** How many characters a text has, as people count and JSON Schema does: code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * A text of at most so many code points. What people see as one character, such as an emoji of
   * several code points, is kept whole or left out where that leaves anything.
   */
  public static String cut(String text, int most) {
    if (length(text) <= most) {
      return text;
    }
    int end = text.offsetByCodePoints(0, most);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int whole = characters.isBoundary(end) ? end : characters.preceding(end);
    return text.substring(0, whole > 0 ? whole : end);
  }

  /**
   * A text by which it is found without regard to case. A letter is folded only where it is the one
   * capital of its small letter: the Kelvin sign (U+212A) is not a {@code k}, though Unicode gives
   * it that small letter, because whoever has one in an address is somebody else.
   */
  public static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().map(Texts::folded).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  private static int folded(int codePoint) {
    int small = Character.toLowerCase(codePoint);
    return Character.toUpperCase(small) == codePoint ? small : codePoint;
  }
}
