package dev.muster.core.password;

import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.settings.Settings;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a password has to be that somebody chooses, for administrators and users alike: long enough,
 * and none that is guessed first (NIST SP 800-63B, section 3.1.1.2). Which kinds of characters it
 * has is nobody's business. One that was chosen under other rules goes on working.
 */
@Component(service = PasswordRules.class)
public final class PasswordRules {
  /** The most characters; hashing takes longer the longer a password is. */
  private static final int LONGEST = 128;

  /** The most that earlier rules let somebody choose. */
  private static final int LONGEST_BEFORE = 200;

  private static final String FIELD = "password";
  private static final String PRODUCT = "muster";

  /** A shorter name is in too many words to be one of somebody's. */
  private static final int SHORTEST_NAME = 3;

  /** With fewer beside a name, the name is the password. */
  private static final int LEAST_BESIDE_A_NAME = 6;

  private static final int LEAST_DIFFERENT = 4;

  private final int shortest;
  private final Set<String> common = common();

  /** Made by Declarative Services. */
  @Activate
  public PasswordRules(@Reference Settings settings) {
    this.shortest = settings.passwordMinLength();
  }

  /**
   * Whose password it is to be.
   *
   * @param tenant where they are; empty for an administrator
   * @param username what they sign in with
   * @param email their mailbox, where it is known
   */
  public record Owner(String tenant, String username, Optional<String> email) {
    /** An administrator. */
    public static Owner administrator(String username) {
      return new Owner("", username, Optional.empty());
    }

    private Stream<String> names() {
      return Stream.concat(Stream.of(tenant, username, PRODUCT), email.stream())
          .map(name -> normalised(name.substring(0, localPart(name))))
          .filter(name -> name.length() >= SHORTEST_NAME);
    }

    private static int localPart(String name) {
      int at = name.indexOf('@');
      return at < 0 ? name.length() : at;
    }
  }

  /**
   * Whether a password is short enough to be one that rules have ever let somebody choose. A longer
   * one is wrong, and not worth the work of hashing it.
   *
   * @param password what somebody entered, however long
   */
  public static boolean canBeOne(Secret password) {
    return Texts.length(password.reveal()) <= LONGEST_BEFORE;
  }

  /**
   * Adds what is wrong with a password, as a fault of the field {@code password}.
   *
   * @param password what somebody chose, however long
   * @param owner whose it is to be
   * @param errors where faults go
   */
  public void check(Secret password, Owner owner, FieldErrors errors) {
    int length = Texts.length(password.reveal());
    if (length < shortest || length > LONGEST) {
      errors.add(
          FIELD,
          "length",
          new Text(
              "Give " + shortest + " to " + LONGEST + " characters.",
              "请填写 " + shortest + " 至 " + LONGEST + " 个字符。"));
      return;
    }
    String plain = normalised(password.reveal());
    if (common.contains(plain) || plain.chars().distinct().count() < LEAST_DIFFERENT) {
      errors.add(
          FIELD,
          "common",
          new Text(
              "Many people use this password, so it is guessed first. Choose another.",
              "该密码过于常见，容易被猜中，请换一个。"));
    } else if (owner.names().anyMatch(name -> isLittleMoreThan(name, plain))) {
      errors.add(
          FIELD,
          "own-name",
          new Text(
              "It is little more than a name that others know. Choose another.",
              "该密码与用户名、邮箱、租户名或产品名称过于接近，请换一个。"));
    }
  }

  private static boolean isLittleMoreThan(String name, String password) {
    return password.contains(name) && password.replace(name, "").length() < LEAST_BESIDE_A_NAME;
  }

  private static String normalised(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  /** Passwords that are in every list of those that have been found out. */
  static Set<String> common() {
    try (InputStream list =
            Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isEmpty()).collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
