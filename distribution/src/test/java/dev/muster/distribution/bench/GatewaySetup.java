package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;

/** Binds a gateway to the simulated company and lets an application sign people in with it. */
final class GatewaySetup {
  static final String CORP_ID = "wwSandboxLtd000001";
  static final String AGENT_ID = "1000002";
  static final String APP_SECRET = "sandbox-app-secret";

  private GatewaySetup() {}

  /** A way in. Where there are two, the sign-in page is shown: a single one is taken at once. */
  static void source(Distribution gateway, String tenant, String id) {
    new Management(gateway)
        .post(
            "/tenants/" + tenant + "/identity-sources",
            ("{'id':'%s','displayName':'WeCom','platform':'wechatwork','methods':['browser'],"
                    + "'fields':{},'loginOnly':false,'association':{'mode':'off'},'enabled':true}")
                .formatted(id));
  }

  static void prepare(Distribution gateway, String tenant, String algorithm) {
    Management api = new Management(gateway);
    if (!tenant.equals("default")) {
      api.post("/tenants", "{'id':'%s','displayName':'Benchmark'}".formatted(tenant));
    }
    String path = "/tenants/" + tenant;
    api.post(
        path + "/mobile-apps",
        "{'platform':'wechatwork','fields':{'corpId':'%s','agentId':'%s','secret':'%s'}}"
            .formatted(CORP_ID, AGENT_ID, APP_SECRET));
    source(gateway, tenant, LoadPlan.SOURCE);
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
