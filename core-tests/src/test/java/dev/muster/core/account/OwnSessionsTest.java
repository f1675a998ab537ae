package dev.muster.core.account;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Account;
import dev.muster.api.OwnAccount.Application;
import dev.muster.api.OwnAccount.Verified;
import dev.muster.api.ProblemCode;
import dev.muster.api.Session;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.PlatformCode;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions and grants of a person's own, and what is known of them. */
class OwnSessionsTest extends OwnAccountFixture {
  private Secret app(String code, String... scope) {
    return appOf(CLIENT, code, scope);
  }

  private Secret appOf(String client, String code, String... scope) {
    Outcome<Tokens> outcome =
        core.signIns.redeem(
            CALLER,
            TENANT,
            new PlatformCode("door", Secret.of(code), Optional.empty(), "App/1"),
            new Grants.Request.Direct(client, Set.of(scope)));
    return ((Outcome.SignedIn<Tokens>) outcome).granted().orElseThrow().accessToken();
  }

  private boolean works(Secret token) {
    return core.grants.access(TENANT, token).isPresent();
  }

  @Test
  void saysWhoVerifiedAnAddress() {
    assertThat(account(li).email()).contains(new Verified(false, Set.of(identity(li, "door"))));
    assertThat(account(li).phone()).isEmpty();

    core.users.change(
        ALICE,
        TENANT,
        li.userId(),
        Users.Change.of(
            profile -> profile.toBuilder().phone(Optional.of("+8613800000000"), true).build()),
        OptionalLong.empty());
    assertThat(account(li).phone()).contains(new Verified(true, Set.of()));
  }

  @Test
  void listsThisSessionFirstThenTheLatest() {
    core.clock.advance(Duration.ofMinutes(1));
    Session second = comesIn("door", "corp-1/li");
    core.clock.advance(Duration.ofMinutes(1));
    Session third = comesIn("door", "corp-1/li");
    comesIn("door", "corp-1/wang");

    Account account = account(second);

    assertThat(account.sessions())
        .extracting(Session::id)
        .containsExactly(second.id(), third.id(), li.id());
    assertThat(account.moreSessions()).isFalse();
  }

  @Test
  void saysWhenAnApplicationWasLetInByASessionLastAtMostOnceAnHour() {
    Session other = comesIn("door", "corp-1/li");
    Instant began = core.clock.instant();
    assertThat(lastUse(other)).isEqualTo(began);
    core.clock.advance(Duration.ofHours(1).minusMillis(1));
    grants(other);
    assertThat(lastUse(other)).isEqualTo(began);

    core.clock.advance(Duration.ofMillis(1));
    core.store.beforeNextCommit(() -> grants(other));
    grants(other);

    assertThat(lastUse(other)).isEqualTo(core.clock.instant());
    assertThat(lastUse(li)).isEqualTo(began);
  }

  private Instant lastUse(Session session) {
    return account(li).sessions().stream()
        .filter(each -> each.id().equals(session.id()))
        .findFirst()
        .orElseThrow()
        .lastUsedAt();
  }

  private void grants(Session session) {
    Grants.Request.Code request =
        new Grants.Request.Code(
            CLIENT,
            Set.of("openid"),
            "https://app.example/back",
            Optional.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            Optional.empty(),
            Optional.empty());
    assertThat(core.grants.grant(CALLER, TENANT, session, request)).isPresent();
  }

  @Test
  void listsNoMoreThanTen() {
    for (int i = 0; i < 10; i++) {
      comesIn("door", "corp-1/li");
    }
    assertThat(account(li).sessions()).hasSize(OwnAccount.MAX_SHOWN);
    assertThat(account(li).sessions().get(0).id()).isEqualTo(li.id());
    assertThat(account(li).moreSessions()).isTrue();
  }

  @Test
  void listsNoSessionOfASourceThatWasDisabled() {
    links(li, "gate", "corp-2/lili");
    comesIn("gate", "corp-2/lili");
    enabled("gate", false);
    assertThat(account(li).sessions()).hasSize(1);
  }

