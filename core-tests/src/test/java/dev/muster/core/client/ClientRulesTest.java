package dev.muster.core.client;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.Pkce;
import dev.muster.api.Client.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may be. */
final class ClientRulesTest extends StoredClientsFixture {
  private static final String PUBLIC_JWKS =
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

  private static Settings keys(Optional<String> jwks, Optional<URI> uri) {
    return settings(true, AuthMethod.PRIVATE_KEY_JWT, "https://shop.example/cb").toBuilder()
        .jwks(jwks)
        .jwksUri(uri)
        .build();
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
    "https://shop.example/\u202Ecb, format",
    "https://shop.example/\u00E4, format",
    "https://shop.example/../x, dot-segment",
    "https://shop.example/a/./x, dot-segment",
    "https://shop.example/a/.., dot-segment",
    "https://shop.example/a/%2e%2E/x, dot-segment",
    "https://shop.example/a/.%2e, dot-segment",
    "https://shop.example:0/cb, port",
    "https://shop.example:65536/cb, port",
  })
  void refusesRedirectAddressesOfAConfidentialClient(String uri, String code) {
    assertInvalid(
        "redirectUris.0", code, () -> create(settings(true, AuthMethod.CLIENT_SECRET_BASIC, uri)));
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
    assertInvalid("redirectUris.0", "parameter", () -> create(app));
    assertInvalid(
        "postLogoutRedirectUris.0", "parameter", () -> create(withLogout(app, URI.create(uri))));
    create(settings(false, AuthMethod.NONE));
    assertInvalid(
        "redirectUris.0",
        "parameter",
        () -> clients.change(ALICE, TENANT, "shop", any -> app, ANY));
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
    assertInvalid("redirectUris.0", code, () -> create(app));
    Settings elsewhere = withLogout(settings(false, AuthMethod.NONE), URI.create(uri));
    assertInvalid("postLogoutRedirectUris.0", code, () -> create(elsewhere));
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

  @ParameterizedTest
  @ValueSource(strings = {"http://wiki.corp.example/logout", "http://wiki/logout"})
  void takesPlainAddressesOfLogoutNoticesOnlyWherePrivateOnesMayBeCalled(String address) {
    URI uri = URI.create(address);
    Settings logout =
        withCalls(settings(true, AuthMethod.CLIENT_SECRET_BASIC), uri, Optional.empty());
    Settings keys =
        withCalls(
            settings(true, AuthMethod.CLIENT_SECRET_BASIC),
            URI.create("https://shop.example/x"),
            Optional.of(uri));
    String code = address.contains(".") ? "scheme" : "private-address";
    assertInvalid("backchannelLogoutUri", code, () -> create(logout));

    clients = clients(true);
    assertInvalid("jwksUri", "scheme", () -> create(keys));
    assertThat(create(logout).client().value().settings().backchannelLogoutUri()).contains(uri);
    clients = clients(false);
    // whoever changes something else need not touch it
    clients.change(
        ALICE, TENANT, "shop", now -> now.toBuilder().claimsInIdToken(true).build(), ANY);
  }

  @ParameterizedTest
  @CsvSource({
    "http://user@wiki.corp.example/x, user-info",
    "http://wiki.corp.example/x#y, fragment",
    "http:///x, format",
    "ftp://wiki.corp.example/x, scheme"
  })
  void holdsPlainAddressesToTheOtherRules(URI uri, String code) {
    clients = clients(true);
    Settings logout =
        withCalls(settings(true, AuthMethod.CLIENT_SECRET_BASIC), uri, Optional.empty());
    assertInvalid("backchannelLogoutUri", code, () -> create(logout));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 22, 25, 1023, 65_536})
  void refusesToCallPortsOfOtherServices(int port) {
    URI uri = URI.create("https://shop.example:" + port + "/x");
    Settings client = settings(true, AuthMethod.CLIENT_SECRET_BASIC);

    assertInvalid(
        "backchannelLogoutUri", "port", () -> create(withCalls(client, uri, Optional.empty())));
    assertInvalid("jwksUri", "port", () -> create(keys(Optional.empty(), Optional.of(uri))));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 443, 1024, 8443, 65_535})
  void callsPortsOfWebServers(int port) {
    URI uri = URI.create("https://shop.example:" + port + "/x");
    assertThat(create(keys(Optional.empty(), Optional.of(uri))).secret()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/..x/.well-known/a..b/...",
        "https://shop.example/%E2%80%AE",
        "https://shop.example/cb?next=/../x",
        "https://shop.example:25/cb"
      })
  void takesAddressesThatOnlyLookLikeIt(String uri) {
    assertThat(create(settings(true, AuthMethod.CLIENT_SECRET_BASIC, uri)).secret()).isPresent();
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
    assertInvalid("redirectUris.0", "scheme", () -> create(settings(false, AuthMethod.NONE, uri)));
  }

  private static List<FieldProblem> faults(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).errors();
  }

  @Test
  void saysWhichOfTheAddressesIsWrongAndNeverAPassword() {
    Settings app =
        settings(
            true,
            AuthMethod.CLIENT_SECRET_BASIC,
            "https://shop.example/cb",
            "http://shop.example/cb",
            "https://u:p4ss@shop.example/cb",
            "https://*.shop.example/cb");

    List<FieldProblem> faults = faults(() -> create(app));

    assertThat(faults)
        .extracting(FieldProblem::field)
        .containsExactly("redirectUris.1", "redirectUris.2", "redirectUris.3");
    assertThat(faults.get(0).message().en()).startsWith("http://shop.example/cb: Give https");
    assertThat(faults.get(2).message().zhCn()).startsWith("https://*.shop.example/cb：");
    assertThat(faults.toString()).doesNotContain("p4ss");
  }

  @Test
  void keepsScopesThatAreNotOurs() {
    Settings odd = with(CONFIDENTIAL, Set.of("openid", "groups"), Set.of("*"), "RS256");

    assertThat(create(odd).client().value().settings().scopes()).contains("groups");
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
        List.of(
            "x",
            "[]",
            "null",
            "{\"keys\":null}",
            "{\"keys\":[]}",
            "{\"keys\":[null]}",
            "{\"keys\":[[]]}",
            "{\"keys\":[{\"kty\":null}]}",
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":null,\"y\":7}]}",
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}")) {
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
                  .extracting(FieldProblem::field, problem -> problem.message().en())
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

  @Test
  void refusesAClientWithoutAnyGrant() {
    assertInvalid("grantTypes", "required", () -> create(with(CONFIDENTIAL, Set.of())));
  }

  @Test
  void refusesOptionalPkceOfAPublicClient() {
    Settings app =
        settings(false, AuthMethod.NONE, "https://shop.example/cb").toBuilder()
            .pkce(Pkce.OPTIONAL)
            .build();
    assertInvalid("pkce", "choice", () -> create(app));
  }

  @ParameterizedTest
  @CsvSource({
    "299, 86400, refreshTokenIdleSeconds, out-of-range",
    "300, 31536001, refreshTokenMaxSeconds, out-of-range",
    "86401, 86400, refreshTokenMaxSeconds, conflict",
    "-1, 86400, refreshTokenIdleSeconds, out-of-range",
  })
  void refusesLifetimesOfRefreshTokens(long idle, long max, String field, String code) {
    Settings settings =
        CONFIDENTIAL.toBuilder()
            .refreshTokenIdle(Duration.ofSeconds(idle))
            .refreshTokenMax(Duration.ofSeconds(max))
            .build();
    assertInvalid(field, code, () -> create(settings));
  }

  @Test
  void refusesAnAlgorithmForUserInfoThatNoKeyIsKeptFor() {
    Settings settings =
        CONFIDENTIAL.toBuilder().userinfoSignedResponseAlg(Optional.of("none")).build();
    assertInvalid("userinfoSignedResponseAlg", "choice", () -> create(settings));
  }
}
