package dev.muster.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.WebhookEvent;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

  /** Of two companies, whose other one knows nothing of it. */
  @Nested
  class LeavingOneOfTwo {
    private static final String SECOND = "second-identity";

    @BeforeEach
    void another() {
      core.offer(platform);
      core.sources.create(
          TestCore.ALICE,
          TENANT,
          "second",
          FakePlatform.ID,
          Settings.of("Second", Set.of(SignInMethod.BROWSER))
              .withFields(Map.of("corpId", "corp-2", "secret", "s")));
      SessionRecord one =
          core.storage
              .repository(SessionRecord.SCHEMA)
              .find(TENANT, "session-u1")
              .orElseThrow()
              .value();
      core.storage.commit(
          new UnitOfWork()
              .add(
                  accounts
                      .identities()
                      .create(
                          TENANT,
                          SECOND,
                          new IdentityRecord(
                              "u1",
                              "second",
                              FakePlatform.ID,
                              "corp-2",
                              "li",
                              List.of(),
                              now(),
                              now())))
              .add(
                  core.storage
                      .repository(SessionRecord.SCHEMA)
                      .create(
                          TENANT,
                          "session-of-second",
                          new SessionRecord(
                              "u1",
                              "second",
                              Optional.of(SECOND),
                              now(),
                              now().plusSeconds(60),
                              "",
                              "",
                              List.of(),
                              one.userValidFrom(),
                              now()))));
    }

    private void leaves(String id) {
      send(WebhookEvent.userLeft(id, now(), "li"));
      workOff();
    }

    private void leavesTheSecond() {
      core.changes.run(
          Caller.SYSTEM, TENANT, work -> core.departures.leave(work, TENANT, SECOND, now()));
    }

    private boolean isAbsent(String identity) {
      return accounts.identities().find(TENANT, identity).orElseThrow().value().isAbsent();
    }

    @Test
    void endsTheirAccountThereAndWhatBeganByIt() {
      leaves("e1");

      assertThat(user().active()).isTrue();
      assertThat(isAbsent(identity("li"))).isTrue();
      assertThat(isAbsent(SECOND)).isFalse();
      assertThat(core.storage.repository(SessionRecord.SCHEMA).find(TENANT, "session-u1"))
          .isEmpty();
      assertThat(sessions()).as("the one of the other company goes on").isOne();
      assertThat(audited("user.disabled")).isZero();
      assertThat(core.events(TENANT))
          .filteredOn(event -> event.action().equals("user.sessions-ended"))
          .singleElement()
          .satisfies(event -> assertThat(event.detail()).containsValue("left-company"));
    }

    @Test
    void disablesWhoLeavesTheOtherOneAsWell() {
      leaves("e1");
      core.clock.advance(Duration.ofMinutes(1));
      leavesTheSecond();

      assertThat(user().active()).isFalse();
      assertThat(audited("user.disabled")).isOne();
    }

    @Test
    void letsThemInByItAgainOnceTheyAreBackAndNotByOldNews() {
      Instant before = now();
      core.clock.advance(Duration.ofMinutes(1));
      leaves("e1");
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e0", before, "li"));
      workOff();
      assertThat(isAbsent(identity("li"))).isTrue();
      core.clock.advance(Duration.ofMinutes(1));
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();
      assertThat(isAbsent(identity("li"))).isFalse();
      send(WebhookEvent.userLeft("e3", now().minus(Duration.ofSeconds(30)), "li"));
      workOff();
      assertThat(isAbsent(identity("li"))).isFalse();
    }

    @Test
    void whoLeftBothAndComesBackToOneComesInByThatAlone() {
      leaves("e1");
      core.clock.advance(Duration.ofMinutes(1));
      leavesTheSecond();
      core.clock.advance(Duration.ofMinutes(1));
      stands(Status.ACTIVE);
      send(WebhookEvent.userChanged("e2", now(), "li"));
      workOff();

      assertThat(user().active()).isTrue();
      assertThat(isAbsent(identity("li"))).isFalse();
      assertThat(isAbsent(SECOND)).isTrue();
    }

    @Test
    void aSourceThatIsDisabledKeepsNobody() {
      core.sources.change(
          TestCore.ALICE, TENANT, "second", it -> it.withEnabled(false), OptionalLong.empty());
      leaves("e1");

      assertThat(user().active()).isFalse();
      assertThat(isAbsent(identity("li"))).as("an administrator may let them in").isFalse();
    }
  }

  /** It says nothing of where somebody works. */
  @Test
  void aPasswordKeepsNobodyWhoLeft() {
    var read = accounts.users().find(TENANT, "u1").orElseThrow();
    core.storage.commit(
        new UnitOfWork().add(accounts.users().replace(read, read.value().withPassword("hash"))));
    send(WebhookEvent.userLeft("e1", now(), "li"));
    workOff();

    assertThat(user().active()).isFalse();
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
