package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants;
import dev.muster.api.Grants.Access;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Redemption;
import dev.muster.api.Grants.Tokens;
import dev.muster.core.platform.Together;
import dev.muster.core.signin.Gateway;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.Logged;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredGrantsTest extends StoredGrantsFixture {
  private List<String> changes() {
    return gateway.commits().stream()
        .flatMap(List::stream)
        .map(change -> change.getClass().getSimpleName() + " " + change.key().collection())
        .toList();
  }

  @Test
  void givesTokensForACode() {
    gateway.forget();
    Tokens tokens = gateway.redeem(code).orElseThrow();

    assertThat(tokens.nonce()).contains("n-1");
    assertThat(tokens.session().id()).isEqualTo(in.session().id());
    assertThat(tokens.access().identity()).isEqualTo(in.identity());
    assertThat(tokens.expiresIn()).isEqualTo(Grants.ACCESS_TOKEN_LIFETIME);
    Access access = access(tokens).orElseThrow();
    assertThat(access.user().id()).isEqualTo(in.user().id());
    assertThat(access.clientId()).isEqualTo(Gateway.CLIENT);
    assertThat(access.scope()).containsExactly("openid");
    assertThat(access.identity()).isEqualTo(in.identity());
  }

  @Test
  void takesTwoReadsAndOneCommit() {
    // the store tells of the first commit a little later, which makes the cache read once more
    Together.until(
        () -> {
          Secret next = Gateway.code(gateway.signedIn("li"));
          gateway.forget();
          gateway.redeem(next);
          return gateway.reads().equals(List.of("grant", "session"));
        });

    assertThat(gateway.commits()).hasSize(1);
    assertThat(changes())
        .containsExactly(
            "Replace grant",
            "Require session",
            "Require user",
            "Require identity-source",
            "Require tenant");
  }

  @Test
  void takesACodeOnceAndEndsWhatItGaveWhenItComesAgain() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    assertThat(access(tokens)).isPresent();

    assertThat(gateway.redeem(code)).isEmpty();
    assertThat(access(tokens)).isEmpty();
  }

  private void refused(Redemption presented) {
    assertThat(gateway.grants().redeem(Gateway.CALLER, Gateway.TENANT, presented)).isEmpty();
  }

  private Redemption presented(String client, Secret code, String redirectUri, Secret verifier) {
    return new Redemption(client, code, redirectUri, Optional.of(verifier));
  }

  @Test
  void saysInTheLogWhyACodeIsNotRedeemedAndNeverTheCode() {
    String client = Gateway.CLIENT;
    Secret other = Secret.of("x".repeat(43));
    Secret none = Secret.of("n".repeat(86));
    String log =
        Logged.by(
            () -> {
              refused(presented(client, none, Gateway.REDIRECT, Gateway.VERIFIER));
              refused(presented("other", code, Gateway.REDIRECT, Gateway.VERIFIER));
              refused(presented(client, code, "https://x.example/", Gateway.VERIFIER));
              refused(presented(client, code, Gateway.REDIRECT, other));
              assertThat(gateway.redeem(code)).isPresent();
              assertThat(gateway.redeem(code)).isEmpty();
              Secret late = Gateway.code(gateway.signedIn("li"));
              gateway.advance(Grants.CODE_LIFETIME);
              assertThat(gateway.redeem(late)).isEmpty();
            });

    assertThat(log)
        .contains("There is no such code")
        .contains("another client")
        .contains("redirect_uri is not that")
        .contains("code_verifier is not that")
        .contains("was redeemed before")
        .contains("has expired")
        .contains(Gateway.CALLER.correlationId())
        .doesNotContain(code.reveal(), none.reveal(), Gateway.VERIFIER.reveal(), other.reveal());
  }

  @Test
  void recordsTheSecondUseOfACodeOnceAndLeavesNothingOfTheGrant() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    gateway.forget();

    assertThat(gateway.redeem(code)).isEmpty();
    assertThat(changes()).containsExactly("Delete grant", "Create audit-event", "Require tenant");
    gateway.forget();
    assertThat(gateway.redeem(code)).isEmpty();
    assertThat(gateway.commits()).isEmpty();
    assertThat(access(tokens)).isEmpty();
  }

  @Test
  void takesNoKeyForAnotherOfTheSameGrant() {
    assertThat(gateway.grants().access(Gateway.TENANT, code)).isEmpty();
    Tokens tokens = gateway.redeem(code).orElseThrow();
    String grant = code.reveal().substring(0, 43);
    assertThat(tokens.accessToken().reveal()).startsWith(grant);

    assertThat(gateway.redeem(tokens.accessToken())).isEmpty();
    assertThat(gateway.redeem(Secret.of(grant + "x".repeat(43)))).isEmpty();
    assertThat(gateway.grants().access(Gateway.TENANT, Secret.of(grant + "x".repeat(43))))
        .isEmpty();
    assertThat(access(tokens)).isPresent();
  }

  @Test
  void leavesAGrantAloneWhenAnotherClientPresentsItsUsedCode() {
    Tokens tokens = gateway.redeem(code).orElseThrow();

    assertThat(
            gateway
                .grants()
                .redeem(
                    Gateway.CALLER,
                    Gateway.TENANT,
                    new Grants.Redemption(
                        "another", code, Gateway.REDIRECT, Optional.of(Gateway.VERIFIER))))
        .isEmpty();
    assertThat(access(tokens)).isPresent();
  }

  @Test
  void endsWhatAStolenCodeGaveAlsoAfterTheCodesTime() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    gateway.advance(Grants.CODE_LIFETIME.plus(Duration.ofMinutes(5)));

    assertThat(access(tokens)).isPresent();
    assertThat(gateway.redeem(code)).isEmpty();
    assertThat(access(tokens)).isEmpty();
  }

  @Test
  void givesTokensAtTheMostOnceWhenACodeComesManyTimesAtOnce() throws Exception {
    List<Optional<Tokens>> given = Together.run(8, () -> gateway.redeem(code));

    assertThat(given.stream().flatMap(Optional::stream)).hasSizeLessThanOrEqualTo(1);
    given.stream().flatMap(Optional::stream).forEach(t -> assertThat(access(t)).isEmpty());
  }

  @Test
  void refusesAnExpiredCode() {
    gateway.advance(Grants.CODE_LIFETIME);

    assertThat(gateway.redeem(code)).isEmpty();
  }

  @Test
  void refusesAnotherRedirectAddress() {
    for (String other :
        List.of(
            Gateway.REDIRECT + "/", Gateway.REDIRECT + "?x", "https://SHOP.example/callback", "")) {
      assertThat(
              gateway
                  .grants()
                  .redeem(
                      Gateway.CALLER,
                      Gateway.TENANT,
                      new Grants.Redemption(
                          Gateway.CLIENT, code, other, Optional.of(Gateway.VERIFIER))))
          .isEmpty();
    }
  }

  @Test
  void refusesAnotherClientAndAnotherTenant() {
    assertThat(
            gateway
                .grants()
                .redeem(
                    Gateway.CALLER,
                    Gateway.TENANT,
                    new Grants.Redemption(
                        "another", code, Gateway.REDIRECT, Optional.of(Gateway.VERIFIER))))
        .isEmpty();
    assertThat(
            gateway
                .grants()
                .redeem(
                    Gateway.CALLER,
                    "other",
                    new Grants.Redemption(
                        Gateway.CLIENT, code, Gateway.REDIRECT, Optional.of(Gateway.VERIFIER))))
        .isEmpty();
    assertThat(gateway.redeem(code)).isPresent();
  }

  @Test
  void refusesOddCodesAndTokens() {
    for (String odd : List.of("x", "\0", "😀", "x".repeat(10_000))) {
      assertThat(gateway.redeem(Secret.of(odd))).isEmpty();
      assertThat(gateway.grants().access(Gateway.TENANT, Secret.of(odd))).isEmpty();
      assertThat(gateway.sessions().find(Gateway.TENANT, Secret.of(odd))).isEmpty();
    }
  }

  @Test
  void endsATokenWithItsTime() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    gateway.advance(Grants.ACCESS_TOKEN_LIFETIME.minusMillis(1));
    assertThat(access(tokens)).isPresent();
    gateway.advance(Duration.ofMillis(1));
    assertThat(access(tokens)).isEmpty();
  }

  @Test
  void refusesTokensOfAClientThatIsGoneAndOfAnotherTenant() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    assertThat(gateway.grants().access("other", tokens.accessToken())).isEmpty();
    gateway.removeClient();

    assertThat(access(tokens)).isEmpty();
  }

  @Test
  void refusesWhatAFormerClientOfTheSameIdWasGiven() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    Secret second = Gateway.code(gateway.signedIn("li"));
    gateway.makeClientsAnew();

    assertThat(access(tokens)).isEmpty();
    assertThat(gateway.redeem(second)).isEmpty();
    assertThat(gateway.redeem(Gateway.code(gateway.signedIn("li")))).isPresent();
  }

  @Test
  void saysNothingOfAnAccountThatIsAnotherUsersNowAndGrantsNothingWithIt() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    Stored<IdentityRecord> mine =
        gateway
            .accounts()
            .identities()
            .find(Gateway.TENANT, in.identity().orElseThrow().id())
            .orElseThrow();
    IdentityRecord before = mine.value();
    IdentityRecord moved =
        new IdentityRecord(
            gateway.signedIn("wang").user().id(),
            before.identitySource(),
            before.platform(),
            before.platformTenant(),
            before.platformUserId(),
            before.departments(),
            before.linkedAt(),
            before.lastSignInAt());
    gateway.commit(List.of(gateway.accounts().identities().replace(mine, moved)));

    assertThat(access(tokens).orElseThrow().identity()).isEmpty();
    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @Test
  void forgetsAGrantOnceNothingOfItCanBeUsed() {
    Repository<GrantRecord> grants = gateway.storage().repository(GrantRecord.SCHEMA);
    gateway.redeem(code);
    gateway.signedIn("wang"); // whose code nobody redeems
    assertThat(grants.all(Gateway.TENANT, new Query.All(), 100)).hasSize(2);
    gateway.advance(Grants.CODE_LIFETIME.plus(GrantRecord.CODE_REMEMBERED));
    assertThat(grants.all(Gateway.TENANT, new Query.All(), 100)).hasSize(1);
    gateway.advance(Grants.ACCESS_TOKEN_LIFETIME);
    assertThat(grants.all(Gateway.TENANT, new Query.All(), 100)).isEmpty();
  }

  @Test
  void saysNothingOfAnAccountThatWasUnlinked() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    gateway.commit(
        List.of(
            gateway
                .accounts()
                .identities()
                .delete(Gateway.TENANT, in.identity().orElseThrow().id())));

    assertThat(access(tokens).orElseThrow().identity()).isEmpty();
  }

  @Test
  void grantsAgainInASessionThatIsThere() {
    AuthorizationCode granted =
        gateway
            .grants()
            .grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request())
            .orElseThrow();

    assertThat(gateway.redeem(granted.value())).isPresent();
  }

  @Test
  void keepsDigestsOnly() {
    Tokens tokens = gateway.redeem(code).orElseThrow();

    assertThat(
            gateway.commits().stream()
                .flatMap(List::stream)
                .map(change -> change.key() + text(change)))
        .isNotEmpty()
        .noneMatch(
            stored ->
                stored.contains(code.reveal().substring(43))
                    || stored.contains(tokens.accessToken().reveal().substring(43))
                    || stored.contains(in.sessionToken().reveal()));
    assertThat(code.reveal()).hasSize(86);
  }

  private static String text(Change change) {
    if (change instanceof Change.Create create) {
      return new String(create.document().body(), StandardCharsets.UTF_8);
    }
    return change instanceof Change.Replace replace
        ? new String(replace.document().body(), StandardCharsets.UTF_8)
        : "";
  }
}
