package dev.muster.smtp;

import dev.muster.spi.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The server that mails go through.
 *
 * @param host its name or address
 * @param port its port
 * @param security how the connection is protected
 * @param user who signs in; empty where nobody does
 * @param password with what
 * @param from the address that mails come from
 */
record SmtpServer(
    String host,
    int port,
    Security security,
    Optional<String> user,
    Optional<Secret> password,
    String from) {
  /** A step of the conversation, in milliseconds; a code has ten seconds. */
  private static final String TIMEOUT = "4000";

  /** As in {@code dev.muster.settings.SmtpUrl}. */
  enum Security {
    TLS,
    STARTTLS,
    NONE
  }

  static SmtpServer of(Map<String, Object> configuration) {
    return new SmtpServer(
        text(configuration, ".host").orElseThrow(),
        Integer.parseInt(text(configuration, ".port").orElseThrow()),
        Security.valueOf(text(configuration, ".security").orElseThrow()),
        text(configuration, ".user"),
        text(configuration, ".password").map(Secret::of),
        text(configuration, ".from").orElseThrow());
  }

  private static Optional<String> text(Map<String, Object> configuration, String key) {
    return Optional.ofNullable(configuration.get(key)).map(String::valueOf);
  }

  /** The settings for Jakarta Mail; system properties change none of them. */
  Properties properties() {
    Properties properties = new Properties();
    // instead of this machine's name, in the greeting and in the messages' ids
    properties.setProperty("mail.from", from);
    for (String protocol : new String[] {"smtp", "smtps"}) {
      String prefix = "mail." + protocol + ".";
      properties.setProperty(prefix + "localhost", from.substring(from.lastIndexOf('@') + 1));
      properties.setProperty(prefix + "connectiontimeout", TIMEOUT);
      properties.setProperty(prefix + "timeout", TIMEOUT);
      properties.setProperty(prefix + "writetimeout", TIMEOUT);
      properties.setProperty(prefix + "quitwait", "false");
      properties.setProperty(prefix + "auth", Boolean.toString(user.isPresent()));
      properties.setProperty(prefix + "auth.mechanisms", "PLAIN LOGIN");
      properties.setProperty(prefix + "ssl.checkserveridentity", "true");
      properties.setProperty(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
      boolean starttls = security == Security.STARTTLS;
      properties.setProperty(prefix + "starttls.enable", Boolean.toString(starttls));
      properties.setProperty(prefix + "starttls.required", Boolean.toString(starttls));
    }
    return properties;
  }

  @Override
  public String toString() {
    return host + ":" + port + " (" + security.name().toLowerCase(Locale.ROOT) + ")";
  }
}
