package dev.muster.core.account;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Linked;
import dev.muster.api.OwnAccount.Linking;
import dev.muster.api.OwnAccount.Person;
import dev.muster.api.OwnAccount.Removal;
import dev.muster.api.OwnAccount.Undo;
import dev.muster.api.ProblemCode;
import dev.muster.api.Session;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Identities that a person links to their own account and unlinks from it. */
class OwnIdentitiesTest extends OwnAccountFixture {
  private long identities() {
    return core.store.count(IdentityRecord.COLLECTION, TENANT, new Query.All());
  }

  @Nested
  class AreLinked {
    @Test
    void linksAnotherIdentityByWhichThePersonComesInFromThenOn() {
      Linking linking = links(li, "gate", "corp-2/lili");

      assertThat(linking).isInstanceOf(Linking.Done.class);
      assertThat(account(li).identities())
          .extracting(each -> each.identity().platformUserId(), Linked::last)
          .containsExactlyInAnyOrder(tuple("li", false), tuple("lili", false));
      assertThat(comesIn("gate", "corp-2/lili").userId()).isEqualTo(li.userId());
      assertThat(lastEvent("user.identity-linked"))
          .satisfies(
              event -> {
                assertThat(event.actor()).isEqualTo("user:" + li.userId());
                assertThat(event.detail()).containsEntry("proof", "account");
              });
    }

    @Test
    void leavesTheProfileAsItIs() {
      String name = user(li).profile().displayName().orElseThrow();
      links(li, "gate", "corp-2/lili");
      assertThat(user(li).profile().displayName()).contains(name);
    }

    @Test
    void isDoneWhenItIsTheirsAlready() {
      links(li, "gate", "corp-2/lili");
      assertThat(links(li, "gate", "corp-2/lili")).isInstanceOf(Linking.Done.class);
      assertThat(identities()).isEqualTo(2);
    }

    @Test
    void neverMovesWhatIsSomebodyElses() {
      Session lili = comesIn("gate", "corp-2/lili");

      assertThat(links(li, "gate", "corp-2/lili")).isEqualTo(new Linking.SomebodyElses());

      assertThat(account(lili).identities()).hasSize(1);
      assertThat(account(li).identities()).hasSize(1);
    }

    @Test
    void neverMovesWhatBecameSomebodyElsesMeanwhile() {
      SignIns.Pending pending = leaves(li, "gate");
      // the first commit uses the state up
      core.store.beforeNextCommit(
          () -> core.store.beforeNextCommit(() -> comesIn("gate", "corp-2/lili")));

      assertThat(comesBack(li, pending, "corp-2/lili")).isEqualTo(new Linking.SomebodyElses());

      assertThat(account(li).identities()).hasSize(1);
    }

    @Test
    void takesOverWhatADeletedAccountLeft() {
      Session lili = comesIn("gate", "corp-2/lili");
      core.users.delete(ALICE, TENANT, lili.userId(), OptionalLong.empty());

      assertThat(links(li, "gate", "corp-2/lili")).isInstanceOf(Linking.Done.class);
    }

    @Test
    void takesNoSecondIdentityOfACompany() {
      source("back-door", "corp-1", Mode.OFF);
      assertThat(links(li, "back-door", "corp-1/wang")).isEqualTo(new Linking.Occupied());

      SignIns.Pending first = leaves(li, "gate");
      SignIns.Pending second = leaves(li, "gate");
      core.store.beforeNextCommit(
          () -> core.store.beforeNextCommit(() -> comesBack(li, second, "corp-2/wang")));
      assertThat(comesBack(li, first, "corp-2/lili")).isEqualTo(new Linking.Occupied());
      assertThat(account(li).identities()).hasSize(2);
    }

    @Test
    void wantsARecentSignIn() {
      core.clock.advance(Duration.ofMinutes(10).minusMillis(1));
      assertThat(account(li).recent()).isTrue();
      assertThat(core.ownAccount.beginLink(person(li), begin("gate"))).isPresent();

      core.clock.advance(Duration.ofMillis(1));
      assertThat(account(li).recent()).isFalse();
      assertThat(core.ownAccount.beginLink(person(li), begin("gate"))).isEmpty();
    }

