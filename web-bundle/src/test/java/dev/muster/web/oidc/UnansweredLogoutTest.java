package dev.muster.web.oidc;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Tasks;
import dev.muster.core.logout.BackChannelLogout;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** OpenID Connect Back-Channel Logout 1.0: applications that do not answer, or cannot be told. */
class UnansweredLogoutTest extends BackChannelLogoutFixture {
  @Test
  void aDeadApplicationKeepsNoOtherWaitingAndIsTriedAgain() {
    Browser browser = new Browser(gateway);
    String sid = sid(browser, "shop", "alice");
    sid(browser, "wiki", "alice");
    shop.answers(503);
    endSessions();
    work();

    assertThat(wiki.sessions()).containsExactly(sid);
    assertThat(tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.state()).isEqualTo(Tasks.State.WAITING);
              assertThat(task.problem())
                  .contains(
                      "The application Webshop (shop) was not told that a session ended: it"
                          + " answered with HTTP status 503.");
            });

    shop.answers(204);
    gateway.clock.advance(Duration.ofSeconds(5));
    work();
    assertThat(shop.sessions()).containsExactly(sid, sid);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void anAttemptIsACallAlsoWhereItsTaskRunsSoonerThanItIsDue() {
    String sid = sid(new Browser(gateway), "shop", "alice");
    shop.answers(503);
    endSessions();
    work();

    shop.answers(204);
    gateway.clock.advance(Duration.ofMillis(4_500));
    work();
    assertThat(shop.sessions()).containsExactly(sid, sid);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void aLeaverIsSignedOutOfEveryApplicationAndOfTheOneThatIsDownAsSoonAsItIsBack() {
    Browser browser = new Browser(gateway);
    String sid = sid(browser, "shop", "alice");
    sid(browser, "wiki", "alice");
    String user = user();
    String identity = gateway.core.users.identities(Gateway.TENANT, user).get(0).id();
    wiki.answers(503);

    gateway.core.changes.run(
        ALICE,
        Gateway.TENANT,
        work ->
            gateway.core.departures.leave(work, Gateway.TENANT, identity, gateway.clock.instant()));
    work();

    assertThat(gateway.core.users.find(Gateway.TENANT, user).orElseThrow().value().active())
        .isFalse();
    assertThat(gateway.sessions()).isZero();
    assertThat(shop.sessions()).containsExactly(sid);
    assertThat(tasks()).hasSize(1);

    wiki.answers(200);
    gateway.clock.advance(Duration.ofSeconds(5));
    work();
    assertThat(wiki.sessions()).containsExactly(sid, sid);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void isTriedForADayAndThenSeenUntilAnAdministratorTriesAgain() {
    String sid = sid(new Browser(gateway), "shop", "alice");
    shop.answers(500);
    endSessions();
    Duration waited = Duration.ZERO;
    work();
    while (tasks().get(0).state() == Tasks.State.WAITING) {
      Duration pause =
          Duration.between(gateway.clock.instant(), tasks().get(0).dueAt().orElseThrow());
      waited = waited.plus(pause);
      gateway.clock.advance(pause);
      work();
    }
    assertThat(waited).isBetween(Duration.ofHours(23), Duration.ofHours(26));
    assertThat(tasks().get(0).state()).isEqualTo(Tasks.State.FAILED);
    assertThat(tasks().get(0).problem().orElseThrow()).contains("(shop)").contains("500");

    shop.answers(200);
    gateway.core.tasks.retry(ALICE, Gateway.TENANT, tasks().get(0).id());
    work();
    assertThat(tasks()).isEmpty();
    assertThat(shop.sessions()).last().isEqualTo(sid);
  }

  @Test
  void followsNoRedirectAndTakesItForAFailure() {
    sid(new Browser(gateway), "shop", "alice");
    shop.answers(302);
    endSessions();
    work();
    assertThat(tasks()).hasSize(1);
    assertThat(shop.bodies()).hasSize(1);
  }

  @Test
  void oneSessionThatAnApplicationRefusesKeepsTheOthersFromNothing() {
    for (int i = 0; i < 3; i++) {
      sid(new Browser(gateway), "shop", "alice");
    }
    shop.answers(400);
    endSessions();
    work();
    assertThat(shop.bodies()).hasSize(3);
    assertThat(tasks().get(0).problem().orElseThrow()).contains("3 sessions");
  }

  @Test
  void anApplicationThatIsDownCostsOneCallAtATime() {
    for (int i = 0; i < 5; i++) {
      sid(new Browser(gateway), "shop", "alice");
    }
    sid(new Browser(gateway), "shop", "bob");
    shop.answers(500);
    endSessions();
    gateway.core.users.endSessions(ALICE, Gateway.TENANT, gateway.userId("bob"));
    work();
    assertThat(shop.bodies()).hasSize(1);
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void signOutsOfAnHourWhileAnApplicationIsDownAreOneTask() {
    shop.answers(500);
    Set<String> sids = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      sids.add(sid(new Browser(gateway), "shop", "alice"));
      endSessions();
      work();
      assertThat(tasks()).hasSize(1);
      gateway.clock.advance(Duration.ofMinutes(10));
    }
    gateway.clock.advance(Duration.ofMinutes(20));
    sids.add(sid(new Browser(gateway), "shop", "alice"));
    endSessions();
    work();
    assertThat(tasks()).as("one of another hour has a day of its own").hasSize(2);

    shop.answers(200);
    gateway.clock.advance(Duration.ofHours(1));
    work();
    assertThat(shop.sessions()).containsAll(sids);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void goesToNoPrivateAddressUnlessTheSettingAllowsIt() {
    sid(new Browser(gateway), "shop", "alice");
    try (OutgoingCalls guarded = OutgoingCalls.to(Destinations.of(false))) {
      BackChannelLogout strict = handler(gateway, guarded);
      gateway.core.taskWork.add(strict);
      endSessions();
      work();
      strict.close();
    }
    assertThat(shop.bodies()).isEmpty();
    assertThat(tasks()).hasSize(1);
  }
}
