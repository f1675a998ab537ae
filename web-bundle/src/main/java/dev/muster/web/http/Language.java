package dev.muster.web.http;

import dev.muster.spi.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The languages in which people are answered. */
public enum Language {
  /** English, for everybody who names neither. */
  ENGLISH("en"),
  /** Chinese as written in mainland China, for readers of every Chinese. */
  CHINESE("zh-CN");

  /** Browsers send a dozen at most; what comes after so many counts for nothing. */
  private static final int MOST_RANGES = 50;

  /** RFC 9110, section 12.4.2. */
  private static final Pattern WEIGHT =
      Pattern.compile("[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /**
   * How it is named.
   *
   * @return a BCP 47 tag
   */
  public String tag() {
    return tag;
  }

  /**
   * A text in this language.
   *
   * @param text the text
   * @return what is shown
   */
  public String of(Text text) {
    return text.in(tag);
  }

  /**
   * The first of a list that is one of ours, as in {@code ui_locales} (OpenID Connect Core, section
   * 3.1.2.1).
   *
   * @param tags BCP 47 tags with blanks between them, best first
   * @return the language, or empty if none is ours
   */
  public static Optional<Language> first(String tags) {
    return Arrays.stream(tags.split(" +", -1))
        .limit(MOST_RANGES)
        .flatMap(each -> ours(each).stream())
        .findFirst();
  }

  /**
   * The one that is liked best (RFC 9110, section 12.5.4); of two that are liked alike the one that
   * is named first.
   *
   * @param lines of the header {@code Accept-Language}
   * @return the language; English where none of ours is accepted
   */
  static Language accepted(List<String> lines) {
    Map<Language, Double> weights = new LinkedHashMap<>();
    double ofOthers = 0;
    for (String range :
        lines.stream()
            .flatMap(line -> Arrays.stream(line.split(",", MOST_RANGES + 1)))
            .limit(MOST_RANGES)
            .toList()) {
      String[] parts = range.split(";", 2);
      double weight = parts.length == 1 ? 1 : weight(parts[1].strip());
      if (parts[0].strip().equals("*")) {
        ofOthers = Math.max(ofOthers, weight);
      } else {
        ours(parts[0].strip()).ifPresent(each -> weights.merge(each, weight, Math::max));
      }
    }
    Language best = ENGLISH;
    double most = 0;
    for (Language each : values()) {
      weights.putIfAbsent(each, ofOthers);
    }
    for (Map.Entry<Language, Double> each : weights.entrySet()) {
      if (each.getValue() > most) {
        best = each.getKey();
        most = each.getValue();
      }
    }
    return best;
  }

  /** What cannot be read is not wanted. */
  private static double weight(String text) {
    Matcher matcher = WEIGHT.matcher(text);
    return matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  /** Ours whatever script or region is named: who reads zh-Hant-TW reads zh-CN sooner than en. */
  private static Optional<Language> ours(String tag) {
    return is(tag, "zh")
        ? Optional.of(CHINESE)
        : is(tag, "en") ? Optional.of(ENGLISH) : Optional.empty();
  }

  private static boolean is(String tag, String language) {
    return tag.regionMatches(true, 0, language, 0, language.length())
        && (tag.length() == language.length() || "-_".indexOf(tag.charAt(language.length())) >= 0);
  }
}
