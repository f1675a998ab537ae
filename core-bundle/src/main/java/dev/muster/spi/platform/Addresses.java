package dev.muster.spi.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that come from outside, taken for one only where they are. */
public final class Addresses {
  private static final Pattern PICTURE = Pattern.compile("https://[\\x21-\\x7e]{1,1992}");

  private Addresses() {}

  /**
   * The base address of a platform's server: the setting {@code platform.<id>.<key>}, or the usual
   * one.
   *
   * @param context where the setting is
   * @param platform the platform's id
   * @param key the last part of the setting's name, such as {@code api.url}
   * @param usual the address where it is not set
   * @return an http or https address with a host, without query or fragment
   * @throws IllegalArgumentException if the setting is none; names it and says what would be right,
   *     as {@link ChatProvider#connect} is to
   */
  public static URI ofServer(ProviderContext context, String platform, String key, String usual) {
    String text = context.setting(key).orElse(usual);
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through to the same refusal
    }
    throw new IllegalArgumentException(
        "The setting platform.%s.%s is %s; it has to be an http or https address such as %s"
            .formatted(platform, key, text, usual));
  }

  /**
   * A person's picture, as a platform tells of it.
   *
   * @param text what it says
   * @return an https address of at most 2000 characters, or empty if it is none
   */
  public static Optional<URI> ofPicture(String text) {
    if (!PICTURE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
