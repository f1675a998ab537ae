package dev.muster.core.signin;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.PasswordRecovery.Entered;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.PasswordSignIns.Answer;
import dev.muster.api.PasswordSignIns.Presented;
import dev.muster.api.ProblemCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who has forgotten their password chooses another one. */
final class PasswordRecoveryTest extends InteractionsFixture {
  private static final Secret NEXT = Secret.of("an entirely new horse");
  private static final OptionalLong ANY = OptionalLong.empty();

  @BeforeEach
  void turnOn() {
    turn(true);
    core.deliveries.add(sent, 0);
  }

  private void turn(boolean on) {
    core.tenants.change(ALICE, TENANT, was -> was.withPasswordSignIn(on), ANY);
  }

  private Secret send(String name) {
    return core.passwordRecovery.sendCode(CALLER, TENANT, name, "en");
  }

  private Entered enter(Secret key, Secret code) {
    return core.passwordRecovery.enter(presenter(), key, code, Optional.empty());
  }

  private static Secret key(Entered entered) {
    return ((Entered.Right) entered).interaction().key();
  }

  private Outcome<AuthorizationCode> choose(Secret key) {
    return chosen(key).outcome();
  }

  private PasswordSignIns.Chosen chosen(Secret key) {
    return core.passwordSignIns.choose(presenter(), key, NEXT, Optional.empty());
  }

  private Outcome<AuthorizationCode> signIn(Secret password) {
    Answer answer =
        core.passwordSignIns.signIn(
            presenter(), new Presented("wang", password, Optional.empty()), Optional.empty());
    return answer instanceof Answer.Right right ? right.outcome() : new Outcome.Invalid<>();
  }

