package dev.muster.lark;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * Where the platform is. A private deployment has other hosts, which then stand for both clouds.
 *
 * @param open the server API
 * @param accounts the sign-in page, and the newest token call
 * @param oauth which call redeems codes
 */
record Endpoints(URI open, URI accounts, OAuth oauth) {
  /** The calls that redeem a code; their fields are the same. */
  enum OAuth {
    /** Documented for both clouds. */
    V2,
    /** Newer, on the other host; whether Lark's cloud takes it is not documented. */
    V3;

    static Optional<OAuth> of(String text) {
      return switch (text) {
        case "v2" -> Optional.of(V2);
        case "v3" -> Optional.of(V3);
        default -> Optional.empty();
      };
    }
  }

  static Endpoints of(Cloud cloud, ProviderContext context) {
    Settings settings = new Settings(context, Descriptors.ID);
    return new Endpoints(
        settings.server("open.url", cloud.open().toString()),
        settings.server("accounts.url", cloud.accounts().toString()),
        settings.value("oauth.version", "v2", OAuth::of, "v2 or v3"));
  }

  /** Where codes are redeemed. */
  URI tokenBase() {
    return oauth == OAuth.V2 ? open : accounts;
  }

  /** The call that redeems them. */
  String tokenPath() {
    return oauth == OAuth.V2 ? "/open-apis/authen/v2/oauth/token" : "/oauth/v3/token";
  }
}
