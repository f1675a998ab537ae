package dev.muster.dingtalk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phone numbers as the platform writes them, which keeps the country code apart, and in E.164. */
final class PhoneNumbers {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAINLAND_MOBILE = Pattern.compile("(?:\\+?86)?(1[3-9][0-9]{9})");
  private static final Pattern COUNTRY = Pattern.compile("\\+?([1-9][0-9]{0,3})");

  private PhoneNumbers() {}

  /**
   * The number in E.164. A number without a country code is one of mainland China.
   *
   * @param text the number as it was entered
   * @param country the country code, with or without a plus sign
   * @return the number, or empty if it cannot be told which one it is
   */
  static Optional<String> e164(String text, Optional<String> country) {
    String digits = SEPARATORS.matcher(text).replaceAll("");
    if (digits.startsWith("+")) {
      return valid(digits);
    }
    if (country.isPresent()) {
      Matcher code = COUNTRY.matcher(country.get().strip());
      return code.matches() ? valid("+" + code.group(1) + digits) : Optional.empty();
    }
    return mainland(digits).map(number -> "+86" + number);
  }

  /**
   * What the platform looks people up by, which is a number of mainland China without its country
   * code. How it wants others is not documented.
   *
   * @param e164 the number in E.164
   * @return the number, or empty if it is not one of mainland China
   */
  static Optional<String> mainland(String e164) {
    Matcher mobile = MAINLAND_MOBILE.matcher(e164);
    return mobile.matches() ? Optional.of(mobile.group(1)) : Optional.empty();
  }

  private static Optional<String> valid(String number) {
    return E164.matcher(number).matches() ? Optional.of(number) : Optional.empty();
  }
}
