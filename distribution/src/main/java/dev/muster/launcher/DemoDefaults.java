package dev.muster.launcher;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * What the demo mode sets where nothing else is set: the sandbox in place of the platforms, and an
 * administrator's password that is another at every start.
 */
final class DemoDefaults {
  private static final String ADMIN_PASSWORD = "admin.password";

  /** As the sandbox calls the one that it prepares. */
  private static final String TENANT = "Sandbox Ltd (demo)";

  private static final String WECHATWORK = "/sandbox/wechatwork";
  private static final String DINGTALK = "/sandbox/dingtalk";
  private static final String LARK = "/sandbox/lark";

  private DemoDefaults() {}

  static void add(Map<String, String> values, int port, URI publicUrl) {
    values.computeIfAbsent(ADMIN_PASSWORD, key -> password());
    values.putIfAbsent("platform.wechatwork.api.url", "http://127.0.0.1:" + port + WECHATWORK);
    values.putIfAbsent("platform.wechatwork.oauth.url", publicUrl + WECHATWORK);
    values.putIfAbsent("platform.wechatwork.login.url", publicUrl + WECHATWORK);
    values.putIfAbsent("platform.dingtalk.api.url", "http://127.0.0.1:" + port + DINGTALK);
    values.putIfAbsent("platform.dingtalk.oapi.url", "http://127.0.0.1:" + port + DINGTALK);
    values.putIfAbsent("platform.dingtalk.login.url", publicUrl + DINGTALK);
    values.putIfAbsent("platform.dingtalk.script.url", publicUrl + DINGTALK + "/dingtalk.open.js");
    values.putIfAbsent("platform.lark.open.url", "http://127.0.0.1:" + port + LARK);
    values.putIfAbsent("platform.lark.accounts.url", publicUrl + LARK);
  }

  /** The one place where a password is printed: it opens nothing but the demo on this machine. */
  static String banner(Settings settings) {
    URI url = settings.publicUrl();
    return """

          Muster runs in demo mode at %s

            Console         %s/console/
            Administrator   admin
            Password        %s
            Tenant          %s, with the simulated platforms; default is empty
            Play a sign-in  %s/sandbox/app

        """
        .formatted(url, url, settings.values().get(ADMIN_PASSWORD), TENANT, url);
  }

  private static String password() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
