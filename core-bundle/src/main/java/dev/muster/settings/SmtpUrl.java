package dev.muster.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A mail server's address, as {@code smtp.url} has it. Does not print the password.
 *
 * @param host its name or address
 * @param port its port
 * @param security how the connection is protected
 * @param user who signs in to it; empty where nobody does
 * @param password with what
 */
public record SmtpUrl(
    String host, int port, Security security, Optional<String> user, Optional<String> password) {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int MAX_PORT = 65_535;

  /** How a connection is protected. */
  public enum Security {
    /** By TLS from the beginning (RFC 8314). */
    TLS,
    /** By TLS after {@code STARTTLS} (RFC 3207), without which nothing is sent. */
    STARTTLS,
    /** Not at all: for a server on this machine or in the same rack. */
    NONE
  }

  /**
   * Reads an address.
   *
   * @param text {@code smtp://user:password@host:587?starttls=required}, {@code starttls=off} for a
   *     connection without TLS, {@code smtps://…} for TLS from the beginning; user, password, port
   *     and query may be left out
   * @return the address, or empty if it is none, or its password would go over the network as it is
   */
  public static Optional<SmtpUrl> of(String text) {
    try {
      URI url = new URI(text);
      Optional<Security> security = security(url);
      if (security.isEmpty() || !isPlain(url)) {
        return Optional.empty();
      }
      String info = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
      int colon = info.indexOf(':');
      Optional<String> user = decoded(colon < 0 ? info : info.substring(0, colon));
      Optional<String> password = decoded(colon < 0 ? "" : info.substring(colon + 1));
      boolean both = user.isPresent() == password.isPresent();
      boolean sheltered = user.isEmpty() || security.get() != Security.NONE;
      int usual = security.get() == Security.TLS ? SUBMISSIONS : SUBMISSION;
      return Optional.of(
              new SmtpUrl(
                  url.getHost(),
                  url.getPort() < 0 ? usual : url.getPort(),
                  security.get(),
                  user,
                  password))
          .filter(any -> both && sheltered);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Security> security(URI url) {
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    return switch (url.getScheme() + "?" + query) {
      case "smtps?" -> Optional.of(Security.TLS);
      case "smtp?", "smtp?starttls=required" -> Optional.of(Security.STARTTLS);
      case "smtp?starttls=off" -> Optional.of(Security.NONE);
      default -> Optional.empty();
    };
  }

  private static boolean isPlain(URI url) {
    return !url.isOpaque()
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
        && url.getHost() != null
        && url.getRawFragment() == null
        && url.getPort() != 0
        && url.getPort() <= MAX_PORT;
  }

  private static Optional<String> decoded(String raw) {
    return Optional.of(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "SmtpUrl[" + host + ":" + port + " " + security + "]";
  }
}