    @Test
    void isBoundToTheSessionInWhichItBegan() {
      SignIns.Pending pending = leaves(li, "gate");
      Session again = comesIn("door", "corp-1/li");
      Session wang = comesIn("door", "corp-1/wang");
      for (Session other : List.of(again, wang)) {
        assertThat(comesBack(other, pending, "corp-2/lili")).isEqualTo(new Linking.SessionEnded());
      }
      Person elsewhere = new Person(CALLER, "other", li);
      assertThat(core.ownAccount.link(elsewhere, pending, Secret.of("corp-2/lili"), "Firefox"))
          .isEqualTo(new Linking.SessionEnded());

      core.ownAccount.endSession(person(again), li.id());
      assertThat(comesBack(li, pending, "corp-2/lili")).isEqualTo(new Linking.SessionEnded());
      assertThat(identities()).isEqualTo(2);
    }

    @Test
    void restsOnTheSession() {
      SignIns.Pending pending = leaves(li, "gate");
      core.store.beforeNextCommit(
          () ->
              core.store.beforeNextCommit(
                  () -> core.users.endSession(ALICE, TENANT, li.userId(), li.id())));

      assertThat(comesBack(li, pending, "corp-2/lili")).isEqualTo(new Linking.SessionEnded());
      assertThat(identities()).isEqualTo(1);
    }

    @Test
    void linksNothingInASessionThatEndedOnAnotherNodeAMomentAgo() {
      SignIns.Pending pending = leaves(li, "gate");
      endsElsewhere(li);

      assertThat(comesBack(li, pending, "corp-2/lili")).isEqualTo(new Linking.SessionEnded());
      assertThat(identities()).isEqualTo(1);
    }

    @Test
    void asksPoliciesLastAndLinksNothingThatOneRefuses() {
      Text sentence = new Text("Not here.", "此处不可。");
      List<SignInPolicy.Attempt> asked = new ArrayList<>();
      core.policies.add(
          attempt -> {
            asked.add(attempt);
            return attempt.identitySource().equals("gate")
                ? SignInPolicy.Verdict.refuse(sentence)
                : SignInPolicy.Verdict.allow();
          },
          "com.example.policy");
      source("back-door", "corp-1", Mode.OFF);
      assertThat(links(li, "back-door", "corp-1/wang")).isEqualTo(new Linking.Occupied());
      assertThat(asked).as("our own rules come first").isEmpty();

      Linking refused = links(li, "gate", "corp-2/lili");

      assertThat(((Linking.NotShown) refused).outcome())
          .isEqualTo(
              new Outcome.Refused<>(
                  Refusal.POLICY, Optional.of(sentence), Optional.of("com.example.policy")));
      assertThat(identities()).isEqualTo(1);
      assertThat(asked)
          .singleElement()
          .satisfies(
              attempt -> {
                assertThat(attempt.identitySource()).isEqualTo("gate");
                assertThat(attempt.person().userId()).isEqualTo("lili");
                assertThat(attempt.user()).contains(li.userId());
              });
      assertThat(links(li, "hatch", "corp-3/lili")).isInstanceOf(Linking.Done.class);
    }

    @Test
    void takesAStateOnce() {
      SignIns.Pending pending = leaves(li, "gate");
      assertThat(comesBack(li, pending, "junk"))
          .isEqualTo(new Linking.NotShown(new Outcome.Invalid<>()));
      assertThat(comesBack(li, pending, "corp-2/lili"))
          .isEqualTo(new Linking.NotShown(new Outcome.Invalid<>()));
      assertThat(identities()).isEqualTo(1);
    }

    @Test
    void goesToNoSourceThatIsDisabledOrNotThere() {
      SignIns.Pending pending = leaves(li, "gate");
      enabled("gate", false);
      assertThat(comesBack(li, pending, "corp-2/lili"))
          .isEqualTo(new Linking.NotShown(new Outcome.Refused<>(Refusal.SOURCE_DISABLED)));
      for (String source : List.of("gate", "none")) {
        assertProblem(
            ProblemCode.NOT_FOUND, () -> core.ownAccount.beginLink(person(li), begin(source)));
      }
      core.users.endSessions(ALICE, TENANT, li.userId());
      assertProblem(
          ProblemCode.NOT_FOUND, () -> core.ownAccount.beginLink(person(li), begin("door")));
    }

