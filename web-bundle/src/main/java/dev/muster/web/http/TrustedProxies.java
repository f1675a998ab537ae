package dev.muster.web.http;

import dev.muster.api.Installation;
import java.util.function.Predicate;

/** Which addresses are those of proxies before us. */
public final class TrustedProxies {
  private TrustedProxies() {}

  /**
   * Reads the setting.
   *
   * @param installation settings
   * @return whether a literal IP address is one of them
   */
  public static Predicate<String> of(Installation installation) {
    return new Proxies(installation)::trusts;
  }
}
