package dev.muster.web.http;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A cookie that script cannot read and that goes to this host alone (RFC 6265).
 *
 * @param name its name; one that begins with {@code __Host-} needs {@code secure} and the path
 *     {@code /}
 * @param value its value: letters, digits and {@code -._~}
 * @param path below which it is sent
 * @param sameSite {@code Strict}, {@code Lax} or {@code None}
 * @param secure whether it goes over https alone
 * @param lifetime how long it lives; zero takes it away, a negative one ends with the browser
 */
public record SetCookie(
    String name, String value, String path, String sameSite, boolean secure, Duration lifetime) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]*");
  private static final Set<String> SAME_SITE = Set.of("Strict", "Lax", "None");

  /** Validates: nothing that is put in begins another attribute. */
  public SetCookie {
    if (!NAME.matcher(name).matches()
        || !PATH.matcher(path).matches()
        || !SAME_SITE.contains(sameSite)) {
      throw new IllegalArgumentException("A cookie cannot be called or sent so");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ';' || c == ',' || c == '"' || c == '\\') {
        throw new IllegalArgumentException("A cookie cannot hold that");
      }
    }
  }

  /**
   * The value of the header.
   *
   * @return what follows {@code Set-Cookie:}
   */
  public String header() {
    StringBuilder header = new StringBuilder(name.length() + value.length() + 80);
    header.append(name).append('=').append(value).append("; Path=").append(path);
    if (!lifetime.isNegative()) {
      header.append("; Max-Age=").append(lifetime.toSeconds());
    }
    if (secure) {
      header.append("; Secure");
    }
    return header.append("; HttpOnly; SameSite=").append(sameSite).toString();
  }

  @Override
  public String toString() {
    return "SetCookie[" + name + "]";
  }
}
