package dev.muster.support;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phone numbers as people and platforms write them, and in E.164. */
public final class PhoneNumbers {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern COUNTRY = Pattern.compile("\\+?([1-9][0-9]{0,3})");
  private static final Pattern MAINLAND_MOBILE =
      Pattern.compile("(?:(?:\\+|00)?86)?(1[3-9][0-9]{9})");

  private PhoneNumbers() {}

  /**
   * A number that says which country it is of.
   *
   * @param text the number as it was entered, with {@code +} or {@code 00} in front
   * @return the number in E.164, or empty if it does not say so or is none
   */
  public static Optional<String> international(String text) {
    String digits = digits(text).replaceFirst("^00", "+");
    return Optional.of(digits).filter(number -> E164.matcher(number).matches());
  }

  /**
   * A number where a mobile number without a country code is one of mainland China.
   *
   * @param text the number as it was entered
   * @return the number in E.164, or empty if it cannot be told which one it is
   */
  public static Optional<String> chineseOrInternational(String text) {
    return mainlandMobile(text).map(number -> "+86" + number).or(() -> international(text));
  }

  /**
   * A number beside its country code.
   *
   * @param text the number as it was entered, also with a country code of its own
   * @param country the country code, with or without {@code +}
   * @return the number in E.164, or empty if it is none
   */
  public static Optional<String> ofCountry(String text, String country) {
    String digits = digits(text);
    Matcher code = COUNTRY.matcher(country.strip());
    if (digits.startsWith("+")) {
      return international(digits);
    }
    return code.matches() ? international("+" + code.group(1) + digits) : Optional.empty();
  }

  /**
   * A mobile number of mainland China without its country code.
   *
   * @param text the number with or without its country code
   * @return eleven digits, or empty if it is another
   */
  public static Optional<String> mainlandMobile(String text) {
    Matcher mobile = MAINLAND_MOBILE.matcher(digits(text));
    return mobile.matches() ? Optional.of(mobile.group(1)) : Optional.empty();
  }

  /**
   * A number as a platform in mainland China writes it.
   *
   * @param e164 the number in E.164
   * @return the number without its country code if that is China's, else the number as it is
   */
  public static String chineseWithoutCountry(String e164) {
    return e164.startsWith("+86") ? e164.substring("+86".length()) : e164;
  }

  private static String digits(String text) {
    return SEPARATORS.matcher(text).replaceAll("");
  }
}
