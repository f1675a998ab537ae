package dev.muster.core.user;

import dev.muster.api.User.Profile;
import dev.muster.core.check.FieldErrors;
import dev.muster.spi.Secret;
import java.net.URI;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a profile may be, and its one written form. */
final class ProfileRules {
  static final int MIN_PASSWORD = 12;
  static final int MAX_PASSWORD = 200;

  private static final int MAX_NAME = 100;
  private static final int MAX_EMAIL = 254;
  private static final int MAX_URI = 2000;

  /** Enough to catch slips; whether an address exists only a letter to it can show. */
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}\"(),:;<>\\[\\]\\\\]{1,64}@[\\p{L}\\p{N}.-]{1,189}");

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern PHONE_DECORATION = Pattern.compile("[ ()./-]");

  private ProfileRules() {}

  /** The profile as it is stored; a blank value is an absent one. */
  static Profile normalised(Profile raw) {
    Optional<String> email = text(raw.email());
    Optional<String> phone =
        text(raw.phone()).map(each -> PHONE_DECORATION.matcher(each).replaceAll(""));
    return new Profile(
        raw.username().strip(),
        text(raw.displayName()),
        email.map(ProfileRules::lowerDomain),
        raw.emailVerified() && email.isPresent(),
        phone,
        raw.phoneVerified() && phone.isPresent(),
        text(raw.externalId()),
        text(raw.locale()),
        raw.picture());
  }

  private static Optional<String> text(Optional<String> raw) {
    return raw.map(String::strip).filter(value -> !value.isEmpty());
  }

  private static String lowerDomain(String email) {
    int at = email.lastIndexOf('@');
    return at < 0 ? email : email.substring(0, at) + email.substring(at).toLowerCase(Locale.ROOT);
  }

  static void check(Profile profile, FieldErrors errors) {
    errors.checkName("username", profile.username());
    profile.displayName().ifPresent(value -> errors.checkName("displayName", value));
    profile
        .email()
        .filter(value -> value.length() > MAX_EMAIL || !EMAIL.matcher(value).matches())
        .ifPresent(value -> errors.add("email", "format", "Give an e-mail address."));
    profile
        .phone()
        .filter(value -> !E164.matcher(value).matches())
        .ifPresent(
            value ->
                errors.add(
                    "phone", "format", "Give + with country code and number: +8613800000000."));
    profile
        .externalId()
        .ifPresent(
            value -> {
              if (value.length() > MAX_NAME) {
                errors.add("externalId", "length", "Give at most 100 characters.");
              } else {
                errors.checkPrintable("externalId", value);
              }
            });
    profile
        .locale()
        .filter(value -> !isLocale(value))
        .ifPresent(value -> errors.add("locale", "format", "Give a language tag such as zh-CN."));
    profile
        .picture()
        .filter(value -> !isPicture(value))
        .ifPresent(value -> errors.add("picture", "format", "Give an https address."));
  }

  private static boolean isLocale(String value) {
    try {
      return value.length() <= MAX_NAME
          && !new Locale.Builder().setLanguageTag(value).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  private static boolean isPicture(URI value) {
    return "https".equalsIgnoreCase(value.getScheme())
        && value.getHost() != null
        && value.toString().length() <= MAX_URI;
  }

  static void check(Secret password, FieldErrors errors) {
    int length = password.reveal().length();
    if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
      errors.add("password", "length", "Give 12 to 200 characters.");
    }
  }
}
