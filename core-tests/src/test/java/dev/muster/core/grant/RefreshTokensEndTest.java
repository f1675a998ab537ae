package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Refreshed;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Sessions;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.signin.Gateway;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.Logged;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** With what refresh tokens end, and with what they do not. */
class RefreshTokensEndTest extends RefreshTokensFixture {
  @Test
  void notWithTheTimeOfTheSession() {
    gateway.advance(Sessions.LIFETIME);
    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isEmpty();

    Tokens next = refreshed(first);
    assertThat(works(next)).isTrue();
    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @Test
  void afterThirtyDaysWithoutUseAndNinetyInAll() {
    Tokens next = first;
    for (int i = 0; i < 3; i++) {
      gateway.advance(Client.Settings.REFRESH_TOKEN_IDLE.minusMinutes(1));
      next = refreshed(next);
    }
    gateway.advance(Duration.ofMinutes(3));
    refuses(next);
    assertThat(count("grant")).isZero();
    gateway.advance(Grants.CODE_LIFETIME);
    assertThat(count("session")).isZero();
  }

  @Test
  void afterThirtyDaysWithoutUse() {
    gateway.advance(Client.Settings.REFRESH_TOKEN_IDLE);
    refuses(first);
    assertThat(count("grant")).isZero();
  }

  private long count(String collection) {
    return collection.equals("grant")
        ? gateway.storage().repository(GrantRecord.SCHEMA).count(Gateway.TENANT, new Query.All())
        : gateway.storage().repository(SessionRecord.SCHEMA).count(Gateway.TENANT, new Query.All());
  }

  @Test
  void withSigningOut() {
    gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, in.sessionToken());
    refuses(first);
    assertThat(works(first)).isFalse();
  }

  @Test
  void withSigningOutBetweenReadAndCommit() {
    gateway.beforeNextCommit(
        () -> gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, in.sessionToken()));
    refuses(first);
  }

  @Test
  void withTheUser() {
    gateway.commit(List.of(user(record -> record.withActive(false, gateway.clock().instant()))));
    refuses(first);
  }

  @Test
  void withAUserWhomAnotherNodeHasDisabled() {
    gateway.hearNothingOfOthers();
    gateway.elsewhere(user(record -> record.withActive(false, gateway.clock().instant())));
    refuses(first);
  }

  @Test
  void withAllSessionsOfTheUserAlsoWhenTheTimeOfThisOneIsOver() {
    gateway.advance(Sessions.LIFETIME);
    gateway.commit(List.of(user(record -> record.signedOut(gateway.clock().instant()))));
    refuses(first);
  }

  private Change user(UnaryOperator<UserRecord> change) {
    Stored<UserRecord> stored =
        gateway.accounts().users().find(Gateway.TENANT, in.user().id()).orElseThrow();
    return gateway.accounts().users().replace(stored, change.apply(stored.value()));
  }

  @Test
  void withTheSource() {
    gateway.beforeNextCommit(gateway::disableSourceElsewhere);
    refuses(first);
  }

  @Test
  void withTheIdentity() {
    gateway.commit(
        List.of(
            gateway
                .accounts()
                .identities()
                .delete(Gateway.TENANT, in.identity().orElseThrow().id())));
    refuses(first);
  }

  @Test
  void withTheClientAlsoWhenOneOfItsIdIsMadeAnew() {
    gateway.makeClientsAnew();
    refuses(first);
    gateway.removeClient();
    refuses(first);
  }

  @Test
  void withWhatTheClientMayUse() {
    gateway.clientsTake(EnumSet.of(GrantType.REFRESH_TOKEN), Set.of("another"));
    refuses(first);
    gateway.clientsTake(EnumSet.of(GrantType.AUTHORIZATION_CODE), Set.of("*"));
    refuses(first);
    gateway.clientsTake(EnumSet.allOf(GrantType.class), Set.of("*"));
    assertThat(refreshed(first).refreshToken()).isPresent();
  }

  @Test
  void notWhenTheSamePersonSignsInAgainInTheBrowser() {
    Outcome<AuthorizationCode> later =
        gateway.comesIn(Gateway.person("li"), List.of(in.sessionToken()));

    assertThat(later).isInstanceOf(Outcome.SignedIn.class);
    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isEmpty();
    assertThat(refreshed(first).session().id()).isEqualTo(in.session().id());
  }

  @Test
  void notWhenThePersonSignsInAgainWhereTheyLastNoLongerThanASession() {
    gateway.refreshTokensLast(Duration.ofHours(2));
    for (boolean inASessionThatIsThere : List.of(false, true)) {
      Outcome.SignedIn<AuthorizationCode> before =
          inASessionThatIsThere ? gateway.signedIn("wang") : gateway.comesInOffline("wang");
      Secret code =
          inASessionThatIsThere
              ? gateway
                  .grants()
                  .grant(Gateway.CALLER, Gateway.TENANT, before.session(), Gateway.offline())
                  .orElseThrow()
                  .value()
              : Gateway.code(before);
      Tokens tokens = gateway.redeem(code).orElseThrow();
      gateway.advance(Duration.ofMinutes(30));
      Outcome.SignedIn<AuthorizationCode> later =
          (Outcome.SignedIn<AuthorizationCode>)
              gateway.comesIn(Gateway.person("wang"), List.of(before.sessionToken()));

      Tokens next = refreshed(tokens);
      assertThat(next.session().id()).isEqualTo(before.session().id());
      gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, later.sessionToken());
      refuses(next);
    }
  }

  @Test
  void withSigningOutOfTheSessionThatReplacedTheirs() {
    Secret held = in.sessionToken();
    for (int i = 0; i < 3; i++) {
      gateway.advance(Grants.CODE_LIFETIME.plusSeconds(1));
      Outcome<AuthorizationCode> next = gateway.comesIn(Gateway.person("li"), List.of(held));
      held = ((Outcome.SignedIn<AuthorizationCode>) next).sessionToken();
    }
    first = refreshed(first);
    gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, held);

    refuses(first);
  }

  @Test
  void whenSomebodyElseSignsInInTheBrowser() {
    gateway.comesIn(Gateway.person("wang"), List.of(in.sessionToken()));
    refuses(first);
  }

  @Test
  void sayInTheLogWhyTheyAreNotExchangedAndNeverTheToken() {
    Secret none = Secret.of("n".repeat(86));
    Secret token = refreshToken(first);
    String log =
        Logged.by(
            () -> {
              refuses(none);
              refuses(none);
              assertThat(refresh("other", token)).isInstanceOf(Refreshed.Refused.class);
              gateway.clientsTake(EnumSet.of(GrantType.REFRESH_TOKEN), Set.of("another"));
              refuses(token);
              gateway.clientsTake(EnumSet.allOf(GrantType.class), Set.of("*"));
              Tokens unused = refreshed(first);
              gateway.advance(Grants.REFRESH_TOKEN_GRACE);
              refuses(token);
            });

    assertThat(log)
        .contains("There is no such refresh token")
        .contains("another client")
        .contains("was exchanged before, longer ago than 10 s")
        .contains("no longer takes")
        .contains(Gateway.CALLER.correlationId())
        .doesNotContain(token.reveal(), none.reveal())
        .containsOnlyOnce("There is no such refresh token");
  }
}
