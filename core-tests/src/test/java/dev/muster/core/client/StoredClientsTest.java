package dev.muster.core.client;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Client.Settings;
import dev.muster.api.Clients.WithSecret;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.SecretState;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredClientsTest {
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final Secret GIVEN = Secret.of("given-secret-0123456789");
  private static final String PUBLIC_JWKS =
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

  @TempDir private Path folder;
  private final Set<String> present = new HashSet<>();
  private StoredClients clients;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    clients = clients(false);
  }

  private StoredClients clients(boolean privateDestinations) {
    return new StoredClients(
        core.storage,
        core.directory,
        (tenant, id) -> tenant.equals(TENANT) && present.contains(id),
        core.digests,
        core.changes,
        Destinations.of(privateDestinations),
        core.guesses,
        core.clock);
  }

  private static Settings settings(boolean confidential, AuthMethod method, String... redirects) {
    return Settings.builder("Shop")
        .confidential(confidential)
        .redirectUris(List.of(redirects).stream().map(URI::create).toList())
        .scopes(Set.of("openid", "profile"))
        .tokenEndpointAuthMethod(Optional.of(method))
        .idTokenSignedResponseAlg("ES256")
        .build();
  }

  private static final Settings CONFIDENTIAL =
      settings(true, AuthMethod.CLIENT_SECRET_BASIC, "https://shop.example/cb");

  private static Settings with(Settings d, Set<String> scopes, Set<String> sources, String alg) {
    return d.toBuilder()
        .scopes(scopes)
        .identitySources(sources)
        .idTokenSignedResponseAlg(alg)
        .build();
  }

  private static Settings keys(Optional<String> jwks, Optional<URI> uri) {
    return settings(true, AuthMethod.PRIVATE_KEY_JWT, "https://shop.example/cb").toBuilder()
        .jwks(jwks)
        .jwksUri(uri)
        .build();
  }

  private WithSecret create(Settings settings) {
    return clients.create(ALICE, TENANT, Optional.of("shop"), Optional.empty(), settings);
  }

  @Test
  void makesAnIdAndASecretOf256BitsThatMatches() {
    WithSecret made =
        clients.create(ALICE, TENANT, Optional.empty(), Optional.empty(), CONFIDENTIAL);
    String id = made.client().value().clientId();
    Secret secret = made.secret().orElseThrow();

    assertThat(secret.reveal()).hasSize(43);
    assertThat(clients.secretMatches(ALICE, TENANT, id, secret)).isTrue();
    assertThat(clients.secretMatches(ALICE, TENANT, id, Secret.of("wrong"))).isFalse();
    assertThat(clients.secretMatches(ALICE, TENANT, "none", secret)).isFalse();
    assertThat(clients.secretMatches(ALICE, "other", id, secret)).isFalse();
    assertThat(clients.secretMatches(ALICE, TENANT, "odd \u0000 id", secret)).isFalse();
    assertThat(made.toString()).doesNotContain(secret.reveal());
  }

  @Test
  void takesAGivenIdAndSecretAndStoresADigestOnly() {
    clients.create(ALICE, TENANT, Optional.of("shop"), Optional.of(GIVEN), CONFIDENTIAL);

    assertThat(clients.secretMatches(ALICE, TENANT, "shop", GIVEN)).isTrue();
    byte[] body = core.store.find(new DocumentKey("client", TENANT, "shop")).orElseThrow().body();
    assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain(GIVEN.reveal());
    assertThat(core.events(TENANT).toString()).doesNotContain(GIVEN.reveal());
  }

  @Test
  void makesAnAddressWaitThatTriesSecretsAndNoOther() {
    clients.create(ALICE, TENANT, Optional.of("shop"), Optional.of(GIVEN), CONFIDENTIAL);
    for (int i = 0; i < 10; i++) {
      assertThat(clients.secretMatches(ALICE, TENANT, "shop", Secret.of("guess " + i))).isFalse();
    }

    assertProblem(ProblemCode.THROTTLED, () -> clients.secretMatches(ALICE, TENANT, "shop", GIVEN));
    Caller elsewhere = new Caller("system", "198.51.100.9", "c2");
    assertThat(clients.secretMatches(elsewhere, TENANT, "shop", GIVEN)).isTrue();
    assertThat(core.events(TENANT).get(0).action()).isEqualTo("client.authentication-refused");
    assertThat(core.events(TENANT).get(0).subject()).isEqualTo("client:shop");
    assertThat(core.events(TENANT).get(0).detail()).containsEntry("count", "11");
  }

  @Test
  void keepsGuessesAtClientsThatAreNotThereInOneEvent() {
    for (int i = 0; i < 9; i++) {
      assertThat(clients.secretMatches(ALICE, TENANT, "none-" + i, GIVEN)).isFalse();
      assertThat(clients.secretMatches(ALICE, "nowhere-" + i, "shop", GIVEN)).isFalse();
    }

    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("client.authentication-refused"))
        .singleElement()
        .satisfies(event -> assertThat(event.subject()).isEqualTo("client:(unknown)"));
    assertThat(core.events(""))
        .filteredOn(event -> event.action().equals("client.authentication-refused"))
        .hasSize(1);
  }

  @Test
  void refusesIdsAndSecretsThatDoNotDo() {
    for (String id : List.of("", "a b", "ä", "a/b", "a\\b", ".", "..", "x".repeat(101))) {
      assertInvalid(
          "clientId",
          "format",
          () -> clients.create(ALICE, TENANT, Optional.of(id), Optional.empty(), CONFIDENTIAL));
    }
    for (String secret : List.of("15-characters-x", "x".repeat(201))) {
      assertInvalid(
          "clientSecret",
          "length",
          () ->
              clients.create(
                  ALICE,
                  TENANT,
                  Optional.of("shop"),
                  Optional.of(Secret.of(secret)),
                  CONFIDENTIAL));
    }
    create(CONFIDENTIAL);
    assertProblem(ProblemCode.ALREADY_EXISTS, () -> create(CONFIDENTIAL));
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> clients.create(ALICE, "none", Optional.empty(), Optional.empty(), CONFIDENTIAL));
  }

  @ParameterizedTest
  @CsvSource({
    "/cb, not-absolute",
    "https://shop.example/cb#x, fragment",
    "https://*.shop.example/cb, wildcard",
    "https://u:p@shop.example/cb, user-info",
    "http://shop.example/cb, scheme",
    "com.example.app:/cb, scheme",
    "javascript:alert(1), scheme",
    "https:/cb, format",
  })
  void refusesRedirectAddressesOfAConfidentialClient(String uri, String code) {
    assertInvalid(
        "redirectUris", code, () -> create(settings(true, AuthMethod.CLIENT_SECRET_BASIC, uri)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/cb?code=x",
        "https://shop.example/cb?a=1&state",
        "https://shop.example/cb?error=",
        "https://shop.example/cb?iss=x&a=1",
        "https://shop.example/cb?response=x",
        "https://shop.example/cb?%63ode=x",
        "http://127.0.0.1/cb?state=x",
        "com.example.app:cb?code=x",
        "com.example.app://cb?st%61te=x"
      })
  void refusesAddressesThatSayWhatTheAnswerSays(String uri) {
    Settings app = settings(false, AuthMethod.NONE, uri);
    assertInvalid("redirectUris", "parameter", () -> create(app));
    assertInvalid(
        "postLogoutRedirectUris", "parameter", () -> create(withLogout(app, URI.create(uri))));
    create(settings(false, AuthMethod.NONE));
    assertInvalid(
        "redirectUris", "parameter", () -> clients.change(ALICE, TENANT, "shop", any -> app, ANY));
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/*, wildcard",
    "https://*.shop.example/, wildcard",
    "http://127.0.0.1:*/cb, wildcard",
    "https://shop.example/cb#, fragment",
    "https://shop.example/cb#x, fragment"
  })
  void refusesWildcardsAndFragmentsInEveryAddress(String uri, String code) {
    Settings app = settings(false, AuthMethod.NONE, uri);
    assertInvalid("redirectUris", code, () -> create(app));
    Settings elsewhere = withLogout(settings(false, AuthMethod.NONE), URI.create(uri));
    assertInvalid("postLogoutRedirectUris", code, () -> create(elsewhere));
    assertInvalid("backchannelLogoutUri", code, () -> create(elsewhere));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/x",
        "http://127.0.0.1/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[fd00::1]/x",
        "https://0177.0.0.1/x"
      })
  void refusesToCallIntoAPrivateNetworkUnlessTheSettingAllowsIt(String address) {
    URI uri = URI.create(address);
    Settings logout =
        withCalls(settings(true, AuthMethod.CLIENT_SECRET_BASIC), uri, Optional.empty());
    Settings keys =
        withCalls(
            settings(true, AuthMethod.CLIENT_SECRET_BASIC),
            URI.create("https://shop.example/x"),
            Optional.of(uri));
    assertInvalid("backchannelLogoutUri", "private-address", () -> create(logout));
    assertInvalid("jwksUri", "private-address", () -> create(keys));
    clients = clients(true);
    create(logout);
    clients = clients(false);
    // what is there already is judged when it is called
    clients.change(ALICE, TENANT, "shop", any -> logout, ANY);
    assertInvalid(
        "jwksUri",
        "private-address",
        () -> clients.change(ALICE, TENANT, "shop", any -> keys, ANY));
  }

  private static Settings withCalls(Settings d, URI logout, Optional<URI> keys) {
    return d.toBuilder().backchannelLogoutUri(Optional.of(logout)).jwksUri(keys).build();
  }

  private static Settings withLogout(Settings d, URI uri) {
    return d.toBuilder()
        .redirectUris(List.of())
        .postLogoutRedirectUris(List.of(uri))
        .backchannelLogoutUri(Optional.of(uri))
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/cb?x=1",
        "https://shop.example/cb?codes=1&my_state=2&x=code",
        "http://localhost:3000/cb",
        "http://127.0.0.1/cb",
        "http://[::1]:5000/cb",
        "com.example.app:/cb",
        "com.example.app://cb"
      })
  void takesWhatAPublicClientMayUse(String uri) {
    assertThat(create(settings(false, AuthMethod.NONE, uri)).secret()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"myapp://cb", "javascript:alert(1)", "data:text/html,x", "http://x/cb"})
  void refusesOtherSchemesOfAPublicClient(String uri) {
    assertInvalid("redirectUris", "scheme", () -> create(settings(false, AuthMethod.NONE, uri)));
  }

  @Test
  void refusesTooManyAddressesAndTheSameTwice() {
    String[] many =
        IntStream.range(0, 51).mapToObj(i -> "https://a.example/" + i).toArray(String[]::new);
    assertInvalid(
        "redirectUris",
        "too-many",
        () -> create(settings(true, AuthMethod.CLIENT_SECRET_BASIC, many)));
    assertInvalid(
        "redirectUris",
        "duplicate",
        () ->
            create(
                settings(
                    true,
                    AuthMethod.CLIENT_SECRET_BASIC,
                    "https://a.example/",
                    "https://a.example/")));
  }

  @Test
  void refusesMethodsThatDoNotFitTheType() {
    assertInvalid(
        "tokenEndpointAuthMethod", "choice", () -> create(settings(true, AuthMethod.NONE)));
    assertInvalid(
        "tokenEndpointAuthMethod",
        "choice",
        () -> create(settings(false, AuthMethod.CLIENT_SECRET_POST)));
    assertInvalid(
        "clientSecret",
        "conflict",
        () ->
            clients.create(
                ALICE,
                TENANT,
                Optional.empty(),
                Optional.of(GIVEN),
                settings(false, AuthMethod.NONE)));
  }

  @Test
  void wantsKeysWithPrivateKeyJwtAndNoPrivateOnes() {
    URI uri = URI.create("https://shop.example/jwks");
    assertInvalid("jwks", "required", () -> create(keys(Optional.empty(), Optional.empty())));
    assertInvalid(
        "jwks", "conflict", () -> create(keys(Optional.of(PUBLIC_JWKS), Optional.of(uri))));
    for (String bad :
        List.of("x", "[]", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}")) {
      assertInvalid("jwks", "format", () -> create(keys(Optional.of(bad), Optional.empty())));
    }
    assertInvalid(
        "jwksUri",
        "scheme",
        () -> create(keys(Optional.empty(), Optional.of(URI.create("http://a.example/jwks")))));
    assertThat(create(keys(Optional.of(PUBLIC_JWKS), Optional.empty())).secret()).isEmpty();
  }

  @Test
  void refusesScopesSourcesAndAlgorithmsThatDoNotDo() {
    assertInvalid(
        "scopes",
        "required",
        () -> create(with(CONFIDENTIAL, Set.of("profile"), Set.of("*"), "RS256")));
    assertInvalid(
        "scopes",
        "format",
        () -> create(with(CONFIDENTIAL, Set.of("openid", "a b"), Set.of("*"), "RS256")));
    assertInvalid(
        "identitySources",
        "choice",
        () -> create(with(CONFIDENTIAL, Set.of("openid"), Set.of("*", "a"), "RS256")));
    assertInvalid(
        "identitySources",
        "required",
        () -> create(with(CONFIDENTIAL, Set.of("openid"), Set.of(), "RS256")));
    assertInvalid(
        "idTokenSignedResponseAlg",
        "choice",
        () -> create(with(CONFIDENTIAL, Set.of("openid"), Set.of("*"), "none")));
  }

  @Test
  void refusesSourcesThatAreNotThereWhenTheyAreNamed() {
    present.addAll(Set.of("wecom", "lark"));
    Settings both = sources("wecom", "lark");
    create(both);
    assertThatThrownBy(() -> change(sources("wecom", "dingtalk", "nowhere")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE);
              assertThat(e.errors())
                  .extracting(FieldProblem::field, FieldProblem::message)
                  .containsExactly(
                      tuple("identitySources", "There is no identity source dingtalk."),
                      tuple("identitySources", "There is no identity source nowhere."));
            });
    assertInvalid(
        "identitySources",
        "unknown-value",
        () -> clients.create(ALICE, TENANT, Optional.empty(), Optional.empty(), sources("wecm")));

    present.remove("lark");
    assertThat(change(both.toBuilder().firstParty(false).build()).settings().identitySources())
        .containsExactlyInAnyOrder("wecom", "lark");
    change(sources("wecom"));
    assertInvalid("identitySources", "unknown-value", () -> change(both));
  }

  private static Settings sources(String... ids) {
    return CONFIDENTIAL.toBuilder().identitySources(Set.of(ids)).build();
  }

  private Client change(Settings settings) {
    return clients.change(ALICE, TENANT, "shop", any -> settings, ANY).value();
  }

  @Test
  void makesASecretWhereNothingIsSaidOfTheMethod() {
    Settings said = CONFIDENTIAL;
    Settings unsaid = withMethod(said, true, Optional.empty());
    assertThat(unsaid.authMethods())
        .containsExactlyInAnyOrder(AuthMethod.CLIENT_SECRET_BASIC, AuthMethod.CLIENT_SECRET_POST);
    assertThat(said.authMethods()).containsExactly(AuthMethod.CLIENT_SECRET_BASIC);
    Secret secret = create(unsaid).secret().orElseThrow();
    assertThat(clients.secretMatches(ALICE, TENANT, "shop", secret)).isTrue();

    clients.change(ALICE, TENANT, "shop", d -> withMethod(d, false, Optional.empty()), ANY);
    Client open = clients.find(TENANT, "shop").orElseThrow().value();
    assertThat(open.settings().authMethods()).containsExactly(AuthMethod.NONE);
    assertThat(clients.secretMatches(ALICE, TENANT, "shop", secret)).isFalse();
  }

  private static Settings withMethod(
      Settings d, boolean confidential, Optional<AuthMethod> method) {
    return d.toBuilder().confidential(confidential).tokenEndpointAuthMethod(method).build();
  }

  @Test
  void readsWhatWasStoredBeforeThereWereGrantTypesAndClaimsInIdTokens() {
    create(CONFIDENTIAL);
    DocumentKey key = new DocumentKey("client", TENANT, "shop");
    Document stored = core.store.find(key).orElseThrow();
    String body = new String(stored.body(), StandardCharsets.UTF_8);
    String before = body.replaceFirst(",\"grantTypes\":\\[[^]]*],\"claimsInIdToken\":false", "");
    assertThat(before).isNotEqualTo(body);
    core.store.commit(
        List.of(
            new Change.Replace(
                new Document(
                    key,
                    stored.version(),
                    before.getBytes(StandardCharsets.UTF_8),
                    stored.indexes(),
                    stored.expiresAt()))));

    Client read = clients.list(TENANT, 10, Optional.empty()).items().get(0);
    assertThat(read.settings()).isEqualTo(CONFIDENTIAL);
    assertThat(read.settings().grantTypes())
        .containsExactlyInAnyOrder(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
  }

  @Test
  void refusesAClientWithoutAnyGrant() {
    assertInvalid("grantTypes", "required", () -> create(with(CONFIDENTIAL, Set.of())));
  }

  private static Settings with(Settings d, Set<GrantType> grantTypes) {
    return d.toBuilder().grantTypes(grantTypes).build();
  }

  @Test
  void tellsWhenASecretWasChangedAndByWhom() {
    Client made = create(CONFIDENTIAL).client().value();
    assertThat(made.secret()).contains(new SecretState(core.clock.instant(), ALICE.actor()));

    Caller bob = new Caller("admin:bob", "10.0.0.2", "c-2");
    clients.rotateSecret(bob, TENANT, "shop");
    Client rotated = clients.find(TENANT, "shop").orElseThrow().value();
    assertThat(rotated.secret().orElseThrow().changedBy()).isEqualTo("admin:bob");

    clients.change(ALICE, TENANT, "shop", settings -> settings(false, AuthMethod.NONE), ANY);
    assertThat(clients.find(TENANT, "shop").orElseThrow().value().secret()).isEmpty();
  }

  @Test
  void rotatesASecretSoThatTheOneBeforeStopsAtOnce() {
    Secret before = create(CONFIDENTIAL).secret().orElseThrow();
    assertThat(clients.secretMatches(ALICE, TENANT, "shop", before)).isTrue();
    Secret after = clients.rotateSecret(ALICE, TENANT, "shop").secret().orElseThrow();

    assertThat(clients.secretMatches(ALICE, TENANT, "shop", before)).isFalse();
    assertThat(clients.secretMatches(ALICE, TENANT, "shop", after)).isTrue();
    clients.change(
        ALICE, TENANT, "shop", any -> settings(false, AuthMethod.NONE, "https://a.example/"), ANY);
    assertThat(clients.secretMatches(ALICE, TENANT, "shop", after)).isFalse();
    assertProblem(ProblemCode.INVALID_VALUE, () -> clients.rotateSecret(ALICE, TENANT, "shop"));
  }

  @Test
  void changesListsAndDeletes() {
    present.add("wecom");
    long version = create(CONFIDENTIAL).client().version();
    Client changed =
        clients
            .change(
                ALICE,
                TENANT,
                "shop",
                d -> with(d, Set.of("openid"), Set.of("wecom"), "RS256"),
                OptionalLong.of(version))
            .value();

    assertThat(clients.find(TENANT, "shop").orElseThrow().value()).isEqualTo(changed);
    assertThat(clients.list(TENANT, 10, Optional.empty()).items()).containsExactly(changed);
    assertProblem(
        ProblemCode.STALE,
        () -> clients.change(ALICE, TENANT, "shop", d -> d, OptionalLong.of(version)));
    assertProblem(
        ProblemCode.STALE, () -> clients.delete(ALICE, TENANT, "shop", OptionalLong.of(version)));
    assertProblem(ProblemCode.NOT_FOUND, () -> clients.change(ALICE, TENANT, "none", d -> d, ANY));
    clients.delete(ALICE, TENANT, "shop", ANY);
    assertThat(clients.find(TENANT, "shop")).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> clients.delete(ALICE, TENANT, "shop", ANY));
  }
}
