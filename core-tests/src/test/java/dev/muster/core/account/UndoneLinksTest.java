package dev.muster.core.account;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Removal;
import dev.muster.api.OwnAccount.Undo;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemCode;
import dev.muster.api.Session;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.core.code.OneTimeCodes.Flow;
import dev.muster.core.code.Purpose;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.SentCodes;
import dev.muster.core.user.IdentityRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Links that a person made themselves, and undoes within a day. */
class UndoneLinksTest extends UndoneLinksFixture {
  private final SentCodes sent = new SentCodes();

  @Test
  void undoesALinkOfSomebodyWhoWasAskedAlsoAsTheLastWayIn() {
    User before = user("wang");
    Session wang = asked("corp-3/wang", WANG);
    assertThat(user(wang).profile()).isNotEqualTo(before.profile());
    assertThat(linked(wang, "hatch").last()).isTrue();
    assertThat(linked(wang, "hatch").undo()).contains(Undo.UNLINK);

    undo(wang, "hatch", Undo.UNLINK);

    assertThat(lives(wang)).isFalse();
    assertThat(core.users.find(TENANT, before.id()).orElseThrow().value().profile())
        .isEqualTo(before.profile());
    assertThat(core.users.identities(TENANT, before.id())).isEmpty();
    assertThat(lastEvent("user.identity-link-undone"))
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("user:" + before.id());
              assertThat(event.detail()).containsEntry("platformUserId", "wang");
            });
    // the next sign-in asks again
    assertThat(outcome("hatch", "corp-3/wang")).isInstanceOf(Outcome.InteractionRequired.class);
  }

  @Test
  void undoesALinkThatAnotherSessionOfTheAccountMade() {
    User before = user(li);
    links(li, "hatch", "corp-3/thief");
    Session thief = comesIn("hatch", "corp-3/thief");
    assertThat(thief.userId()).isEqualTo(li.userId());

    undo(li, "hatch", Undo.UNLINK);

    assertThat(lives(thief)).isFalse();
    assertThat(lives(li)).isTrue();
    assertThat(user(li).profile()).isEqualTo(before.profile());
  }

  @Test
  void endsEveryOtherSessionHoweverItBegan() {
    core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    User owner = user("wang");
    asked("corp-3/thief", WANG);
    Session thief = byPassword("wang");
    Session wang = byPassword("wang");

    undo(wang, "hatch", Undo.UNLINK);

    assertThat(lives(thief)).isFalse();
    assertThat(lives(wang)).isTrue();
    core.taskWork.runDue();
    assertThat(core.users.sessions(TENANT, owner.id()))
        .extracting(Session::id)
        .containsExactly(wang.id());
  }

  private Session byPassword(String username) {
    PasswordSignIns.Answer answer =
        core.passwordSignIns.signIn(
            new Interactions.Presenter(CALLER, TENANT, "Firefox", List.of()),
            new PasswordSignIns.Presented(username, PASSWORD, Optional.empty()),
            Optional.empty());
    return ((Outcome.SignedIn<AuthorizationCode>) ((PasswordSignIns.Answer.Right) answer).outcome())
        .session();
  }

  @Test
  void undoesWhatWasLinkedBySomebodyWhoHadComeInByTheIdentity() {
    User before = user(li);
    source("lane", "corp-4", Mode.OFF);
    links(li, "lane", "corp-4/li");
    links(li, "hatch", "corp-3/thief");
    Session thief = comesIn("hatch", "corp-3/thief");
    core.clock.advance(Duration.ofMillis(1));
    links(thief, "gate", "corp-2/thief");
    comesIn("gate", "corp-2/thief");

    undo(li, "hatch", Undo.UNLINK);

    assertThat(account(li).identities())
        .extracting(each -> each.identity().identitySource())
        .containsExactlyInAnyOrder("door", "lane");
    assertThat(user(li).profile()).isEqualTo(before.profile());
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.identity-link-undone"))
        .hasSize(2);
    assertThat(comesIn("gate", "corp-2/thief").userId()).isNotEqualTo(li.userId());
  }

  @Test
  void undoesWhatWasLinkedBySomebodyWhoProvedTheAccountByTheIdentity() {
    source("lane", "corp-4", Mode.ASK);
    links(li, "hatch", "corp-3/thief");
    Secret key =
        ((Outcome.InteractionRequired<AuthorizationCode>) outcome("lane", "corp-4/thief"))
            .interaction()
            .key();
    core.interactions.answer(
        new Interactions.Presenter(CALLER, TENANT, "Firefox", List.of()),
        key,
        new Reply.Source("hatch", Secret.of("corp-3/thief"), Optional.empty()),
        Optional.empty());
    assertThat(account(li).identities()).hasSize(3);

    undo(li, "hatch", Undo.UNLINK);

    assertThat(account(li).identities()).hasSize(1);
  }

  @Test
  void sendsNoCodeToAMailboxThatStandsByALinkThatCanBeUndone() {
    core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    core.deliveries.add(sent, 0);
    user("wang");
    Session thief = asked("corp-3/thief", WANG);
    assertThat(user(thief).profile().email()).contains("thief@corp-3.example");
    assertThat(user(thief).profile().emailVerified()).isTrue();

    for (String name : List.of("wang", "thief@corp-3.example")) {
      recovers(name);
      core.codes.send(CALLER, new Flow(TENANT, Purpose.LINK, Secret.of(name)), name, "en");
      // more at a time are not heeded, whether anybody can be reached or not
      core.clock.advance(Duration.ofMinutes(20));
    }
    assertThat(sent.messages).isEmpty();
    assertThat(lastEvent("user.code-not-sent").detail())
        .containsEntry("reason", "link-not-settled");

    core.clock.advance(OwnAccount.UNDO);
    recovers("wang");
    assertThat(sent.messages).hasSize(1);
  }

  private void recovers(String name) {
    Secret unused = core.passwordRecovery.sendCode(CALLER, TENANT, name, "en");
  }

  @Test
  void sendsCodesToAMailboxThatStandsByMore() {
    core.deliveries.add(sent, 0);
    Flow flow = new Flow(TENANT, Purpose.LINK, Secret.of("key"));
    user("wang");
    Session wang = asked("corp-3/wang", WANG);
    core.users.change(
        ALICE,
        TENANT,
        wang.userId(),
        new Users.Change(profile -> profile, Set.of(Users.Address.EMAIL), Optional.empty()),
        OptionalLong.empty());
    core.codes.send(CALLER, flow, "wang", "en");
    assertThat(sent.messages).as("an administrator says so").hasSize(1);

    asked("corp-3/zhang", new Reply.Create());
    core.codes.send(CALLER, flow, "zhang@corp-3.example", "en");
    assertThat(sent.messages).as("the account was made for it").hasSize(2);
  }

  @Test
  void joinsNobodyToAnAccountByAMailboxThatStandsByALinkThatCanBeUndone() {
    core.sources.create(
        ALICE,
        TENANT,
        "lane",
        FakePlatform.ID,
        Settings.of("lane", EnumSet.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "corp-4", "secret", "current"))
            .withAssociation(new Association(Mode.MATCH, List.of(MatchField.EMAIL), Set.of())));
    user("wang");
    Session first = asked("corp-3/thief", WANG);

    Session second = comesIn("lane", "corp-4/thief/thief@corp-3.example");
    assertThat(second.userId()).isNotEqualTo(first.userId());

    core.clock.advance(OwnAccount.UNDO);
    core.users.delete(ALICE, TENANT, second.userId(), OptionalLong.empty());
    assertThat(comesIn("lane", "corp-4/other/thief@corp-3.example").userId())
        .isEqualTo(first.userId());
  }

  @Test
  void undoesWhatTheIdentityBroughtAtLaterSignIns() {
    change(li, profile -> profile.email(Optional.empty(), false));
    User before = user(li);
    links(li, "hatch", "corp-3/thief");
    comesIn("hatch", "corp-3/thief");
    assertThat(user(li).profile().displayName()).contains("Mx thief");
    assertThat(user(li).profile().nickname()).contains("Nick thief");
    assertThat(user(li).profile().email()).contains("thief@corp-3.example");
    comesIn("hatch", "corp-3/thief");

    undo(li, "hatch", Undo.UNLINK);

    assertThat(user(li).profile()).isEqualTo(before.profile());
  }

  @Test
  void goesBackToWhatSomebodyElseHadChangedBeforeTheIdentityWasUsedAgain() {
    links(li, "hatch", "corp-3/thief");
    comesIn("hatch", "corp-3/thief");
    change(li, profile -> profile.displayName(Optional.of("Li Li")));
    comesIn("hatch", "corp-3/thief");
    assertThat(user(li).profile().displayName()).contains("Mx thief");

    undo(li, "hatch", Undo.UNLINK);

    assertThat(user(li).profile().displayName()).contains("Li Li");
  }

  @Test
  void undoesNothingThatWasLinkedBeforeTheIdentityByWhichTheyCame() {
    links(li, "hatch", "corp-3/lili");
    links(li, "gate", "corp-2/thief");
    Session thief = comesIn("gate", "corp-2/thief");
    String hatch = identity(li, "hatch");

    assertThat(core.ownAccount.undo(person(thief), hatch, Undo.UNLINK))
        .isEqualTo(Removal.LATER_LINK);

    assertThat(account(li).identities()).hasSize(3);
    assertThat(core.ownAccount.undo(person(li), hatch, Undo.UNLINK)).isEqualTo(Removal.DONE);
    assertThat(lives(thief)).isFalse();
    Session again = comesIn("gate", "corp-2/thief");
    undo(again, "gate", Undo.UNLINK);
    assertThat(lives(again)).isFalse();
  }

  @Test
  void leavesWhatSomebodyElseHasChangedSince() {
    User before = user("wang");
    Session wang = asked("corp-3/wang", WANG);
    core.users.change(
        ALICE,
        TENANT,
        before.id(),
        Users.Change.of(
            profile ->
                profile.toBuilder()
                    .displayName(Optional.of("Wang"))
                    .email(Optional.of("wang@corp.example"), true)
                    .build()),
        OptionalLong.empty());

    undo(wang, "hatch", Undo.UNLINK);

    User.Profile after = core.users.find(TENANT, before.id()).orElseThrow().value().profile();
    assertThat(after.displayName()).contains("Wang");
    assertThat(after.email()).contains("wang@corp.example");
    assertThat(after.emailVerified()).isTrue();
  }

  @Test
  void leavesAnAddressThatTheLinkBroughtAndAnAdministratorHasConfirmed() {
    user("wang");
    Session wang = asked("corp-3/wang", WANG);
    core.users.change(
        ALICE,
        TENANT,
        wang.userId(),
        new Users.Change(profile -> profile, Set.of(Users.Address.EMAIL), Optional.empty()),
        OptionalLong.empty());

    undo(wang, "hatch", Undo.UNLINK);

    User.Profile after = core.users.find(TENANT, wang.userId()).orElseThrow().value().profile();
    assertThat(after.email()).contains("wang@corp-3.example");
    assertThat(after.emailVerified()).isTrue();
  }

  @Test
  void undoesNothingAfterADay() {
    user("wang");
    Session wang = asked("corp-3/wang", WANG);
    core.clock.advance(Duration.ofHours(24).minusMillis(1));
    Session later = comesIn("hatch", "corp-3/wang");
    assertThat(linked(later, "hatch").undo()).contains(Undo.UNLINK);

    core.clock.advance(Duration.ofMillis(1));

    assertThat(linked(later, "hatch").undo()).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> undo(later, "hatch", Undo.UNLINK));
    assertThat(lives(wang)).isFalse();
    comesIn("hatch", "corp-3/wang");
    assertThat(
            core.accounts
                .identities()
                .find(TENANT, identity(later, "hatch"))
                .orElseThrow()
                .value()
                .personal())
        .as("what is needed for it is not kept")
        .isEmpty();
  }

  @Test
  void undoesALinkOfSomebodyWhoIsInAnotherDepartmentByNow() {
    links(li, "hatch", "corp-3/lili");
    Stored<IdentityRecord> hatch =
        core.accounts.identities().find(TENANT, identity(li, "hatch")).orElseThrow();
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            work.add(
                core.accounts
                    .identities()
                    .replace(hatch, hatch.value().withDepartments(List.of("7")))));

    assertThat(linked(li, "hatch").identity().departments()).containsExactly("7");
    assertThat(linked(li, "hatch").undo()).contains(Undo.UNLINK);
  }

  @Test
  void undoesNothingThatThePersonDidNotDo() {
    assertThat(linked(li, "door").undo()).isEmpty();
    assertProblem(ProblemCode.NOT_FOUND, () -> undo(li, "door", Undo.UNLINK));
    assertProblem(ProblemCode.NOT_FOUND, () -> undo(li, "door", Undo.DELETE_ACCOUNT));
  }
}