  @Test
  void endsOneSession() {
    Session other = comesIn("door", "corp-1/li");

    core.ownAccount.endSession(person(li), other.id());

    assertThat(lives(other)).isFalse();
    assertThat(lives(li)).isTrue();
    assertThat(lastEvent("session.ended"))
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("user:" + li.userId());
              assertThat(event.detail()).containsEntry("session", other.id());
            });
  }

  @Test
  void restsOnTheSessionInWhichItHappens() {
    Session other = comesIn("door", "corp-1/li");
    core.store.beforeNextCommit(() -> core.users.endSession(ALICE, TENANT, li.userId(), li.id()));

    assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.endSession(person(li), other.id()));
    assertThat(lives(other)).isTrue();
  }

  @Test
  void doesNothingInASessionThatEndedOnAnotherNodeAMomentAgo() {
    Session other = comesIn("door", "corp-1/li");
    endsElsewhere(li);

    assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.endSession(person(li), other.id()));
    assertThat(core.ownAccount.find(person(li))).isEmpty();
  }

  @Test
  void endsNobodyElsesSession() {
    Session wang = comesIn("door", "corp-1/wang");
    for (String id : List.of(wang.id(), "none", "")) {
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.endSession(person(li), id));
    }
    assertThat(lives(wang)).isTrue();
  }

  @Test
  void signsOutEverywhere() {
    Session other = comesIn("door", "corp-1/li");
    Session wang = comesIn("door", "corp-1/wang");
    Secret token = app("corp-1/li", "openid");

    core.ownAccount.endSessions(person(li));

    assertThat(lives(li)).isFalse();
    assertThat(lives(other)).isFalse();
    assertThat(works(token)).isFalse();
    assertThat(lives(wang)).isTrue();
    assertThat(lastEvent("user.sessions-ended").actor()).isEqualTo("user:" + li.userId());
    assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.endSessions(person(li)));
  }

  @Test
  void listsApplicationsThatHoldAGrant() {
    assertThat(account(li).applications()).isEmpty();
    app("corp-1/wang", "openid", "phone");
    var since = core.clock.instant();
    app("corp-1/li", "openid");
    core.clock.advance(Duration.ofMinutes(1));
    app("corp-1/li", "openid", "profile");

    assertThat(account(li).applications())
        .containsExactly(new Application(CLIENT, "Wiki", since, Set.of("openid", "profile")));
  }

  @Test
  void listsNoGrantThatHasEndedWithItsTokenSessionOrClient() {
    app("corp-1/li", "openid");
    Session byApp =
        account(li).sessions().stream()
            .filter(session -> !session.id().equals(li.id()))
            .findFirst()
            .orElseThrow();
    core.ownAccount.endSession(person(li), byApp.id());
    assertThat(account(li).applications()).isEmpty();

    app("corp-1/li", "openid");
    assertThat(account(li).applications()).hasSize(1);
    core.clients.delete(ALICE, TENANT, CLIENT, OptionalLong.empty());
    assertThat(account(li).applications()).isEmpty();
    core.clock.advance(Duration.ofMillis(1));
    client(CLIENT);
    assertThat(account(li).applications()).as("another one of its name").isEmpty();
  }

  @Test
  void listsNoGrantAfterItsTime() {
    app("corp-1/li", "openid");
    core.clock.advance(Grants.ACCESS_TOKEN_LIFETIME);
    assertThat(account(li).applications()).isEmpty();
  }

  @Test
  void withdrawsWhatAnApplicationHolds() {
    Secret token = app("corp-1/li", "openid");
    Secret another = app("corp-1/li", "openid");
    Secret wangs = app("corp-1/wang", "openid");
    client("other");
    Secret others = appOf("other", "corp-1/li", "openid");

    core.ownAccount.withdraw(person(li), CLIENT);

    assertThat(works(token)).isFalse();
    assertThat(works(another)).isFalse();
    assertThat(works(wangs)).isTrue();
    assertThat(works(others)).isTrue();
    assertThat(account(li).applications())
        .extracting(Application::clientId)
        .containsExactly("other");
    assertThat(lastEvent("grant.withdrawn"))
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("user:" + li.userId());
              assertThat(event.subject()).isEqualTo("client:" + CLIENT);
            });
    for (String client : List.of(CLIENT, "none", "")) {
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.withdraw(person(li), client));
    }
  }

  @Test
  void showsNothingOfAnAccountThatWasDisabled() {
    core.users.setActive(ALICE, TENANT, li.userId(), false, Optional.empty(), OptionalLong.empty());
    assertThat(core.ownAccount.find(person(li))).isEmpty();
    User user = core.users.find(TENANT, li.userId()).orElseThrow().value();
    assertThat(user.active()).isFalse();
  }
}
