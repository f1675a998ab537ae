package dev.muster.web.http;

import dev.muster.spi.Text;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant by a name that is not known. */
final class Spelling {
  private static final int MOST_EDITS = 2;

  /** Of a name of so many letters, one edit is a slip; of fewer it makes another word. */
  private static final int LETTERS_PER_EDIT = 3;

  private Spelling() {}

  /** Says that a member is not known, and what may have been meant. */
  static Text noSuchMember(String name, Collection<String> known) {
    String en = "There is no such member.";
    String zh = "没有该成员。";
    return closest(name, known)
        .map(it -> new Text(en + " Did you mean " + it + "?", zh + "您是指 " + it + " 吗？"))
        .orElse(new Text(en, zh));
  }

  /**
   * The known name that is closest, whatever the case and without what words are joined by.
   *
   * @param name what was written
   * @param known what could have been meant
   * @return empty where none is close, or several alike
   */
  static Optional<String> closest(String name, Collection<String> known) {
    String written = letters(name);
    Optional<String> closest = Optional.empty();
    int fewest = Math.min(MOST_EDITS, written.length() / LETTERS_PER_EDIT) + 1;
    for (String each : known) {
      int edits = edits(written, letters(each));
      if (edits < fewest) {
        closest = Optional.of(each);
        fewest = edits;
      } else if (edits == fewest) {
        closest = Optional.empty();
      }
    }
    return closest;
  }

  private static String letters(String name) {
    return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Letters to put in, take out or replace (Levenshtein); the most there are where it is not close.
   */
  private static int edits(String from, String to) {
    if (Math.abs(from.length() - to.length()) > MOST_EDITS) {
      return Integer.MAX_VALUE;
    }
    int[] above = new int[to.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
