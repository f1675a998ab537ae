package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;

/** Binds a gateway to the simulated company and lets an application sign people in with it. */
final class GatewaySetup {
  private GatewaySetup() {}

  /** Binds a platform's app and lets people in by it. */
  static void bind(Distribution gateway, String tenant, BenchPlatform platform) {
    new Management(gateway)
        .post(
            "/tenants/" + tenant + "/mobile-apps",
            "{'platform':'%s','fields':{%s}}".formatted(platform.id(), platform.fields()));
    source(gateway, tenant, platform.id(), platform);
  }

  /** A way in. Where there are two, the sign-in page is shown: a single one is taken at once. */
  static void source(Distribution gateway, String tenant, String id, BenchPlatform platform) {
    new Management(gateway)
        .post(
            "/tenants/" + tenant + "/identity-sources",
            ("{'id':'%s','displayName':'%s','platform':'%s','methods':['browser'],"
                    + "'fields':{},'loginOnly':false,'association':{'mode':'off'},'enabled':true}")
                .formatted(id, platform, platform.id()));
  }

  static void prepare(Distribution gateway, String tenant, String algorithm) {
    Management api = new Management(gateway);
    if (!tenant.equals("default")) {
      api.post("/tenants", "{'id':'%s','displayName':'Benchmark'}".formatted(tenant));
    }
    String path = "/tenants/" + tenant;
    bind(gateway, tenant, BenchPlatform.WECHATWORK);
    api.post(
        path + "/clients",
        ("{'clientId':'%s','clientSecret':'%s','displayName':'Benchmark','type':'confidential',"
                + "'redirectUris':['%s'],'scopes':['openid','profile'],'identitySources':['*'],"
                + "'tokenEndpointAuthMethod':'client_secret_basic',"
                + "'idTokenSignedResponseAlg':'%s','firstParty':true}")
            .formatted(
                LoadPlan.CLIENT_ID, LoadPlan.CLIENT_SECRET, LoadPlan.REDIRECT_URI, algorithm));
  }
}
