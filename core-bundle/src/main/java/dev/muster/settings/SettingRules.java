package dev.muster.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a value may be, for each kind of setting. */
final class SettingRules {
  private static final int MAX_PORT = 65_535;

  /** An API token has every right, and nobody has to type it. */
  private static final int MIN_TOKEN = 32;

  /** What listens on every address, and is none that a browser could open. */
  private static final Pattern NO_HOST = Pattern.compile("0\\.0\\.0\\.0|\\[[0:]*\\]");

  private static final Pattern DURATION = Pattern.compile("[1-9][0-9]{0,6}[dhms]");

  /** OSGi Core, section 1.3.2. */
  private static final Pattern SYMBOLIC_NAME =
      Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  /** As a user's: RFC 5321 without quoting. */
  private static final Pattern MAILBOX =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private SettingRules() {}

  static Function<String, Optional<WrongValue>> anything() {
    return value -> Optional.empty();
  }

  static Function<String, Optional<WrongValue>> numberFrom(int least, int most) {
    return value -> {
      boolean fits =
          value.matches("[0-9]{1,9}")
              && Integer.parseInt(value) >= least
              && Integer.parseInt(value) <= most;
      return unless(fits, value, "give a number from " + least + " to " + most);
    };
  }

  static Function<String, Optional<WrongValue>> oneOf(String... allowed) {
    Set<String> sorted = new TreeSet<>(Set.of(allowed));
    return value -> unless(sorted.contains(value), value, "give one of " + sorted);
  }

  static Optional<WrongValue> path(String value) {
    try {
      var unused = Path.of(value);
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.of(WrongValue.is(value, "give a path"));
    }
  }

  static Optional<WrongValue> origin(String value) {
    return unless(
        isOrigin(value),
        value,
        "give the address that browsers see, as https://host or https://host:port, without a path");
  }

  private static boolean isOrigin(String value) {
    try {
      URI url = new URI(value.replaceFirst("/$", ""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain =
          url.getRawQuery() == null && url.getRawFragment() == null && url.getUserInfo() == null;
      boolean reachable =
          url.getHost() != null
              && !NO_HOST.matcher(url.getHost()).matches()
              && url.getPort() != 0
              && url.getPort() <= MAX_PORT;
      return web && plain && reachable && url.getRawPath().isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The value is not repeated: people put passwords into addresses. */
  static Optional<WrongValue> database(String value) {
    return value.startsWith("jdbc:postgresql://")
        ? Optional.empty()
        : Optional.of(
            new WrongValue(
                "is not a supported database",
                "give jdbc:postgresql://host:port/name, or leave it out for the embedded"
                    + " database"));
  }

  /** The value is not repeated: it has a password in it. */
  static Optional<WrongValue> smtp(String value) {
    return SmtpUrl.of(value).isPresent()
        ? Optional.empty()
        : Optional.of(
            new WrongValue(
                "is no address of a mail server that can be used",
                "give smtp://user:password@host:587 or smtps://user:password@host:465, with %40 for"
                    + " an @ in the user or the password; ?starttls=off sends without TLS, which"
                    + " takes no user"));
  }

  static Optional<WrongValue> mailbox(String value) {
    return unless(
        MAILBOX.matcher(value).matches(), value, "give an address such as muster@corp.example");
  }

  static Optional<WrongValue> keeper(String value) {
    return unless(
        KeyLine.isKeeper(value),
        value,
        "give the name of a keeper, lower-case letters, digits and hyphens");
  }

  /** The value is a secret, if a bad one: it is not repeated. */
  static Optional<WrongValue> token(String value) {
    return value.length() >= MIN_TOKEN
        ? Optional.empty()
        : Optional.of(
            new WrongValue(
                "is too short", "give at least " + MIN_TOKEN + " characters, made at random"));
  }

  static Optional<WrongValue> duration(String value) {
    return unless(
        DURATION.matcher(value).matches(), value, "give a time such as 400d, 36h, 30m or 10s");
  }

  static Optional<WrongValue> networks(String value) {
    return each(
        value,
        range -> AddressRange.of(range).isPresent(),
        "give address ranges as 10.0.0.0/8, with commas between them; a single address ends in /32,"
            + " one of IPv6 in /128");
  }

  static Optional<WrongValue> addresses(String value) {
    return each(
        value,
        address -> AddressRange.of(address + (address.contains(":") ? "/128" : "/32")).isPresent(),
        "give IP addresses, with one comma between each two");
  }

  static Optional<WrongValue> symbolicNames(String value) {
    return each(
        value,
        name -> SYMBOLIC_NAME.matcher(name).matches(),
        "give symbolic names of bundles, with one comma between each two");
  }

  private static Optional<WrongValue> each(String value, Predicate<String> fits, String remedy) {
    return Stream.of(value.split(",", -1))
        .map(String::strip)
        .filter(fits.negate())
        .findFirst()
        .map(part -> new WrongValue("has '" + part + "'", remedy));
  }

  private static Optional<WrongValue> unless(boolean fits, String value, String remedy) {
    return fits ? Optional.empty() : Optional.of(WrongValue.is(value, remedy));
  }
}
