package dev.muster.core.user;

import dev.muster.api.User.Profile;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.spi.Text;
import java.net.URI;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a value of a person's may be, whoever gives it, and its one written form. An administrator's
 * value that is none is refused; a platform's is left out.
 */
public final class ProfileRules {
  private static final int MAX_NAME = 100;
  private static final int MAX_EMAIL = 254;
  private static final int MAX_URI = 2000;

  /** The longest id that a platform gives anybody, with room: OpenID Connect's {@code sub}. */
  private static final int MAX_PLATFORM_ID = 255;

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  /** A mailbox of RFC 5321, 4.1.2, without quoting; whether it exists only a letter can show. */
  private static final Pattern EMAIL =
      Pattern.compile("(?=[^@]{1,64}@)%1$s(?:\\.%1$s)*@%2$s(?:\\.%2$s)*".formatted(ATOM, LABEL));

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern PHONE_DECORATION = Pattern.compile("[ ()./-]");

  private static final Profile NOTHING = Profile.of("");

  private ProfileRules() {}

  /** A mailbox in its written form, or empty for what is none. */
  public static Optional<String> email(String raw) {
    String plain = raw.strip();
    return plain.length() <= MAX_EMAIL && EMAIL.matcher(plain).matches()
        ? Optional.of(lowerDomain(plain))
        : Optional.empty();
  }

  /** A phone number in E.164, or empty for what is none. */
  public static Optional<String> phone(String raw) {
    String plain = PHONE_DECORATION.matcher(raw.strip()).replaceAll("");
    return Optional.of(plain).filter(value -> E164.matcher(value).matches());
  }

  /**
   * The form in which a user name or an address is compared with another one: a phone number is
   * spelled in many ways, and case is no difference.
   *
   * @param raw a user name, a mailbox or a phone number, however odd
   */
  public static String comparable(String raw) {
    return phone(raw).orElseGet(() -> UserRecord.folded(raw));
  }

  /** What can be shown of a name that somebody else wrote; empty where that is nothing. */
  public static Optional<String> name(String raw) {
    return Optional.of(Texts.cut(Texts.oneLine(raw), MAX_NAME).strip())
        .filter(name -> !name.isEmpty());
  }

  /** Whether an address is one that a browser may load a picture from. */
  public static boolean isPicture(URI value) {
    return "https".equalsIgnoreCase(value.getScheme())
        && value.getHost() != null
        && value.toString().length() <= MAX_URI;
  }

  /** Whether a platform's id of a person, a company or a department can be stored as it is. */
  public static boolean isPlatformId(String value) {
    return !value.isBlank() && value.length() <= MAX_PLATFORM_ID && Texts.isPrintable(value);
  }

  /** A new user's profile as it is stored; a blank value is an absent one. */
  static Profile checked(Profile raw, FieldErrors errors) {
    return changed(NOTHING, raw, errors);
  }

  /**
   * A profile after a change. What is not changed is not looked at: it was let in by the rules of
   * its time, and whoever changes something else cannot correct it.
   */
  static Profile changed(Profile before, Profile raw, FieldErrors errors) {
    Optional<String> email =
        value(
            "email",
            raw.emailVerified() && !before.emailVerified() ? Optional.empty() : before.email(),
            raw.email(),
            ProfileRules::email,
            new Text("Give an email address.", "请填写邮箱地址。"),
            errors);
    Optional<String> phone =
        value(
            "phone",
            raw.phoneVerified() && !before.phoneVerified() ? Optional.empty() : before.phone(),
            raw.phone(),
            ProfileRules::phone,
            new Text(
                "Give + with country code and number: +8613800000000.",
                "请填写带 + 和国家代码的号码，例如 +8613800000000。"),
            errors);
    return Profile.builder(username(before.username(), raw.username(), errors))
        .displayName(name("displayName", before.displayName(), raw.displayName(), errors))
        .nickname(name("nickname", before.nickname(), raw.nickname(), errors))
        .email(email, raw.emailVerified() && email.isPresent())
        .phone(phone, raw.phoneVerified() && phone.isPresent())
        .externalId(name("externalId", before.externalId(), raw.externalId(), errors))
        .locale(
            value(
                "locale",
                before.locale(),
                raw.locale(),
                tag -> Optional.of(tag).filter(ProfileRules::isLocale),
                new Text("Give a language tag such as zh-CN.", "请填写语言标签，例如 zh-CN。"),
                errors))
        .picture(picture(before.picture(), raw.picture(), errors))
        .build();
  }

  private static String username(String before, String raw, FieldErrors errors) {
    if (!raw.isEmpty() && raw.equals(before)) {
      return before;
    }
    errors.checkName("username", raw.strip());
    return raw.strip();
  }

  private static Optional<String> name(
      String field, Optional<String> before, Optional<String> raw, FieldErrors errors) {
    Optional<String> text = raw.map(String::strip).filter(value -> !value.isEmpty());
    if (!raw.equals(before)) {
      text.ifPresent(value -> errors.checkName(field, value));
    }
    return raw.equals(before) ? before : text;
  }

  private static Optional<String> value(
      String field,
      Optional<String> before,
      Optional<String> raw,
      Function<String, Optional<String>> form,
      Text message,
      FieldErrors errors) {
    Optional<String> text = raw.map(String::strip).filter(value -> !value.isEmpty());
    if (raw.equals(before) || text.isEmpty()) {
      return raw.equals(before) ? before : text;
    }
    Optional<String> written = form.apply(text.get());
    if (written.isEmpty()) {
      errors.add(field, "format", message);
    }
    return written;
  }

  private static Optional<URI> picture(
      Optional<URI> before, Optional<URI> raw, FieldErrors errors) {
    if (!raw.equals(before) && !raw.map(ProfileRules::isPicture).orElse(true)) {
      errors.add("picture", "format", new Text("Give an https address.", "请填写 https 地址。"));
    }
    return raw;
  }

  private static String lowerDomain(String email) {
    int at = email.lastIndexOf('@');
    return email.substring(0, at) + email.substring(at).toLowerCase(Locale.ROOT);
  }

  private static boolean isLocale(String value) {
    try {
      return value.length() <= MAX_NAME
          && !new Locale.Builder().setLanguageTag(value).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }
}