  @Test
  void aCodeToTheirMailboxLetsThemChooseAnotherAndEndsEverythingElse() {
    Outcome.SignedIn<AuthorizationCode> before =
        (Outcome.SignedIn<AuthorizationCode>) signIn(PASSWORD);
    Entered entered = enter(send("wang"), sent.last());
    assertThat(((Entered.Right) entered).interaction().kind()).isEqualTo(PasswordSignIns.CHANGE);
    assertThat(core.passwordSignIns.waiting(TENANT, key(entered), Optional.empty()))
        .contains(new PasswordSignIns.Change("wang", true));
    assertThat(core.sessions.find(TENANT, before.sessionToken())).isPresent();

    Outcome.SignedIn<AuthorizationCode> in =
        (Outcome.SignedIn<AuthorizationCode>) choose(key(entered));

    assertThat(in.user().id()).isEqualTo(wang.id());
    assertThat(core.sessions.find(TENANT, in.sessionToken())).isPresent();
    assertThat(core.sessions.find(TENANT, before.sessionToken())).isEmpty();
    core.taskWork.runDue();
    assertThat(core.store.count(SessionRecord.COLLECTION, TENANT, new Query.All()))
        .as("what has ended does not lie about")
        .isOne();
    assertThat(signIn(PASSWORD)).isEqualTo(new Outcome.Invalid<>());
    assertThat(signIn(NEXT)).isInstanceOf(Outcome.SignedIn.class);
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.password-changed"))
        .singleElement()
        .satisfies(event -> assertThat(event.actor()).isEqualTo("user:" + wang.id()))
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "recovery"));
  }

  @Test
  void theBrowserInWhichTheyDoIsKnownFromThenOn() {
    Secret key = key(enter(send("wang"), sent.last()));
    PasswordSignIns.Chosen chosen = chosen(key);
    assertThat(chosen(key).browser()).as("nobody came in").isEmpty();
    for (int i = 0; i < 10; i++) {
      assertThat(signIn(PASSWORD)).isEqualTo(new Outcome.Invalid<>());
    }
    assertProblem(ProblemCode.THROTTLED, () -> signIn(NEXT));

    Answer answer =
        core.passwordSignIns.signIn(
            presenter(), new Presented("wang", NEXT, chosen.browser()), Optional.empty());

    assertThat(answer).isInstanceOf(Answer.Right.class);
  }

  @Test
  void isOfferedWherePeopleSignInWithPasswordsAndSomebodyCarriesCodes() {
    assertThat(core.passwordRecovery.isOffered(TENANT)).isTrue();
    Secret key = send("wang");
    turn(false);
    assertThat(core.passwordRecovery.isOffered(TENANT)).isFalse();
    assertThat(enter(key, sent.last())).isEqualTo(new Entered.Wrong(0));
    assertThat(new PasswordRecoveryTest().core.passwordRecovery.isOffered(TENANT)).isFalse();
  }

  @Test
  void saysNothingOfWhoHasAnAccount() {
    Secret nobodys = send("nobody");
    Secret theirs = send("wang");
    assertThat(sent.messages).hasSize(1);
    assertThat(nobodys.reveal()).hasSameSizeAs(theirs.reveal());
    for (int left = 4; left >= 0; left--) {
      assertThat(enter(theirs, sent.wrong())).isEqualTo(new Entered.Wrong(left));
      assertThat(enter(nobodys, sent.wrong())).isEqualTo(new Entered.Wrong(left));
    }
    assertThat(enter(theirs, sent.last())).isEqualTo(new Entered.Wrong(0));
  }

  @Test
  void aCodeIsWorthSomethingOnceAndInItsFlowAlone() {
    Secret key = send("wang");
    assertThat(enter(send("nobody"), sent.last())).isEqualTo(new Entered.Wrong(4));
    assertThat(enter(Secret.of("x"), sent.last())).isEqualTo(new Entered.Wrong(0));
    assertThat(enter(key, sent.last())).isInstanceOf(Entered.Right.class);
    assertThat(enter(key, sent.last())).isEqualTo(new Entered.Wrong(0));
    Secret late = send("wang");
    core.clock.advance(Duration.ofMinutes(10));
    assertThat(enter(late, sent.last())).isInstanceOf(Entered.Wrong.class);
  }

  @Test
  void whoHasNoPasswordGetsNoneByAMailbox() {
    user("silent", false);
    Secret key = send("silent");
    assertThat(sent.messages).isEmpty();
    assertThat(enter(key, Secret.of("0123456789"))).isEqualTo(new Entered.Wrong(4));
    assertThat(waiting()).isZero();
  }

  @Test
  void aPasswordThatAnAdministratorSetsMeanwhileStays() {
    Secret key = key(enter(send("wang"), sent.last()));
    Secret other = Secret.of("one of the administrator");
    core.users.setPassword(ALICE, TENANT, wang.id(), other, false);
    assertThat(choose(key)).isEqualTo(new Outcome.Invalid<>());
    assertThat(signIn(other)).isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void turningSignInsByPasswordOffAndOnRevivesNothing() {
    Secret code = send("wang");
    Secret choosing = key(enter(send("wang"), sent.last()));
    Secret sentBefore = sent.messages.get(0).code();
    turn(false);
    turn(true);
    assertThat(enter(code, sentBefore)).isEqualTo(new Entered.Wrong(4));
    assertThat(choose(choosing)).isEqualTo(new Outcome.Invalid<>());
    assertThat(signIn(PASSWORD)).isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void whoIsDisabledMeanwhileDoesNotComeIn() {
    Secret key = key(enter(send("wang"), sent.last()));
    core.users.setActive(ALICE, TENANT, wang.id(), false, Optional.empty(), ANY);
    assertThat(choose(key)).isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
  }

  @Test
  void policiesAreAsked() {
    Secret key = key(enter(send("wang"), sent.last()));
    core.policies.add(
        attempt -> SignInPolicy.Verdict.refuse(new Text("No.", "不可以。")), "com.example.policy");
    assertThat(((Outcome.Refused<AuthorizationCode>) choose(key)).reason())
        .isEqualTo(Refusal.POLICY);
    assertThat(core.accounts.users().find(TENANT, wang.id()).orElseThrow().value().password())
        .hasValueSatisfying(hash -> assertThat(core.passwords.matches(PASSWORD, hash)).isTrue());
  }

  @Test
  void nobodyAsksForCodesWithoutEnd() {
    for (int i = 0; i < 100; i++) {
      Secret unused = send("nobody");
    }
    assertProblem(ProblemCode.THROTTLED, () -> send("wang"));
    assertThat(core.events(TENANT)).extracting(AuditEvent::action).doesNotContain("user.code-sent");
  }
}
