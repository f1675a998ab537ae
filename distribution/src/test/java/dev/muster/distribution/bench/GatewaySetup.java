package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;

/** Binds a gateway to the simulated company and lets an application sign people in with it. */
final class GatewaySetup {
  /** Of an identity source by which browsers sign in whoever comes. */
  static final String WAY_IN = "'methods':['browser'],'fields':{},'association':{'mode':'off'}";

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
    source(gateway, tenant, id, platform, WAY_IN);
  }

  /**
   * A way in.
   *
   * @param settings its methods, its fields and whatever else it is to be, as JSON in single quotes
   */
  static void source(
      Distribution gateway, String tenant, String id, BenchPlatform platform, String settings) {
    new Management(gateway)
        .post(
            "/tenants/" + tenant + "/identity-sources",
            ("{'id':'%s','displayName':'%s','platform':'%s','loginOnly':false,"
                    + "'enabled':true,%s}")
                .formatted(id, platform, platform.id(), settings));
  }

  static void prepare(Distribution gateway, String tenant, String algorithm) {
    Management api = new Management(gateway);
    if (!tenant.equals("default")) {
      api.post("/tenants", "{'id':'%s','displayName':'Benchmark'}".formatted(tenant));
    }
    bind(gateway, tenant, BenchPlatform.WECHATWORK);
    register(gateway, tenant, BenchClient.PLAIN, algorithm);
  }

  /** An application. */
  static void register(Distribution gateway, String tenant, BenchClient client, String algorithm) {
    new Management(gateway).post("/tenants/" + tenant + "/clients", client.registration(algorithm));
  }
}