    @Test
    void isNoSignInAndASignInIsNoLink() {
      SignIns.Begun signIn = core.signIns.begin(begin("gate"));
      assertThatThrownBy(() -> comesBack(li, pending(signIn, "gate"), "corp-2/lili"))
          .isInstanceOf(IllegalArgumentException.class);
      SignIns.Pending link = leaves(li, "gate");
      assertThatThrownBy(
              () ->
                  core.signIns.finish(
                      CALLER, link, Secret.of("corp-2/lili"), "", List.of(), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class AreUnlinked {
    @Test
    void endsWhatBeganByTheIdentityAndEveryOtherSessionButThisOne() {
      links(li, "gate", "corp-2/lili");
      Session byGate = comesIn("gate", "corp-2/lili");
      Session elsewhere = comesIn("door", "corp-1/li");

      assertThat(core.ownAccount.unlink(person(li), identity(li, "gate"))).isEqualTo(Removal.DONE);

      assertThat(lives(byGate)).isFalse();
      assertThat(lives(elsewhere)).isFalse();
      assertThat(lives(li)).isTrue();
      core.taskWork.runDue();
      assertThat(core.store.count(SessionRecord.COLLECTION, TENANT, new Query.All())).isOne();
      assertThat(lastEvent("user.identity-unlinked").actor()).isEqualTo("user:" + li.userId());
      assertThat(comesIn("gate", "corp-2/lili").userId()).isNotEqualTo(li.userId());
    }

    @Test
    void endsTheSessionInWhichItHappensWhereThatBeganByTheIdentity() {
      links(li, "gate", "corp-2/lili");
      Session later = comesInADayLater("door", "corp-1/li");

      assertThat(core.ownAccount.unlink(person(later), identity(later, "door")))
          .isEqualTo(Removal.DONE);

      assertThat(lives(later)).isFalse();
      assertThat(core.users.identities(TENANT, li.userId())).hasSize(1);
    }

    @Test
    void leavesTheLastWayIn() {
      assertThat(linked(li, "door").last()).isTrue();
      assertThat(core.ownAccount.unlink(person(li), identity(li, "door"))).isEqualTo(Removal.LAST);
      assertThat(lives(li)).isTrue();
    }

    @Test
    void countsAPasswordOnlyWhereItSignsThemIn() {
      core.users.setPassword(ALICE, TENANT, li.userId(), PASSWORD, false);
      Session later = comesIn("door", "corp-1/li");
      assertThat(linked(later, "door").last()).isTrue();
      core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
      assertThat(linked(later, "door").last()).isFalse();

      assertThat(core.ownAccount.unlink(person(later), identity(later, "door")))
          .isEqualTo(Removal.DONE);
    }

    @Test
    void countsNoIdentityWhoseSourceIsDisabledOrGone() {
      links(li, "gate", "corp-2/lili");
      enabled("gate", false);

      assertThat(linked(li, "door").last()).isTrue();
      assertThat(core.ownAccount.unlink(person(li), identity(li, "door"))).isEqualTo(Removal.LAST);
      // which does not keep it from being unlinked itself
      assertThat(core.ownAccount.unlink(person(li), identity(li, "gate"))).isEqualTo(Removal.DONE);
    }

    @Test
    void countsAnIdentityWhosePlatformIsNotThereRightNow() {
      links(li, "gate", "corp-2/lili");
      Session later = comesInADayLater("door", "corp-1/li");
      core.platforms.takeAway(FakePlatform.ID);

      assertThat(core.ownAccount.unlink(person(later), identity(later, "door")))
          .isEqualTo(Removal.DONE);
    }

    @Test
    void wantsARecentSignIn() {
      links(li, "gate", "corp-2/lili");
      String gate = identity(li, "gate");
      core.clock.advance(OwnAccount.RECENT);
      assertThat(core.ownAccount.unlink(person(li), gate)).isEqualTo(Removal.NOT_RECENT);
      assertThat(account(li).identities()).hasSize(2);

      Session again = comesIn("door", "corp-1/li");
      core.clock.advance(OwnAccount.RECENT.minusMillis(1));
      assertThat(core.ownAccount.unlink(person(again), gate)).isEqualTo(Removal.DONE);
    }

    /** Whoever links theirs to an account that is not theirs does not keep its owner out. */
    @Test
    void leavesWhatWasLinkedBeforeALinkThatCanBeUndone() {
      links(li, "gate", "corp-2/thief");
      Session thief = comesIn("gate", "corp-2/thief");
      String door = identity(li, "door");

      for (Session session : List.of(thief, li)) {
        assertThat(core.ownAccount.unlink(person(session), door)).isEqualTo(Removal.LATER_LINK);
      }

      assertThat(lives(li)).isTrue();
      assertThat(core.ownAccount.undo(person(li), identity(li, "gate"), Undo.UNLINK))
          .isEqualTo(Removal.DONE);
      assertThat(lives(thief)).isFalse();
    }

    @Test
    void leavesOneOfTwoThatAreUnlinkedAtOnce() {
      links(li, "gate", "corp-2/lili");
      Session other = comesInADayLater("gate", "corp-2/lili");
      li = comesIn("door", "corp-1/li");
      String door = identity(li, "door");
      String gate = identity(li, "gate");
      core.store.beforeNextCommit(
          () -> assertThat(core.ownAccount.unlink(person(other), door)).isEqualTo(Removal.DONE));

      // its own session ended with the other one
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.unlink(person(li), gate));
      assertThat(core.users.identities(TENANT, li.userId())).hasSize(1);
    }

    @Test
    void leavesTheWayThatIsLeftWhenAnAdministratorUnlinksTheOtherAtOnce() {
      links(li, "gate", "corp-2/lili");
      links(li, "hatch", "corp-3/lilili");
      enabled("door", false);
      Session here = comesInADayLater("gate", "corp-2/lili");
      String gate = identity(here, "gate");
      core.store.beforeNextCommit(
          () ->
              core.users.unlink(ALICE, TENANT, li.userId(), Optional.of(identity(here, "hatch"))));

      assertThat(core.ownAccount.unlink(person(here), gate)).isEqualTo(Removal.LAST);
      assertThat(lives(here)).isTrue();
    }

    @Test
    void restsOnTheSourceOfTheWayThatIsLeft() {
      links(li, "gate", "corp-2/lili");
      Session byGate = comesIn("gate", "corp-2/lili");
      String gate = identity(li, "gate");
      core.store.beforeNextCommit(() -> enabled("door", false));

      assertThat(core.ownAccount.unlink(person(byGate), gate)).isEqualTo(Removal.LAST);
      assertThat(lives(byGate)).isTrue();
    }

    @Test
    void knowsNobodyElsesIdentity() {
      links(li, "gate", "corp-2/lili");
      Session wang = comesIn("door", "corp-1/wang");
      String foreign = identity(wang, "door");
      for (String id : List.of(foreign, "none", "")) {
        assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.unlink(person(li), id));
        assertProblem(
            ProblemCode.NOT_FOUND, () -> core.ownAccount.undo(person(li), id, Undo.UNLINK));
      }
      assertThat(account(wang).identities()).hasSize(1);
    }

    @Test
    void knowsNoSessionOfAnotherTenant() {
      core.tenants.create(ALICE, "other", "Other");
      Person elsewhere = new Person(new Caller("system", "192.0.2.1", "c"), "other", li);
      String door = identity(li, "door");

      assertThat(core.ownAccount.find(elsewhere)).isEmpty();
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.unlink(elsewhere, door));
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.endSessions(elsewhere));
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.endSession(elsewhere, li.id()));
      assertProblem(ProblemCode.NOT_FOUND, () -> core.ownAccount.withdraw(elsewhere, CLIENT));
    }
  }
}
