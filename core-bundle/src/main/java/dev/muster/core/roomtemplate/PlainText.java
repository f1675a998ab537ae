package dev.muster.core.roomtemplate;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text within Markdown. The platforms' Markdown has no way to take the meaning from a sign,
 * so that where it would have one another stands that looks alike: its full-width form.
 */
final class PlainText {
  /** What full-width forms are beyond those of ASCII (Unicode, Halfwidth and Fullwidth Forms). */
  private static final int TO_FULL_WIDTH = 0xFEE0;

  /**
   * Emphasis, code, links and pictures, tags, strikethrough and tables wherever they stand;
   * underscores that are not within a word; what would be read as a character's name.
   */
  private static final Pattern WITHIN =
      Pattern.compile(
          "[*`\\[\\]<~|]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|&(?=#?[A-Za-z0-9]{1,32};)");

  /** Numbers and signs of lists, quotes, headings and rules, at the beginning of a line. */
  private static final Pattern AT_BEGINNING =
      Pattern.compile(
          "^(?:(\\d{1,9})([.)])(?=\\s|$)"
              + "|(>|#(?=#{0,5}(?:\\s|$))|[+-](?=\\s|$)|[=-](?=[=\\- \\t]*$)))",
          Pattern.MULTILINE);

  /** More than three blanks would begin code. */
  private static final Pattern INDENT = Pattern.compile("^[ \\t]+", Pattern.MULTILINE);

  private PlainText() {}

  static String inMarkdown(String text) {
    String lines = INDENT.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
    String begun = AT_BEGINNING.matcher(lines).replaceAll(PlainText::beginning);
    return WITHIN
        .matcher(begun)
        .replaceAll(sign -> Matcher.quoteReplacement(fullWidth(sign.group())));
  }

  private static String beginning(MatchResult found) {
    return Matcher.quoteReplacement(
        found.group(3) == null
            ? found.group(1) + fullWidth(found.group(2))
            : fullWidth(found.group(3)));
  }

  private static String fullWidth(String sign) {
    return String.valueOf((char) (sign.charAt(0) + TO_FULL_WIDTH));
  }
}
