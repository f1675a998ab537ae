package dev.muster.lark;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * Where the platform is, and how much it bears. A private deployment has other hosts, which then
 * stand for both clouds.
 *
 * @param open the server API
 * @param accounts the sign-in page, and the newest token call
 * @param oauth which call redeems codes
 * @param mostMembers how many people a chat takes, which a company's administrator may lower
 */
record Endpoints(URI open, URI accounts, OAuth oauth, int mostMembers) {
  /** That of a company whose identity the vendor has verified. */
  private static final String USUAL_MEMBERS = "5000";

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
        settings.value("oauth.version", "v2", OAuth::of, "v2 or v3"),
        settings.value(
            "chat.members", USUAL_MEMBERS, Endpoints::members, "a number from 2 to 100000"));
  }

  private static Optional<Integer> members(String text) {
    return Optional.of(text.strip())
        .filter(number -> number.matches("[0-9]{1,6}"))
        .map(Integer::valueOf)
        .filter(most -> most >= 2 && most <= 100_000);
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
