package dev.muster.sandbox.demo;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Clients;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.MobileApps;
import dev.muster.api.Tenants;
import dev.muster.api.Versioned;
import dev.muster.sandbox.common.SimulatedPlatform;
import dev.muster.sandbox.common.Words;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The tenant of the demo: prepared once, left as it is found afterwards. */
final class DemoTenant {
  static final String ID = "demo";
  static final String CLIENT = "demo-app";

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

  /**
   * Adds the tenant and the application, where they are missing from an earlier start, and the
   * application's address, which is another one at another port.
   *
   * @return whether the tenant is new
   */
  boolean prepare(URI redirectUri) {
    boolean isNew = tenants.find(ID).isEmpty();
    if (isNew) {
      tenants.create(Caller.SYSTEM, ID, "Sandbox Ltd");
    }
    Optional<Client> present = clients.find(ID, CLIENT).map(Versioned::value);
    if (present.isEmpty()) {
      clients.create(Caller.SYSTEM, ID, Optional.of(CLIENT), Optional.empty(), client(redirectUri));
    } else if (!present.get().settings().redirectUris().contains(redirectUri)) {
      clients.change(
          Caller.SYSTEM, ID, CLIENT, before -> adding(redirectUri, before), OptionalLong.empty());
    }
    return isNew;
  }

  /**
   * Binds a simulated platform and lets people in by it, where that is missing.
   *
   * @return the source's id
   */
  String bind(SimulatedPlatform<?> platform) {
    if (apps.find(ID, platform.id()).isEmpty()) {
      apps.bind(Caller.SYSTEM, ID, platform.id(), platform.binding());
    }
    String source = platform.id().equals("wechatwork") ? "wecom" : platform.id();
    if (sources.find(ID, source).isEmpty()) {
      sources.create(Caller.SYSTEM, ID, source, platform.id(), source(platform.name()));
    }
    return source;
  }

  private static IdentitySource.Settings source(Words platform) {
    return IdentitySource.Settings.of(
        platform.zh() + " " + platform.en(), EnumSet.allOf(SignInMethod.class));
  }

  /** All that is registered, by an administrator too, and one address more. */
  static Client.Settings adding(URI redirectUri, Client.Settings before) {
    List<URI> redirectUris = new ArrayList<>(before.redirectUris());
    redirectUris.add(redirectUri);
    return before.toBuilder().redirectUris(redirectUris).build();
  }

  private static Client.Settings client(URI redirectUri) {
    return Client.Settings.builder("Demo application")
        .confidential(false)
        .redirectUris(List.of(redirectUri))
        .scopes(Set.of("openid", "profile", "email", "phone", "platform"))
        .idTokenSignedResponseAlg("ES256")
        .build();
  }
}
