package dev.muster.core.client;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Client.Pkce;
import dev.muster.api.Client.Settings;
import dev.muster.api.Clients.WithSecret;
import dev.muster.api.ProblemCode;
import dev.muster.api.SecretState;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoredClientsTest extends StoredClientsFixture {
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
    assertThat(core.events(TENANT).get(0).detail())
        .containsEntry("count", "11")
        .containsEntry("reason", "wrong-secret");
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
  void readsWhatWasStoredBeforeTheSettingsThatCameLater() {
    create(CONFIDENTIAL);
    DocumentKey key = new DocumentKey("client", TENANT, "shop");
    Document stored = core.store.find(key).orElseThrow();
    String body = new String(stored.body(), StandardCharsets.UTF_8);
    String before = body.replaceFirst(",\"grantTypes\":\\[[^]]*],\"claimsInIdToken\":[^}]*", "");
    assertThat(before).isNotEqualTo(body).doesNotContain("pkce", "refreshToken");
    core.store.commit(
        List.of(
            new Change.Replace(
                new Document(
                    key,
                    stored.version(),
                    before.getBytes(StandardCharsets.UTF_8),
                    stored.indexes(),
                    stored.expiresAt()))));

    Client read = clients.list(TENANT, 10, Optional.empty()).items().get(0).value();
    assertThat(read.settings()).isEqualTo(CONFIDENTIAL);
    assertThat(read.settings().grantTypes())
        .containsExactlyInAnyOrder(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
    assertThat(read.settings().pkce()).isEqualTo(Pkce.REQUIRED);
    assertThat(read.settings().refreshTokenIdle()).isEqualTo(Duration.ofDays(30));
    assertThat(read.settings().refreshTokenMax()).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void keepsWhatIsSetOfPkcePushedRequestsRefreshTokensAndUserInfo() {
    Settings settings =
        CONFIDENTIAL.toBuilder()
            .pkce(Pkce.OPTIONAL)
            .requirePushedAuthorizationRequests(true)
            .refreshTokenIdle(Duration.ofMinutes(5))
            .refreshTokenMax(Duration.ofDays(365))
            .userinfoSignedResponseAlg(Optional.of("ES256"))
            .build();
    create(settings);
    assertThat(clients.list(TENANT, 10, Optional.empty()).items().get(0).value().settings())
        .isEqualTo(settings);
  }

  @Test
  void tellsWhenASecretWasChangedAndByWhom() {
    Client made = create(CONFIDENTIAL).client().value();
    assertThat(made.secret()).contains(SecretState.of(core.clock.instant(), ALICE.actor()));

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
    assertThat(clients.list(TENANT, 10, Optional.empty()).items())
        .containsExactly(clients.find(TENANT, "shop").orElseThrow());
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
