package dev.muster.core.user;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.User;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** People who leave, come back and are renamed. */
class UserEndsTest extends UserEndsFixture {
  private void learns(Consumer<ChangeSet> of) {
    core.changes.run(ALICE, TENANT, of);
  }

  private void leaves(String identity, Instant at) {
    learns(work -> core.departures.leave(work, TENANT, identity, at));
  }

  private void comesBack(String identity, Instant at) {
    learns(work -> core.departures.comeBack(work, TENANT, identity, at));
  }

  private void renamed(String from, String to, String platformUserId) {
    learns(work -> core.departures.rename(work, TENANT, from, to, platformUserId, in(60)));
  }

  private List<String> events() {
    return core.events(TENANT).stream().map(AuditEvent::action).toList();
  }

  // leaving

  @Test
  void whoLeavesIsDisabledAndNobodyVerifiesTheirMailboxAnyMore() {
    Instant before = user("li").sessionsValidFrom();

    leaves("i-li", in(10));

    assertThat(user("li").active()).isFalse();
    assertThat(user("li").sessionsValidFrom()).isAfter(before);
    assertThat(user("li").profile().emailVerified()).isFalse();
    assertThat(events()).containsExactly("user.disabled");
  }

  @Test
  void whoLeftSaysWhyWhenAndByWhichSourceUntilSomebodyDecidesOtherwise() {
    learns(work -> core.departures.leave(work, TENANT, "i-li", in(10), "not-found"));
    assertThat(departure()).hasValue(new User.Departure("not-found", in(10), Optional.of("wecom")));

    renamed("i-li", "i-new", "new");
    leaves("i-new", in(20));
    assertThat(departure())
        .as("told once more, by another id")
        .hasValue(new User.Departure("not-found", in(20), Optional.of("wecom")));

    decides(true, in(30));
    assertThat(departure()).as("let in by an administrator").isEmpty();
    decides(false, in(40));
    assertThat(departure()).as("disabled by one").isEmpty();
  }

  @Test
  void whoComesBackHasNotLeft() {
    leaves("i-li", in(10));
    comesBack("i-li", in(20));

    assertThat(departure()).isEmpty();
  }

  @Test
  void whoLeftBeforeReasonsWereStoredLeftTheCompany() {
    Departure stored = new Departure("i-li", in(10), Optional.empty(), false, null, null);

    assertThat(stored.reason()).isEqualTo("left-company");
    assertThat(stored.source()).isEmpty();
  }

  private Optional<User.Departure> departure() {
    return UserRecord.user(core.accounts.users().find(TENANT, "li").orElseThrow()).departure();
  }

  @Test
  void leavingTwiceIsOneEvent() {
    leaves("i-li", in(10));
    Instant ended = user("li").sessionsValidFrom();
    leaves("i-li", in(20));

    assertThat(events()).hasSize(1);
    assertThat(user("li").sessionsValidFrom()).isEqualTo(ended);
  }

  @Test
  void aDepartureThatIsOlderThanTheReturnIsNoNews() {
    leaves("i-li", in(10));
    comesBack("i-li", in(20));

    leaves("i-li", in(20));
    assertThat(user("li").active()).as("at the same moment").isTrue();
    leaves("i-li", in(15));
    assertThat(user("li").active()).isTrue();
    leaves("i-li", in(21));
    assertThat(user("li").active()).isFalse();
  }

  @Test
  void nobodyLeavesWithAnIdentityThatIsNotLinked() {
    leaves("i-other", in(10));

    assertThat(user("li").active()).isTrue();
    assertThat(events()).isEmpty();
  }

  @Test
  void whatWasTheirsIsNotVerifiedAlsoWhereAnAdministratorWasFaster() {
    disabledByAnAdministrator();
    assertThat(user("li").profile().emailVerified()).isTrue();

    leaves("i-li", in(10));

    assertThat(user("li").profile().emailVerified()).isFalse();
    assertThat(events()).isEmpty();
  }

  @Test
  void whomAnAdministratorLetInStaysWhateverIsToldOfTheirHavingLeft() {
    leaves("i-li", in(10));
    decides(true, in(20));
    UserRecord letIn = user("li");

    leaves("i-li", in(30));

    assertThat(user("li")).isEqualTo(letIn);
    assertThat(events()).containsExactly("user.disabled");
  }

  @Test
  void whomThePlatformLetsInAsWellLeavesLikeAnybodyElse() {
    leaves("i-li", in(10));
    decides(true, in(20));

    comesBack("i-li", in(19));
    leaves("i-li", in(30));
    assertThat(user("li").active()).as("what is older than the decision").isTrue();
    comesBack("i-li", in(40));
    leaves("i-li", in(40));
    assertThat(user("li").active()).isTrue();
    leaves("i-li", in(50));
    assertThat(user("li").active()).isFalse();
  }

  @Test
  void whomAnAdministratorDisablesAgainIsNotKeptByTheirFirstDecision() {
    leaves("i-li", in(10));
    decides(true, in(20));
    decides(false, in(30));
    decides(true, in(40));

    leaves("i-li", in(50));

    assertThat(user("li").active()).isFalse();
  }

  // coming back

  @Test
  void whoComesBackIsLetInAgainButOldSessionsAreNot() {
    leaves("i-li", in(10));
    Instant ended = user("li").sessionsValidFrom();

    comesBack("i-li", in(20));

    assertThat(user("li").active()).isTrue();
    assertThat(user("li").sessionsValidFrom()).isEqualTo(ended);
    assertThat(events()).containsExactly("user.enabled", "user.disabled");
  }

