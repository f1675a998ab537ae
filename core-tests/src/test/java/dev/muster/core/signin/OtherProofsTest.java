package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.Together;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Proofs by another source than the one by which somebody came, and what native apps answer. */
class OtherProofsTest extends InteractionsFixture {
  @Test
  void offersNoAccountAndNoOtherSourceWhereThereIsNone() {
    loginOnly();
    core.sources.change(
        TestCore.ALICE, TENANT, "gate", it -> it.withEnabled(false), OptionalLong.empty());

    Interaction interaction = asked(comesIn("door", "corp-1", "li"));
    assertThat(interaction.kind()).isEqualTo("bind");
    assertThat(interaction.proofs()).containsExactly("password");
    assertThat(answer(interaction.key(), new Reply.Create()))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.NO_ACCOUNT)));
    assertThat(users()).isEqualTo(1);
  }

  /** Somebody who has an account by another source proves it there. */
  @Test
  void linksTheAccountOfWhoeverSignsInAtAnotherSource() {
    Outcome.SignedIn<AuthorizationCode> known =
        (Outcome.SignedIn<AuthorizationCode>) comesIn("gate", "corp-2", "lili");
    Secret key = asked();

    Outcome.SignedIn<AuthorizationCode> in = in(provesAt("gate", key, "corp-2", "lili"));

    assertThat(in.user().id()).isEqualTo(known.user().id());
    assertThat(identities(known.user()))
        .extracting(Identity::identitySource)
        .containsExactlyInAnyOrder("door", "gate");
    assertThat(users()).isEqualTo(2);
  }

  @Test
  void doesNotLinkWhoeverIsNobodyAtTheOtherSource() {
    Secret key = asked();

    assertThat(provesAt("gate", key, "corp-2", "nobody")).isEqualTo(wrong(4));
    assertThat(users()).isEqualTo(1);
    assertThat(core.store.count("identity", TENANT, new Query.All())).isZero();
  }

  @Test
  void whomAPolicyRefusesAtTheOtherSourceProvesNothingByIt() {
    User known = ((Outcome.SignedIn<AuthorizationCode>) comesIn("gate", "corp-2", "lili")).user();
    refuses("gate");
    assertThat(provesAt("gate", asked(), "corp-2", "lili")).isEqualTo(wrong(4));
    assertThat(identities(known)).hasSize(1);
  }

  @Test
  void whomAPolicyRefusesIsNotLinkedWhateverTheyProve() {
    Secret key = asked();
    refuses("door");
    assertThat(
            ((Outcome.Refused<AuthorizationCode>) done(answer(key, password(PASSWORD)))).reason())
        .isEqualTo(Refusal.POLICY);
    assertThat(identities(wang)).isEmpty();
  }

  private void refuses(String source) {
    core.policies.add(
        attempt ->
            attempt.identitySource().equals(source)
                ? SignInPolicy.Verdict.refuse(new Text("No.", "不可以。"))
                : SignInPolicy.Verdict.allow(),
        "com.example.policy");
  }

  @Test
  void whatIsUnlinkedAfterItWasShownProvesNothing() {
    User known = ((Outcome.SignedIn<AuthorizationCode>) comesIn("gate", "corp-2", "lili")).user();
    String identity = identities(known).get(0).id();
    isLinkedOnlyIfItStillStandsAfter(
        () -> core.users.unlink(TestCore.ALICE, TENANT, known.id(), Optional.of(identity)));
    assertThat(identities(known)).isEmpty();
  }

  /** Their user stays for the sake of another account. */
  @Test
  void whoeverLeavesTheOtherCompanyAfterTheyHaveShownTheirAccountThereProvesNothingByIt() {
    User known = ((Outcome.SignedIn<AuthorizationCode>) comesIn("gate", "corp-2", "lili")).user();
    isLinkedOnlyIfItStillStandsAfter(() -> absence(known, Optional.empty()));
    assertThat(identities(known)).hasSize(1);
  }

  /** Policies are asked after the decision, and before the commit. */
  private void isLinkedOnlyIfItStillStandsAfter(Runnable meanwhile) {
    AtomicBoolean done = new AtomicBoolean();
    core.policies.add(
        attempt -> {
          if (attempt.identitySource().equals("door") && !done.getAndSet(true)) {
            meanwhile.run();
          }
          return SignInPolicy.Verdict.allow();
        },
        "com.example.policy");
    Outcome<AuthorizationCode> outcome = done(provesAt("gate", asked(), "corp-2", "lili"));
    assertThat(done).isTrue();
    assertThat(outcome).isInstanceOf(Outcome.InteractionRequired.class);
  }

  /** Else an event that comes late would end the account once more. */
  @Test
  void whoeverSignsInIsStillKnownToHaveComeBack() {
    User known = ((Outcome.SignedIn<AuthorizationCode>) comesIn("gate", "corp-2", "lili")).user();
    absence(known, Optional.of(core.clock.instant()));

    assertThat(comesIn("gate", "corp-2", "lili")).isInstanceOf(Outcome.SignedIn.class);

    assertThat(core.accounts.identitiesOf(TENANT, known.id()).get(0).value().absence()).isPresent();
  }

  @Test
  void countsNothingAgainstThePersonWhenTheOtherPlatformFails() {
    Secret key = asked();
    platform.fails(Code.UNAVAILABLE);

    assertThat(done(provesAt("gate", key, "corp-2", "lili"))).isInstanceOf(Outcome.Failed.class);
    assertThat(core.interactions.find(TENANT, key, Optional.empty()).orElseThrow().attemptsLeft())
        .isEqualTo(5);
  }

  @Test
  void givesManyProofsAtOnceNoMoreThanFiveTries() throws Exception {
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    List<Answered<Tokens>> answers =
        Together.run(
            12,
            () ->
                answerNatively(key, new Reply.Source("gate", Secret.of("junk"), Optional.empty())));

    assertThat(answers).filteredOn(Answered.WrongProof.class::isInstance).hasSize(5);
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::subject)
        .contains("identity-source:gate");
  }

  @Test
  void linksNobodyToAnAccountThatWasDeletedMeanwhile() {
    comesIn("gate", "corp-2", "lili");
    String lili = core.accounts.byUsername(TENANT, "lili").orElseThrow().key().id();
    Secret key = asked();
    core.users.delete(TestCore.ALICE, TENANT, lili, OptionalLong.empty());

    assertThat(provesAt("gate", key, "corp-2", "lili")).isEqualTo(wrong(4));
  }

  @Test
  void sendsNobodyToTheSourceTheyCameFromOrThatIsNotThere() {
    Secret key = asked();
    for (String source : List.of("door", "none")) {
      assertThatThrownBy(
              () ->
                  core.interactions.begin(
                      key,
                      Optional.empty(),
                      new SignIns.Begin(TENANT, source, SignInMethod.BROWSER, CALLBACK, "en", "")))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }
  }

  @Test
  void takesAProofForNoSignIn() {
    comesIn("gate", "corp-2", "lili");
    Secret key = asked();
    SignIns.Begun begun =
        core.interactions.begin(
            key,
            Optional.empty(),
            new SignIns.Begin(TENANT, "gate", SignInMethod.BROWSER, CALLBACK, "en", ""));
    SignIns.Pending pending = pending(begun, "gate");

    assertThatThrownBy(
            () ->
                core.signIns.finish(
                    CALLER, pending, Secret.of("x"), "F", List.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesANativeAppItsTokensInTheEnd() {
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    assertThat(core.interactions.find(TENANT, key, Optional.of(CLIENT))).isEmpty();
    assertThat(answerNatively(key, password(WRONG))).isEqualTo(wrong(4));

    Tokens tokens = in(answerNatively(key, password(PASSWORD))).granted().orElseThrow();

    assertThat(tokens.access().user().id()).isEqualTo(wang.id());
    assertThat(tokens.access().scope()).containsExactly("openid");
    assertThat(answerNatively(key, new Reply.Create())).isEqualTo(ended(new Outcome.Invalid<>()));
  }

  @Test
  void takesAnAppsCodeOfAnotherSourceAsAProof() {
    Outcome.SignedIn<Tokens> known =
        (Outcome.SignedIn<Tokens>) nativeSignIn("gate", "corp-2", "lili");
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    platform.code("other", SignInResult.signedIn(ExternalIdentity.of("corp-2", "lili")));

    assertThat(answerNatively(key, new Reply.Source("gate", Secret.of("junk"), Optional.empty())))
        .isEqualTo(wrong(4));
    assertThat(answerNatively(key, new Reply.Source("none", Secret.of("other"), Optional.empty())))
        .isEqualTo(wrong(3));
    assertThat(
            in(answerNatively(key, new Reply.Source("gate", Secret.of("other"), Optional.empty())))
                .user()
                .id())
        .isEqualTo(known.user().id());
  }

  @Test
  void mixesNoBrowsersKeyWithAnApps() {
    Secret ofApp = asked(nativeSignIn("door", "corp-1", "li")).key();
    Secret ofBrowser = asked();

    assertThat(answerNatively(ofBrowser, new Reply.Create()))
        .isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(answer(ofApp, new Reply.Create())).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(users()).isEqualTo(1);
  }
}
