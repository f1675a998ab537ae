package dev.muster.web.fake;

import static dev.muster.core.testing.TestCore.ALICE;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.api.Versioned;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.ManualClock;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestServer;
import dev.muster.web.oidc.AuthorizeEndpoint;
import dev.muster.web.oidc.ClientAuthenticator;
import dev.muster.web.oidc.DiscoveryEndpoint;
import dev.muster.web.oidc.InteractionEndpoint;
import dev.muster.web.oidc.PushedAuthorizationEndpoint;
import dev.muster.web.oidc.TokenEndpoint;
import dev.muster.web.oidc.TokenManagement;
import dev.muster.web.oidc.UserInfoEndpoint;
import dev.muster.web.signin.HostedSignIn;
import dev.muster.web.signin.LogoutEndpoint;
import dev.muster.web.signin.TenantAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The web's part of the product over the core, with a tenant that is set up. */
public final class Gateway {
  public static final String TENANT = "acme";
  public static final String CALLBACK = "https://shop.example/callback";
  private static final String JWKS =
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";
  private static final OptionalLong ANY = OptionalLong.empty();

  public final TestCore core = new TestCore();
  public final ManualClock clock = core.clock;
  public final FakePlatform wechatwork = new FakePlatform("wechatwork", "wxwork", "code");
  public final FakePlatform lark = new FakePlatform("lark", "lark", "code");
  public final SteeredSignIns signIns = new SteeredSignIns(core.signIns);
  public final String publicUrl;
  public final TestServer server;

  public Gateway() {
    this("http://localhost:8080");
  }

  /** What hooks add. */
  public volatile Function<Grants.Access, Map<String, Object>> contributed = access -> Map.of();

  public Gateway(String publicUrl) {
    this.publicUrl = publicUrl;
    core.tenants.create(ALICE, TENANT, "Acme 集团");
    core.tenants.create(ALICE, "other", "Other");
    core.platforms.all.clear();
    core.offer(wechatwork);
    core.offer(new FakePlatform("ding", "dingtalk", "authCode"));
    core.offer(lark);
    TestInstallation installation = TestInstallation.plain().at(publicUrl);
    HostedSignIn hosted =
        new HostedSignIn(
            installation,
            core.brandings,
            core.clients,
            core.pushedRequests,
            core.sources,
            core.platforms,
            core.sessions,
            core.grants,
            core.consents,
            signIns,
            core.tries,
            core.interactions,
            core.ownAccount,
            core.passwordSignIns,
            core.passwordRecovery,
            clock);
    ClientAuthenticator authenticator =
        new ClientAuthenticator(installation, core.clients, core.clientAssertions, clock);
    ContributedClaims claims = (tenant, access) -> contributed.apply(access);
    server =
        new TestServer(
            installation,
            new CountedMetrics(),
            new AnyApi(),
            new TenantAddresses(core.tenants),
            hosted,
            new DiscoveryEndpoint(installation, core.tenants, core.signingKeys),
            new AuthorizeEndpoint(
                installation,
                core.clients,
                core.pushedRequests,
                core.sessions,
                core.grants,
                core.consents,
                core.signingKeys,
                hosted,
                clock),
            new TokenEndpoint(
                installation, authenticator, core.grants, signIns, core.signingKeys, claims, clock),
            new TokenManagement(installation, authenticator, core.grants),
            new InteractionEndpoint(
                installation, core.clients, core.interactions, core.signingKeys, claims, clock),
            new PushedAuthorizationEndpoint(
                installation, authenticator, core.clients, core.pushedRequests, core.signingKeys),
            new UserInfoEndpoint(installation, core.clients, core.grants, core.signingKeys, claims),
            new LogoutEndpoint(
                installation,
                core.brandings,
                core.clients,
                core.sessions,
                core.signingKeys,
                clock));
    source(TENANT, "wecom", "企业微信", "wechatwork");
    client("shop", draft());
  }

  /** Adds a source of every method. */
  public void source(String tenant, String id, String name, String platform) {
    source(tenant, id, platform, Settings.of(name, Set.of(SignInMethod.values())));
  }

  public void source(String tenant, String id, String platform, Settings settings) {
    Map<String, String> app = Map.of("schema", "wwauth1", "corpId", "ww1", "agentId", "1000002");
    core.sources.create(ALICE, tenant, id, platform, settings.withFields(app));
  }

  public void removeSource(String id) {
    core.sources.delete(ALICE, TENANT, id, ANY);
  }

  /** Adds a client, or changes it; where it has a secret, that is {@link #secret}. */
  public void client(String id, Client.Settings settings) {
    client(TENANT, id, settings);
  }

  public void client(String tenant, String id, Client.Settings settings) {
    if (core.clients.find(tenant, id).isPresent()) {
      core.clients.change(ALICE, tenant, id, before -> settings, ANY);
      return;
    }
    Optional<Secret> secret =
        Optional.of(Secret.of(secret(id))).filter(any -> settings.confidential());
    core.clients.create(ALICE, tenant, Optional.of(id), secret, settings);
  }

  public static String secret(String client) {
    return client + "-secret-0123456789";
  }

  public void removeClient(String id) {
    core.clients.delete(ALICE, TENANT, id, ANY);
  }

  /** How many sessions are stored. */
  public long sessions() {
    return core.store.count(SessionRecord.COLLECTION, TENANT, new Query.All());
  }

  /** Ends everybody's. */
  public void endSessions() {
    for (Versioned<User> user :
        core.users.list(TENANT, Users.Filter.NONE, 50, Optional.empty()).items()) {
      core.users.endSessions(ALICE, TENANT, user.value().id());
    }
    core.taskWork.runDue();
  }

  /** The id of somebody who has signed in. */
  public String userId(String name) {
    return core.accounts.byUsername(TENANT, name).orElseThrow().key().id();
  }

  /** Makes new keys, and waits until they sign. */
  public void rotateKeys() {
    core.signingKeys.rotate(ALICE, TENANT);
    clock.advance(Duration.ofMinutes(1));
  }

  public String issuer() {
    return publicUrl + "/t/" + TENANT;
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
        .jwks(method == AuthMethod.PRIVATE_KEY_JWT ? Optional.of(JWKS) : Optional.empty())
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

  /** A client that may ask for refresh tokens. */
  public static Client.Settings draftWithRefreshTokens() {
    return draft().toBuilder()
        .scopes(Set.of("openid", "profile", "email", "offline_access"))
        .grantTypes(Set.of(GrantType.values()))
        .build();
  }

  /** A client that is not the company's own. */
  public static Client.Settings draftOfAThirdParty() {
    return draftWithRefreshTokens().toBuilder().firstParty(false).build();
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
