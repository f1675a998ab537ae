package dev.muster.wechatwork;

import dev.muster.spi.platform.ProviderContext;
import dev.muster.support.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the platform is. Private and government editions have other hosts.
 *
 * @param api the server API
 * @param oauth the page of the in-app sign-in
 * @param login the page of the browser sign-in
 * @param mobileCodePath the call that redeems a code of the mobile SDK
 * @param lookupMisses how many searches a day may find nobody
 */
record Endpoints(URI api, URI oauth, URI login, String mobileCodePath, int lookupMisses) {
  /**
   * The vendor blocks a company's searches for a day once more of them found nobody than a fifth of
   * its members' number; the smallest companies may have 200.
   */
  private static final String USUAL_LOOKUP_MISSES = "20";

  /** The call that redeems the codes of both web sign-ins. */
  static final String WEB_CODE_PATH = "/cgi-bin/auth/getuserinfo";

  /**
   * The call that the vendor's pages name for codes of the mobile SDK. Whether the newer one takes
   * them too is not documented, and a code cannot be tried twice.
   */
  private static final String DOCUMENTED_MOBILE_CODE_PATH = "/cgi-bin/user/getuserinfo";

  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-]+)+");

  static Endpoints of(ProviderContext context) {
    Settings settings = new Settings(context, Descriptors.ID);
    return new Endpoints(
        settings.server("api.url", "https://qyapi.weixin.qq.com"),
        settings.server("oauth.url", "https://open.weixin.qq.com"),
        settings.server("login.url", "https://login.work.weixin.qq.com"),
        settings.value(
            "mobile.code.path",
            DOCUMENTED_MOBILE_CODE_PATH,
            text -> Optional.of(text).filter(path -> PATH.matcher(path).matches()),
            "a path such as " + DOCUMENTED_MOBILE_CODE_PATH),
        settings.value(
            "lookup.misses",
            USUAL_LOOKUP_MISSES,
            text ->
                Optional.of(text.strip())
                    .filter(number -> number.matches("[0-9]{1,7}"))
                    .map(Integer::valueOf),
            "a number such as " + USUAL_LOOKUP_MISSES));
  }
}
