package dev.muster.web.oidc;

import dev.muster.api.Client;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an answer may go to an address: whether it is one of the client's. */
final class RedirectUris {
  private static final int MAX_PORT = 65_535;

  /** Of an app on the person's own machine, with or without a port. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1]))(?::([1-9][0-9]{0,4}))?((?:[/?].*)?)");

  private RedirectUris() {}

  /**
   * Compares character by character (RFC 9700, section 2.1), but for the port of a public client's
   * loopback address, which the system gives the app when it starts (RFC 8252, section 7.3). {@code
   * localhost} is no such address: it is a name, and may lead elsewhere (section 8.3).
   *
   * @param client whose address it is to be
   * @param address what was sent
   * @return true if it is one of the client's
   */
  static boolean registered(Client client, String address) {
    Optional<String> portless =
        client.settings().confidential() ? Optional.empty() : withoutPort(address);
    for (URI uri : client.settings().redirectUris()) {
      String known = uri.toString();
      if (known.equals(address) || (portless.isPresent() && portless.equals(withoutPort(known)))) {
        return true;
      }
    }
    return false;
  }

  /** Empty where it is no loopback address. */
  private static Optional<String> withoutPort(String address) {
    Matcher loopback = LOOPBACK.matcher(address);
    if (!loopback.matches()
        || (loopback.group(2) != null && Integer.parseInt(loopback.group(2)) > MAX_PORT)) {
      return Optional.empty();
    }
    return Optional.of(loopback.group(1) + loopback.group(3));
  }
}
