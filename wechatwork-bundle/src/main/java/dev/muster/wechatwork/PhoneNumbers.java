package dev.muster.wechatwork;

import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers as the address book holds them, in E.164. */
final class PhoneNumbers {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAINLAND_MOBILE = Pattern.compile("(?:86)?(1[3-9][0-9]{9})");

  private PhoneNumbers() {}

  /**
   * The number in E.164. A number without a country code is one of mainland China.
   *
   * @param text as it was entered
   * @return the number, or empty if it cannot be told which one it is
   */
  static Optional<String> e164(String text) {
    String digits = SEPARATORS.matcher(text).replaceAll("");
    if (digits.startsWith("00")) {
      digits = "+" + digits.substring(2);
    }
    var mainland = MAINLAND_MOBILE.matcher(digits);
    String number = mainland.matches() ? "+86" + mainland.group(1) : digits;
    return E164.matcher(number).matches() ? Optional.of(number) : Optional.empty();
  }
}
