package dev.muster.distribution.run;

import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.sandbox.SandboxServer;
import dev.muster.sandbox.common.Happening;
import dev.muster.sandbox.common.WebhookCall;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A simulated company on Enterprise WeChat, and an application that its people sign in to. */
final class Company implements AutoCloseable {
  static final String APP_SECRET = "sandbox-app-secret";
  static final String CLIENT_ID = "shop";
  static final String CLIENT_SECRET = "secret-of-the-shop-0123456789abcdef";
  static final String REDIRECT_URI = "http://127.0.0.1:9/signed-in";
  static final String SOURCE = "wecom";

  private static final String WHO_CAME = "auth/getuserinfo";

  private final SandboxServer platform;

  Company() {
    try {
      platform = SandboxServer.start(0, Clock.systemUTC());
    } catch (IOException e) {
      throw new AssertionError("the sandbox does not start", e);
    }
  }

  /** Settings of a product that takes this for Enterprise WeChat, with more of them. */
  Map<String, String> settings(Map<String, String> more) {
    String url = platform.uri() + "/wechatwork";
    Map<String, String> settings = new HashMap<>();
    settings.put("MUSTER_PLATFORM_WECHATWORK_API_URL", url);
    settings.put("MUSTER_PLATFORM_WECHATWORK_OAUTH_URL", url);
    settings.put("MUSTER_PLATFORM_WECHATWORK_LOGIN_URL", url);
    settings.putAll(more);
    return Map.copyOf(settings);
  }

  /** Binds a product to this company, once for a database. */
  static void bind(Distribution node) {
    bind(node, "default");
  }

  /** Binds a tenant that is there to this company. */
  static void bind(Distribution node, String tenant) {
    Management api = new Management(node);
    String path = "/tenants/" + tenant;
    api.post(
        path + "/mobile-apps",
        ("{'platform':'wechatwork','fields':{'corpId':'wwSandboxLtd000001','agentId':'1000002',"
                + "'secret':'%s'}}")
            .formatted(APP_SECRET));
    api.post(
        path + "/identity-sources",
        ("{'id':'%s','displayName':'WeCom','platform':'wechatwork','methods':['browser'],"
                + "'fields':{},'loginOnly':false,'association':{'mode':'off'},'enabled':true}")
            .formatted(SOURCE));
    api.post(
        path + "/clients",
        ("{'clientId':'%s','clientSecret':'%s','displayName':'Shop','type':'confidential',"
                + "'redirectUris':['%s'],'scopes':['openid','profile'],'identitySources':['*'],"
                + "'tokenEndpointAuthMethod':'client_secret_basic',"
                + "'idTokenSignedResponseAlg':'ES256','firstParty':true}")
            .formatted(CLIENT_ID, CLIENT_SECRET, REDIRECT_URI));
  }

  /** Lets a bound tenant accept webhook events. */
  void acceptWebhooks(Distribution node, String tenant) {
    Map<String, String> fields = platform.sandbox().wechatWork().binding();
    new Management(node)
        .patch(
            "/tenants/" + tenant + "/mobile-apps/wechatwork",
            "{'fields':{'callbackToken':'%s','callbackAesKey':'%s'}}"
                .formatted(fields.get("callbackToken"), fields.get("callbackAesKey")));
  }

  /** Webhook events when an account gets another id. */
  WebhookCall renamed(String from, String to) {
    return platform.sandbox().wechatWork().webhook(Happening.RENAMED, from + " " + to);
  }

  /** Makes the platform take two seconds to say who came. */
  void answerSlowly() {
    platform.sandbox().wechatWork().fault("slow", 0, Optional.of(WHO_CAME));
  }

  /** Makes the platform never say who came. */
  void hang() {
    platform.sandbox().wechatWork().fault("hang", 0, Optional.of(WHO_CAME));
  }

  /** Whether it is being asked who came, or was before. */
  boolean isAsked() {
    return platform.sandbox().wechatWork().calls(WHO_CAME) > 0;
  }

  /** Lets every call to the platform fail. */
  void fail() {
    platform.sandbox().wechatWork().fault("server-error", 0);
  }

  @Override
  public void close() {
    platform.close();
  }
}
