package dev.muster.lark;

import dev.muster.spi.platform.Addresses;
import dev.muster.spi.platform.ProviderContext;
import java.net.URI;

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
    V3
  }

  static Endpoints of(Cloud cloud, ProviderContext context) {
    return new Endpoints(
        Addresses.ofServer(context, Descriptors.ID, "open.url", cloud.open().toString()),
        Addresses.ofServer(context, Descriptors.ID, "accounts.url", cloud.accounts().toString()),
        oauth(context));
  }

  /** Where codes are redeemed. */
  URI tokenBase() {
    return oauth == OAuth.V2 ? open : accounts;
  }

  /** The call that redeems them. */
  String tokenPath() {
    return oauth == OAuth.V2 ? "/open-apis/authen/v2/oauth/token" : "/oauth/v3/token";
  }

  private static OAuth oauth(ProviderContext context) {
    String text = context.setting("oauth.version").orElse("v2");
    return switch (text) {
      case "v2" -> OAuth.V2;
      case "v3" -> OAuth.V3;
      default ->
          throw new IllegalArgumentException(
              setting("oauth.version") + " is " + text + "; it has to be v2 or v3");
    };
  }

  private static String setting(String key) {
    return "The setting platform." + Descriptors.ID + "." + key;
  }
}
