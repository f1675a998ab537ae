package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Sessions;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.signin.Gateway;
import dev.muster.core.store.Stored;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With what a grant ends. */
class GrantEndsTest extends StoredGrantsFixture {
  private void disable() {
    gateway.commit(List.of(disabled()));
  }

  private Change disabled() {
    Stored<UserRecord> user =
        gateway.accounts().users().find(Gateway.TENANT, in.user().id()).orElseThrow();
    return gateway
        .accounts()
        .users()
        .replace(user, user.value().withActive(false, gateway.clock().instant()));
  }

  @Test
  void refusesEverythingOfADisabledUser() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    Secret second = Gateway.code(gateway.signedIn("li"));
    disable();

    assertThat(access(tokens)).isEmpty();
    assertThat(gateway.redeem(second)).isEmpty();
    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isEmpty();
    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @Test
  void givesNothingForACodeWhoseSessionEndsBetweenReadAndCommit() {
    gateway.beforeNextCommit(
        () -> gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, in.sessionToken()));

    assertThat(gateway.redeem(code)).isEmpty();
  }

  @Test
  void givesNothingToAUserWhomAnotherNodeHasDisabled() {
    AuthorizationCode second =
        gateway
            .grants()
            .grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request())
            .orElseThrow();
    gateway.hearNothingOfOthers();
    gateway.elsewhere(disabled());

    assertThat(gateway.redeem(code)).isEmpty();
    assertThat(gateway.redeem(second.value())).isEmpty();
    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @Test
  void givesNothingForACodeWhoseSourceIsDisabledBetweenReadAndCommit() {
    gateway.beforeNextCommit(gateway::disableSourceElsewhere);

    assertThat(gateway.redeem(code)).isEmpty();
  }

  @Test
  void givesNoCodeInASessionWhoseUserIsDisabledBetweenReadAndCommit() {
    gateway.beforeNextCommit(this::disable);

    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @Test
  void givesNoCodeInASessionThatEndsBetweenReadAndCommit() {
    gateway.beforeNextCommit(
        () -> gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, in.sessionToken()));

    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @Test
  void refusesEverythingOfASessionThatEnded() {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    AuthorizationCode second =
        gateway
            .grants()
            .grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request())
            .orElseThrow();
    gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, in.sessionToken());

    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isEmpty();
    assertThat(access(tokens)).isEmpty();
    assertThat(gateway.redeem(second.value())).isEmpty();
    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clientsThatDoNotTakeIt")
  void refusesEverythingOfAClientThatDoesNotTakeTheSessionsSourceOrTheGrant(
      Set<GrantType> grantTypes, Set<String> sources) {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    Secret second = Gateway.code(gateway.signedIn("li"));
    gateway.clientsTake(grantTypes, sources);

    assertThat(
            gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request()))
        .isEmpty();
    assertThat(gateway.redeem(second)).isEmpty();
    assertThat(access(tokens)).isEmpty();
    assertThat(gateway.signedIn("li").granted()).isEmpty();

    gateway.clientsTake(GrantType.USUAL, Set.of(Gateway.SOURCE));
    assertThat(gateway.redeem(second)).isPresent();
    assertThat(access(tokens)).isPresent();
  }

  static List<Arguments> clientsThatDoNotTakeIt() {
    return List.of(
        Arguments.of(GrantType.USUAL, Set.of("lark")),
        Arguments.of(Set.of(GrantType.PLATFORM_CODE), Set.of("*")),
        Arguments.of(Set.of(GrantType.REFRESH_TOKEN), Set.of("*")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"li", "wang"})
  void endsWhatTheBrowserHeldWhenSomebodySignsInThereAgain(String person) {
    Tokens tokens = gateway.redeem(code).orElseThrow();
    Secret second =
        gateway
            .grants()
            .grant(Gateway.CALLER, Gateway.TENANT, in.session(), Gateway.request())
            .orElseThrow()
            .value();
    Outcome.SignedIn<AuthorizationCode> elsewhere = gateway.signedIn("li");
    List<Secret> held =
        List.of(Secret.of("odd \u4f01"), in.sessionToken(), Secret.of("x".repeat(400)));
    gateway.forget();

    Outcome.SignedIn<AuthorizationCode> again =
        (Outcome.SignedIn<AuthorizationCode>) gateway.comesIn(Gateway.person(person), held);

    assertThat(gateway.commits()).hasSize(1);
    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isEmpty();
    assertThat(access(tokens)).isEmpty();
    assertThat(gateway.redeem(second).isPresent()).isEqualTo(person.equals("li"));
    assertThat(gateway.sessions().find(Gateway.TENANT, again.sessionToken())).isPresent();
    assertThat(gateway.redeem(Gateway.code(again))).isPresent();
    assertThat(gateway.sessions().find(Gateway.TENANT, elsewhere.sessionToken())).isPresent();
  }

  @Test
  void givesTokensForTheCodesOfAllTabsThatSignInAtTheSameMoment() {
    List<Secret> codes = new ArrayList<>(List.of(code));
    Outcome.SignedIn<AuthorizationCode> last = in;
    for (int tab = 1; tab < 8; tab++) {
      last = again("li", last);
      codes.add(Gateway.code(last));
    }

    for (Secret each : codes) {
      Tokens tokens = gateway.redeem(each).orElseThrow();
      assertThat(tokens.session().id()).isEqualTo(last.session().id());
      assertThat(access(tokens)).isPresent();
      assertThat(gateway.redeem(each)).isEmpty();
    }
    gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, last.sessionToken());
    assertThat(gateway.redeem(code)).isEmpty();
  }

  @Test
  void givesNothingForACodeWhoseSessionAnotherPersonReplacedOnTheWay() {
    Outcome.SignedIn<AuthorizationCode> back = again("li", again("wang", in));

    assertThat(gateway.redeem(code)).isEmpty();
    assertThat(gateway.redeem(Gateway.code(back))).isPresent();
  }

  @Test
  void givesNothingForACodeAfterTheSessionThatReplacedItsOwnEnded() {
    Outcome.SignedIn<AuthorizationCode> again = again("li", in);
    gateway.sessions().end(Gateway.CALLER, Gateway.TENANT, again.sessionToken());

    assertThat(gateway.redeem(code)).isEmpty();
  }

  @Test
  void remembersReplacedSessionsNoLongerThanTheirCodesWork() {
    Outcome.SignedIn<AuthorizationCode> second = again("li", in);
    gateway.advance(Grants.CODE_LIFETIME);
    Outcome.SignedIn<AuthorizationCode> third = again("li", second);

    assertThat(
            gateway
                .sessions()
                .valid(Gateway.TENANT, third.session().id())
                .orElseThrow()
                .session()
                .value()
                .replaced())
        .containsExactly(second.session().id());
  }

  @Test
  void remembersNoMoreReplacedSessionsThanABrowserHasTabs() {
    Outcome.SignedIn<AuthorizationCode> last = in;
    for (int i = 0; i < 30; i++) {
      last = again("li", last);
    }

    assertThat(
            gateway
                .sessions()
                .valid(Gateway.TENANT, last.session().id())
                .orElseThrow()
                .session()
                .value()
                .replaced())
        .hasSize(20);
  }

  private Outcome.SignedIn<AuthorizationCode> again(
      String person, Outcome.SignedIn<AuthorizationCode> before) {
    return (Outcome.SignedIn<AuthorizationCode>)
        gateway.comesIn(Gateway.person(person), List.of(before.sessionToken()));
  }

  @Test
  void leavesTheSessionOfABrowserInWhichASignInDidNotSucceed() {
    Secret held = gateway.signedIn("wang").sessionToken();
    disable();

    assertThat(gateway.comesIn(Gateway.person("li"), List.of(held)))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(gateway.sessions().find(Gateway.TENANT, held)).isPresent();
  }

  @Test
  void givesNothingForAnotherUserThanTheClientNames() {
    for (String user : List.of(in.user().id(), "another")) {
      Grants.Request.Code asked = Gateway.request();
      Grants.Request.Code named =
          new Grants.Request.Code(
              asked.clientId(),
              asked.scope(),
              asked.redirectUri(),
              asked.codeChallenge(),
              asked.nonce(),
              Optional.of(user));
      assertThat(
              gateway
                  .grants()
                  .grant(Gateway.CALLER, Gateway.TENANT, in.session(), named)
                  .isPresent())
          .isEqualTo(user.equals(in.user().id()));
    }
  }

  @Test
  void endsASessionWithItsTime() {
    gateway.advance(Sessions.LIFETIME.minusMillis(1));
    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isPresent();
    gateway.advance(Duration.ofMillis(1));
    assertThat(gateway.sessions().find(Gateway.TENANT, in.sessionToken())).isEmpty();
  }

  @Test
  void keepsSessionsOfTenantsApart() {
    assertThat(gateway.sessions().find("other", in.sessionToken())).isEmpty();
  }
}
