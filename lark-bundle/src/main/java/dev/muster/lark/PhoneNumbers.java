package dev.muster.lark;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Phone numbers between E.164 and what the platform writes. Feishu leaves the country code of
 * mainland China out; in Lark's cloud a number without one could be any country's.
 */
final class PhoneNumbers {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s().-]");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAINLAND_MOBILE = Pattern.compile("1[3-9][0-9]{9}");
  private static final String MAINLAND = "+86";

  private PhoneNumbers() {}

  /**
   * The number in E.164.
   *
   * @param text as the address book holds it
   * @param cloud whose address book
   * @return the number, or empty if it cannot be told which one it is
   */
  static Optional<String> e164(String text, Cloud cloud) {
    String digits = SEPARATORS.matcher(text).replaceAll("");
    if (cloud == Cloud.FEISHU && MAINLAND_MOBILE.matcher(digits).matches()) {
      digits = MAINLAND + digits;
    }
    return E164.matcher(digits).matches() ? Optional.of(digits) : Optional.empty();
  }

  /**
   * The number as the platform wants to be asked for it.
   *
   * @param e164 the number in E.164
   * @param cloud whose address book
   * @return the number
   */
  static String asked(String e164, Cloud cloud) {
    return cloud == Cloud.FEISHU && e164.startsWith(MAINLAND)
        ? e164.substring(MAINLAND.length())
        : e164;
  }
}
