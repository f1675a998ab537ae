package dev.muster.core.warroom;

import dev.muster.core.check.Texts;
import java.text.BreakIterator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A title that we gave a chat, of which the platform may tell as of any other one, also after the
 * next.
 *
 * @param text the whole
 * @param most how many characters of it the platform takes
 * @param at when it was given
 * @param told whether the platform told of it, or does not
 */
record GivenTitle(String text, int most, Instant at, boolean told) {
  private static final String ELLIPSIS = "…";

  static GivenTitle of(String text, int most, Instant at) {
    return new GivenTitle(text, most, at, false);
  }

  GivenTitle wasTold() {
    return new GivenTitle(text, most, at, true);
  }

  /** The last ones with this. */
  List<GivenTitle> after(List<GivenTitle> before) {
    List<GivenTitle> all =
        new ArrayList<>(
            before.subList(Math.max(0, before.size() - Bounds.GIVEN_TITLES + 1), before.size()));
    all.add(this);
    return all;
  }

  /** Whether what a platform tells of a time is this, and nothing that somebody did later. */
  boolean isToldBy(String title, Instant when) {
    return !told
        && Duration.between(at, when).abs().compareTo(Bounds.GIVEN_TITLE_TOLD) <= 0
        && is(title);
  }

  /** Whether a chat that was given this bears a title. */
  boolean is(String title) {
    return title.equals(text) || isCut(title);
  }

  /**
   * Providers cut a title that is too long for their platform, and end it with an ellipsis. People
   * write one too: in a cut there is no room for the next character, by code points or, as some
   * platforms count, by UTF-16 units.
   */
  boolean isCut(String title) {
    if (!title.endsWith(ELLIPSIS) || text.length() <= most || Texts.length(title) > most) {
      return false;
    }
    String kept = title.substring(0, title.length() - ELLIPSIS.length());
    int next = kept.length();
    // a cut does not end with spaces
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (!text.startsWith(kept) || next >= text.length()) {
      return false;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters.following(next) + ELLIPSIS.length() > most;
  }
}