  @Test
  void nobodyIsLetInAgainWhomAnAdministratorDisabled() {
    disabledByAnAdministrator();
    comesBack("i-li", in(20));
    assertThat(user("li").active()).isFalse();

    leaves("i-li", in(30));
    comesBack("i-li", in(40));
    assertThat(user("li").active()).as("also where they left afterwards").isFalse();
  }

  @Test
  void nobodyIsLetInAgainByAnotherOfTheirAccounts() {
    link("li", "i-other");
    leaves("i-li", in(10));

    comesBack("i-other", in(20));

    assertThat(user("li").active()).isFalse();
  }

  @Test
  void aReturnThatIsOlderThanTheDepartureIsNoNews() {
    leaves("i-li", in(10));
    comesBack("i-li", in(9));
    assertThat(user("li").active()).isFalse();
    comesBack("i-li", in(10));
    assertThat(user("li").active()).isTrue();
    comesBack("i-li", in(30));
    assertThat(events()).as("nobody comes back twice").hasSize(2);
  }

  // renaming

  @Test
  void anAccountThatIsRenamedStaysTheSamePersons() {
    leaves("i-li", in(10));

    renamed("i-li", "i-new", "LiNew");

    assertThat(core.accounts.identities().find(TENANT, "i-li")).isEmpty();
    assertThat(core.accounts.identities().find(TENANT, "i-new").orElseThrow().value())
        .satisfies(it -> assertThat(it.userId()).isEqualTo("li"))
        .satisfies(it -> assertThat(it.platformUserId()).isEqualTo("LiNew"));
    comesBack("i-new", in(20));
    assertThat(user("li").active()).as("the departure is known by the new id").isTrue();
  }

  @Test
  void aRenamedAccountStillVerifiesAndIsWhatEndsIt() {
    renamed("i-li", "i-new", "LiNew");
    assertThat(user("li").profile().emailVerified()).isTrue();

    leaves("i-new", in(10));

    assertThat(user("li").profile().emailVerified()).isFalse();
  }

  @Test
  void whatBeganByARenamedAccountGoesOnAndEndsWithIt() {
    link("li", "i-second");
    sessions("li", 3, user("li").sessionsValidFrom(), "s");
    UserRecord before = user("li");

    renamed("i-li", "i-new", "LiNew");

    assertThat(user("li").sessionsValidFrom()).isEqualTo(before.sessionsValidFrom());
    assertThat(core.storage.repository(SessionRecord.SCHEMA).all(TENANT, new Query.All(), 10))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.value().identityId()).hasValue("i-new"));
    core.users.unlink(ALICE, TENANT, "li", Optional.of("i-second"));
    assertThat(stored()).isEqualTo(3);
    core.users.unlink(ALICE, TENANT, "li", Optional.of("i-new"));
    assertThat(stored()).isZero();
  }

  @Test
  void whoHasMoreSessionsThanCanBeRewrittenIsSignedOutAsTheirAccountIsRenamed() {
    sessions("li", 450, user("li").sessionsValidFrom(), "s");
    sessions("li", 450, user("li").sessionsValidFrom(), "t");
    Instant before = user("li").sessionsValidFrom();

    renamed("i-li", "i-new", "LiNew");

    assertThat(core.departures.userOf(TENANT, "i-new")).hasValue("li");
    assertThat(user("li").sessionsValidFrom()).isAfter(before);
    core.taskWork.runDue();
    assertThat(stored()).isZero();
  }

  @Test
  void whatWasLinkedByARenamedAccountIsKnownToBeLinkedByIt() {
    PersonalLink.Shown shown = PersonalLink.Shown.NOTHING;
    for (String by : List.of("i-li", "i-else")) {
      PersonalLink link = new PersonalLink(PersonalLink.ACCOUNT, shown, shown, Optional.of(by));
      commit(
          new UnitOfWork()
              .add(
                  core.accounts
                      .identities()
                      .create(
                          TENANT, "by-" + by, identity("li", "by-" + by).with(Optional.of(link)))));
    }

    renamed("i-li", "i-new", "LiNew");

    assertThat(linkedBy("by-i-li")).hasValue("i-new");
    assertThat(linkedBy("by-i-else")).hasValue("i-else");
  }

  private Optional<String> linkedBy(String identity) {
    return core.accounts
        .identities()
        .find(TENANT, identity)
        .flatMap(it -> it.value().personal())
        .flatMap(PersonalLink::by);
  }

  @Test
  void nobodyGetsAnAccountThatIsSomebodyElses() {
    person("wang", "i-wang");

    renamed("i-li", "i-wang", "wang");

    assertThat(core.departures.userOf(TENANT, "i-li")).hasValue("li");
    assertThat(core.departures.userOf(TENANT, "i-wang")).hasValue("wang");
    assertThat(core.events(TENANT))
        .singleElement()
        .satisfies(event -> assertThat(event.action()).contains("refused"));
  }

  @Test
  void anIdThatDiffersInItsCaseAloneIsTheSameAccount() {
    renamed("i-li", "i-li", "LI");

    assertThat(core.accounts.identities().find(TENANT, "i-li").orElseThrow().value())
        .extracting(IdentityRecord::platformUserId)
        .isEqualTo("LI");
  }

  @Test
  void anIdThatCannotBeStoredRenamesNobody() {
    renamed("i-li", "i-new", "a\0b");
    renamed("i-none", "i-new", "LiNew");

    assertThat(core.departures.userOf(TENANT, "i-li")).hasValue("li");
    assertThat(core.departures.userOf(TENANT, "i-new")).isEmpty();
    assertThat(events()).isEmpty();
  }
}
