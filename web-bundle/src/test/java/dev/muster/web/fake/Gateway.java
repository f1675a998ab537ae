package dev.muster.web.fake;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.spi.SignInMethod;
import dev.muster.testkit.storage.ManualClock;
import dev.muster.web.http.RecordedMetrics;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestServer;
import dev.muster.web.oidc.AuthorizeEndpoint;
import dev.muster.web.oidc.DiscoveryEndpoint;
import dev.muster.web.oidc.TokenEndpoint;
import dev.muster.web.oidc.UserInfoEndpoint;
import dev.muster.web.signin.HostedSignIn;
import dev.muster.web.signin.TenantAddresses;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The web's part of the product over a core in memory, with a tenant that is set up. */
public final class Gateway {
  public static final String TENANT = "acme";
  public static final String CALLBACK = "https://shop.example/callback";

  public final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T08:00:00Z"));
  public final FakeTenants tenants = new FakeTenants();
  public final FakeClients clients = new FakeClients();
  public final FakeSources sources = new FakeSources();
  public final FakeKeys keys = new FakeKeys(TENANT);
  public final FakeSessions sessions = new FakeSessions(clock);
  public final FakeGrants grants = new FakeGrants(clock, sessions, clients);
  public final FakeSignIns signIns = new FakeSignIns(clock, sources, sessions, grants);
  public final String publicUrl;
  public final TestServer server;

  public Gateway() {
    this("http://localhost:8080");
  }

  /** What hooks add. */
  public volatile Function<Grants.Access, Map<String, Object>> contributed = access -> Map.of();

  public Gateway(String publicUrl) {
    this.publicUrl = publicUrl;
    tenants.add(TENANT, "Acme 集团");
    tenants.add("other", "Other");
    TestInstallation installation = TestInstallation.plain().at(publicUrl);
    HostedSignIn hosted =
        new HostedSignIn(
            installation, tenants, clients, sources, new FakePlatforms(), sessions, signIns, clock);
    ContributedClaims claims = (tenant, access) -> contributed.apply(access);
    server =
        new TestServer(
            installation,
            new RecordedMetrics(),
            new TenantAddresses(tenants),
            hosted,
            new DiscoveryEndpoint(installation, tenants, keys),
            new AuthorizeEndpoint(installation, clients, sessions, grants, keys, hosted, clock),
            new TokenEndpoint(installation, clients, grants, signIns, keys, claims, clock),
            new UserInfoEndpoint(installation, grants, claims));
    sources.add(TENANT, offer("wecom", "企业微信", "wechatwork", "wxwork"));
    clients.add(TENANT, "shop", Optional.of("shop-secret"), draft());
  }

  public String issuer() {
    return publicUrl + "/t/" + TENANT;
  }

  public static Offer offer(String id, String name, String platform, String marker) {
    return new Offer(
        id,
        name,
        platform,
        Set.of(SignInMethod.values()),
        Optional.of("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        Set.of(marker),
        true);
  }

  public static Client.Settings draft() {
    return draft(true, AuthMethod.CLIENT_SECRET_BASIC, "RS256", Set.of("*"), true);
  }

  public static Client.Settings draft(
      boolean confidential,
      AuthMethod method,
      String alg,
      Set<String> sources,
      boolean firstParty) {
    return Client.Settings.builder("Webshop")
        .confidential(confidential)
        .redirectUris(List.of(URI.create(CALLBACK), URI.create("https://shop.example/cb?kept=1")))
        .scopes(Set.of("openid", "profile", "email", "phone", "platform"))
        .identitySources(sources)
        .tokenEndpointAuthMethod(Optional.of(method))
        .idTokenSignedResponseAlg(alg)
        .firstParty(firstParty)
        .grantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.PLATFORM_CODE))
        .build();
  }

  public static Client.Settings draftWithScopes(String... scopes) {
    return draft().toBuilder().scopes(Set.of(scopes)).build();
  }

  public static Client.Settings draft(Client.Settings draft, List<URI> redirectUris) {
    return draft.toBuilder().redirectUris(redirectUris).build();
  }

  public static Client.Settings draftWithClaimsInIdToken() {
    return draft().toBuilder().claimsInIdToken(true).build();
  }

  /** A client with a secret that nothing is said of how it is sent. */
  public static Client.Settings draftOfEitherMethod() {
    return draft().toBuilder().tokenEndpointAuthMethod(Optional.empty()).build();
  }

  public static Client.Settings draft(Client.Settings draft, Set<GrantType> grantTypes) {
    return draft.toBuilder().grantTypes(grantTypes).build();
  }
}
