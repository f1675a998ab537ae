package dev.muster.web.fake;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.spi.SignInMethod;
import dev.muster.web.http.RecordedMetrics;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestServer;
import dev.muster.web.oidc.OidcRoutes;
import dev.muster.web.signin.HostedSignIn;
import dev.muster.web.signin.TenantAddresses;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The web's part of the product over a core in memory, with a tenant that is set up. */
public final class Gateway {
  public static final String TENANT = "acme";
  public static final String CALLBACK = "https://shop.example/callback";

  public final TestClock clock = new TestClock();
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
            new HostedSignIn.Services(
                installation, tenants, clients, sources, new FakePlatforms(), sessions, signIns),
            clock);
    server =
        new TestServer(
            installation,
            new RecordedMetrics(),
            new TenantAddresses(tenants),
            hosted,
            new OidcRoutes(
                new OidcRoutes.Services(
                    installation,
                    tenants,
                    clients,
                    sessions,
                    grants,
                    signIns,
                    keys,
                    (tenant, access) -> contributed.apply(access),
                    hosted),
                clock));
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

  public static Client.Draft draft() {
    return draft(true, AuthMethod.CLIENT_SECRET_BASIC, "RS256", Set.of("*"), true);
  }

  public static Client.Draft draft(
      boolean confidential,
      AuthMethod method,
      String alg,
      Set<String> sources,
      boolean firstParty) {
    return new Client.Draft(
        "Webshop",
        confidential,
        List.of(URI.create(CALLBACK), URI.create("https://shop.example/cb?kept=1")),
        List.of(),
        Optional.empty(),
        Set.of("openid", "profile", "email", "phone", "platform"),
        sources,
        Optional.of(method),
        Optional.empty(),
        Optional.empty(),
        alg,
        firstParty,
        Set.of(GrantType.AUTHORIZATION_CODE, GrantType.PLATFORM_CODE),
        false);
  }

  public static Client.Draft draftWithScopes(String... scopes) {
    return draft(draft(), draft().redirectUris(), draft().grantTypes(), scopes);
  }

  public static Client.Draft draft(Client.Draft draft, List<URI> redirectUris) {
    return draft(draft, redirectUris, draft.grantTypes(), draft.scopes().toArray(String[]::new));
  }

  public static Client.Draft draftWithClaimsInIdToken() {
    Client.Draft draft = draft();
    return new Client.Draft(
        draft.displayName(),
        draft.confidential(),
        draft.redirectUris(),
        List.of(),
        Optional.empty(),
        draft.scopes(),
        draft.identitySources(),
        draft.tokenEndpointAuthMethod(),
        Optional.empty(),
        Optional.empty(),
        draft.idTokenSignedResponseAlg(),
        draft.firstParty(),
        draft.grantTypes(),
        true);
  }

  /** A client with a secret that nothing is said of how it is sent. */
  public static Client.Draft draftOfEitherMethod() {
    Client.Draft draft = draft();
    return new Client.Draft(
        draft.displayName(),
        true,
        draft.redirectUris(),
        List.of(),
        Optional.empty(),
        draft.scopes(),
        draft.identitySources(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        draft.idTokenSignedResponseAlg(),
        draft.firstParty(),
        draft.grantTypes(),
        draft.claimsInIdToken());
  }

  public static Client.Draft draft(Client.Draft draft, Set<GrantType> grantTypes) {
    return draft(draft, draft.redirectUris(), grantTypes, draft.scopes().toArray(String[]::new));
  }

  private static Client.Draft draft(
      Client.Draft draft, List<URI> redirectUris, Set<GrantType> grantTypes, String... scopes) {
    return new Client.Draft(
        draft.displayName(),
        draft.confidential(),
        redirectUris,
        List.of(),
        Optional.empty(),
        Set.of(scopes),
        draft.identitySources(),
        draft.tokenEndpointAuthMethod(),
        Optional.empty(),
        Optional.empty(),
        draft.idTokenSignedResponseAlg(),
        draft.firstParty(),
        grantTypes,
        draft.claimsInIdToken());
  }
}
