package dev.muster.sandbox.demo;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySources;
import dev.muster.api.MobileApps;
import dev.muster.api.Tenants;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tenant of the demo: prepared once, left as it is found afterwards. */
final class DemoTenant {
  static final String ID = "demo";
  static final String CLIENT = "demo-app";
  static final String SOURCE = "wecom";

  private static final String PLATFORM = "wechatwork";

  private final Tenants tenants;
  private final MobileApps apps;
  private final IdentitySources sources;
  private final Clients clients;

  DemoTenant(Tenants tenants, MobileApps apps, IdentitySources sources, Clients clients) {
    this.tenants = tenants;
    this.apps = apps;
    this.sources = sources;
    this.clients = clients;
  }

  /** Adds what is missing; each part may be there from an earlier start. */
  void prepare(Map<String, String> binding, URI redirectUri) {
    if (tenants.find(ID).isEmpty()) {
      tenants.create(Caller.SYSTEM, ID, "Sandbox Ltd");
    }
    if (apps.find(ID, PLATFORM).isEmpty()) {
      apps.bind(Caller.SYSTEM, ID, PLATFORM, binding);
    }
    if (sources.find(ID, SOURCE).isEmpty()) {
      sources.create(Caller.SYSTEM, ID, SOURCE, PLATFORM, source());
    }
    if (clients.find(ID, CLIENT).isEmpty()) {
      clients.create(Caller.SYSTEM, ID, Optional.of(CLIENT), Optional.empty(), client(redirectUri));
    }
  }

  private static IdentitySources.Draft source() {
    return new IdentitySources.Draft(
        "企业微信 WeCom",
        EnumSet.allOf(SignInMethod.class),
        Map.of(),
        Map.of(),
        false,
        Association.OFF,
        true);
  }

  private static Client.Draft client(URI redirectUri) {
    return new Client.Draft(
        "Demo application",
        false,
        List.of(redirectUri),
        List.of(),
        Optional.empty(),
        Set.of("openid", "profile", "email", "phone", "platform"),
        Set.of("*"),
        Client.AuthMethod.NONE,
        Optional.empty(),
        Optional.empty(),
        "ES256",
        true);
  }
}
