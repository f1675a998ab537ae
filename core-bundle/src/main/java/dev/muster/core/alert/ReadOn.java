package dev.muster.core.alert;

import dev.muster.spi.alert.AlertGroup;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where people read on about alerts. */
public final class ReadOn {
  private static final int MOST_OF_A_LINK = 1000;
  private static final Pattern MARKUP = Pattern.compile("[*`<~|_]");

  private ReadOn() {}

  /**
   * What is said of a group, with the address of the first alert that fires and has one. An address
   * that would fill a chat is left out.
   */
  public static Optional<String> summary(AlertGroup group) {
    Optional<String> address =
        group.alerts().stream()
            .filter(alert -> !alert.resolved())
            .flatMap(alert -> alert.url().stream())
            .findFirst()
            .map(ReadOn::encoded)
            .filter(it -> it.length() <= MOST_OF_A_LINK);
    return address
        .map(it -> group.summary().map(text -> text + "\n\n" + it).orElse(it))
        .or(group::summary);
  }

  /**
   * An address without the signs that are shown in another form where they could be markup (RFC
   * 3986, section 2.1).
   */
  private static String encoded(String url) {
    return MARKUP
        .matcher(url)
        .replaceAll(sign -> String.format(Locale.ROOT, "%%%02X", (int) sign.group().charAt(0)));
  }
}
