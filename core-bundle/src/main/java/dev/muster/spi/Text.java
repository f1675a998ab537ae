package dev.muster.spi;

/**
 * A text for people, in the languages the product speaks.
 *
 * @param en English
 * @param zhCn Chinese as written in mainland China
 */
public record Text(String en, String zhCn) {
  /** Validates. */
  public Text {
    if (en.isBlank() || zhCn.isBlank()) {
      throw new IllegalArgumentException("A text stands in English and in Chinese");
    }
  }

  /**
   * A text that nobody has translated: readers of Chinese get the English one.
   *
   * @param en English
   * @return the text
   */
  public static Text english(String en) {
    return new Text(en, en);
  }

  /**
   * The text in the language asked for.
   *
   * @param language a BCP 47 tag or a language; everything that does not begin with {@code zh} gets
   *     English
   * @return the text
   */
  public String in(String language) {
    return language.regionMatches(true, 0, "zh", 0, 2) ? zhCn : en;
  }
}
