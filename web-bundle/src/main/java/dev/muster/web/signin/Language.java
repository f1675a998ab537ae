package dev.muster.web.signin;

import dev.muster.spi.Text;
import dev.muster.web.http.Request;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages. */
enum Language {
  ENGLISH("en"),
  CHINESE("zh-CN");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** A BCP 47 tag. */
  String tag() {
    return tag;
  }

  String of(Text text) {
    return text.in(tag);
  }

  /**
   * What somebody reads: what the address says (OpenID Connect Core, section 3.1.2.1), else what
   * their browser says.
   *
   * @param uiLocales of the request, best first
   * @param request what the browser sent
   * @return the language
   */
  static Language of(Optional<String> uiLocales, Request request) {
    return uiLocales
        .flatMap(locales -> first(locales.split(" +", -1)))
        .or(() -> request.header("Accept-Language").flatMap(header -> first(header.split(",", -1))))
        .orElse(ENGLISH);
  }

  /** Browsers list languages in the order in which they are liked. */
  private static Optional<Language> first(String[] tags) {
    for (String entry : tags) {
      String tag = entry.strip().toLowerCase(Locale.ROOT);
      if (is(tag, "zh")) {
        return Optional.of(CHINESE);
      }
      if (is(tag, "en")) {
        return Optional.of(ENGLISH);
      }
    }
    return Optional.empty();
  }

  private static boolean is(String tag, String language) {
    return tag.startsWith(language)
        && (tag.length() == language.length() || "-;_".indexOf(tag.charAt(language.length())) >= 0);
  }
}
