package dev.muster.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What follows from what platforms tell of people. */
class WebhookEffectsTest extends WebhookIntakeFixture {
  private long sessions() {
    return core.storage.repository(SessionRecord.SCHEMA).count(TENANT, new Query.All());
  }

  private long audited(String action) {
    return core.events(TENANT).stream()
        .filter(event -> event.action().equals(action))
        .peek(event -> assertThat(event.actor()).isEqualTo("system"))
        .count();
  }

  @Nested
  class Leaving {
    @Test
    void disablesAndEndsSessions() {
      send(WebhookEvent.userLeft("e1", now(), "LI"));
      workOff();
      assertThat(user().active()).isFalse();
      assertThat(sessions()).isZero();
      assertThat(audited("user.disabled")).isEqualTo(1);
    }

    @Test
    void happensOnceHoweverOftenItIsTold() {
      send(WebhookEvent.userLeft("e1", now(), "li"));
      workOff();
      enable();
      send(WebhookEvent.userLeft("e1", now(), "li"), WebhookEvent.userLeft("e1", now(), "li"));
      workOff();
      assertThat(user().active()).isTrue();
    }

    @Test
    void isNoMatterForStrangers() {
      send(WebhookEvent.userLeft("e1", now(), "somebody-else"));
      workOff();
      assertThat(user().active()).isTrue();
      assertThat(core.events(TENANT))
          .extracting(AuditEvent::action)
          .doesNotContain("user.disabled");
    }

    private void enable() {
      var read = accounts.users().find(TENANT, "u1").orElseThrow();
      core.storage.commit(
          new UnitOfWork()
              .add(accounts.users().replace(read, read.value().withActive(true, now()))));
    }
  }

  @Nested
  class ComingBack {
    @BeforeEach
    void leaves() {
      send(WebhookEvent.userLeft("e1", now(), "li"));
      workOff();
      core.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void letsInWhoeverIsThereAgain() {
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isTrue();
      assertThat(audited("user.enabled")).isEqualTo(1);
    }

    @Test
    void letsNobodyInWhomTheAddressBookHasSwitchedOff() {
      stands(Status.DISABLED);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void letsNobodyInWhoIsNotToBeSeen() {
      known = Optional.of(Lookup.notFound());
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void letsNobodyInWhomAnAdministratorDisabled() {
      var read = accounts.users().find(TENANT, "u1").orElseThrow();
      core.storage.commit(
          new UnitOfWork()
              .add(accounts.users().replace(read, read.value().withActive(false, now()))));
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void letsNobodyInForWhatHappenedBeforeTheyLeft() {
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now().minus(Duration.ofMinutes(2)), "li"));
      workOff();
      assertThat(user().active()).isFalse();
    }

    @Test
    void isNotUndoneByOldNewsOfTheirLeaving() {
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      send(WebhookEvent.userLeft("e3", now().minus(Duration.ofSeconds(30)), "li"));
      workOff();
      assertThat(user().active()).isTrue();
    }

    @Test
    void waitsUntilThePlatformAnswers() {
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(user().active()).isFalse();
      stands(Status.ACTIVE);
      workOff();
      assertThat(user().active()).as("too soon to ask again").isFalse();
      core.clock.advance(Duration.ofSeconds(10));
      workOff();
      assertThat(user().active()).isTrue();
    }
  }

  @Test
  void disablesWhomTheAddressBookHasSwitchedOff() {
    stands(Status.DISABLED);
    send(WebhookEvent.userChanged("e1", now(), "li"));
    workOff();
    assertThat(user().active()).isFalse();
    assertThat(sessions()).isZero();
  }

  @Nested
  class Renaming {
    @Test
    void movesTheIdentity() {
      send(WebhookEvent.userRenamed("e1", now(), "li", "li.lei"));
      workOff();
      assertThat(accounts.identities().find(TENANT, identity("li"))).isEmpty();
      assertThat(accounts.identities().find(TENANT, identity("li.lei")).orElseThrow().value())
          .satisfies(
              it -> {
                assertThat(it.userId()).isEqualTo("u1");
                assertThat(it.platformUserId()).isEqualTo("li.lei");
              });
      assertThat(audited("user.identity-renamed")).isEqualTo(1);
    }

    @Test
    void changesTheWritingAlone() {
      send(WebhookEvent.userRenamed("e1", now(), "li", "Li"));
      workOff();
      assertThat(
              accounts
                  .identities()
                  .find(TENANT, identity("li"))
                  .orElseThrow()
                  .value()
                  .platformUserId())
          .isEqualTo("Li");
    }

    @Test
    void refusesAnIdThatIsSomebodys() {
      user(TENANT, "u2", "wang");
      send(WebhookEvent.userRenamed("e1", now(), "li", "wang"));
      workOff();
      assertThat(accounts.identities().find(TENANT, identity("li"))).isPresent();
      assertThat(
              accounts.identities().find(TENANT, identity("wang")).orElseThrow().value().userId())
          .isEqualTo("u2");
      assertThat(audited("user.identity-rename-refused")).isEqualTo(1);
    }

    @Test
    void letsSomebodyWhoLeftComeBackUnderTheNewId() {
      send(
          WebhookEvent.userLeft("e1", now(), "li"),
          WebhookEvent.userRenamed("e2", now(), "li", "li.lei"));
      workOff();
      stands(Status.ACTIVE);
      core.clock.advance(Duration.ofMinutes(1));
      send(WebhookEvent.userChanged("e3", now(), "li.lei"));
      workOff();
      assertThat(user().active()).isTrue();
    }
  }
}
