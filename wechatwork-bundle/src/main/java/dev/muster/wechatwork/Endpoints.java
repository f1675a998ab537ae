package dev.muster.wechatwork;

import dev.muster.spi.ProviderContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where the platform is. Private and government editions have other hosts.
 *
 * @param api the server API
 * @param oauth the page of the in-app sign-in
 * @param login the page of the browser sign-in
 * @param mobileCodePath the call that redeems a code of the mobile SDK
 */
record Endpoints(URI api, URI oauth, URI login, String mobileCodePath) {
  /** The call that redeems the codes of both web sign-ins. */
  static final String WEB_CODE_PATH = "/cgi-bin/auth/getuserinfo";

  /**
   * The call that the vendor's pages name for codes of the mobile SDK. Whether the newer one takes
   * them too is not documented, and a code cannot be tried twice.
   */
  private static final String DOCUMENTED_MOBILE_CODE_PATH = "/cgi-bin/user/getuserinfo";

  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-]+)+");

  static Endpoints of(ProviderContext context) {
    return new Endpoints(
        base(context, "api.url", "https://qyapi.weixin.qq.com"),
        base(context, "oauth.url", "https://open.weixin.qq.com"),
        base(context, "login.url", "https://login.work.weixin.qq.com"),
        path(context, "mobile.code.path", DOCUMENTED_MOBILE_CODE_PATH));
  }

  private static URI base(ProviderContext context, String key, String usual) {
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
        setting(key) + " is " + text + "; it has to be an http or https address such as " + usual);
  }

  private static String path(ProviderContext context, String key, String usual) {
    String text = context.setting(key).orElse(usual);
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          setting(key) + " is " + text + "; it has to be a path such as " + usual);
    }
    return text;
  }

  private static String setting(String key) {
    return "The setting platform." + Descriptors.ID + "." + key;
  }
}
