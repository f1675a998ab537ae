package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Identity;
import dev.muster.api.Interactions;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.Together;
import dev.muster.core.testing.TestCore;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody answers who is asked which account is theirs. */
class InteractionsTest extends InteractionsFixture {
  @Test
  void saysWhoCameAndByWhat() {
    Interaction interaction = asked(comesIn("door", "corp-1", "li"));
    assertThat(interaction.kind()).isEqualTo("bind-or-create");
    assertThat(interaction.proofs()).containsExactly("password", "identity-source");
    assertThat(interaction.expiresIn()).isEqualTo(Duration.ofMinutes(5));

    Interactions.Waiting waiting =
        core.interactions.find(TENANT, interaction.key(), Optional.empty()).orElseThrow();
    assertThat(waiting.source()).isEqualTo("door");
    assertThat(waiting.platformUserId()).isEqualTo("li");
    assertThat(waiting.attemptsLeft()).isEqualTo(5);
    assertThat(core.interactions.find("other", interaction.key(), Optional.empty())).isEmpty();
    assertThat(core.interactions.find(TENANT, interaction.key(), Optional.of(CLIENT))).isEmpty();
    assertThat(core.interactions.find(TENANT, Secret.of("x"), Optional.empty())).isEmpty();
  }

  @Test
  void createsAnAccountForWhoeverWantsOne() {
    Outcome.SignedIn<AuthorizationCode> in = in(answer(asked(), new Reply.Create()));

    assertThat(in.user().profile().username()).isEqualTo("li");
    assertThat(identities(in.user())).hasSize(1);
    assertThat(waiting()).isZero();
    assertThat(comesIn("door", "corp-1", "li")).isInstanceOf(Outcome.SignedIn.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wang", "WANG", " wang ", "wang@corp.example", "+86 138 0000 0000"})
  void linksTheAccountWhosePasswordTheyKnow(String name) {
    Outcome.SignedIn<AuthorizationCode> in =
        in(answer(asked(), new Reply.Password(name, PASSWORD)));

    assertThat(in.user().id()).isEqualTo(wang.id());
    assertThat(identities(wang)).extracting(Identity::platformUserId).containsExactly("li");
    assertThat(users()).isEqualTo(1);
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.identity-linked"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("user:" + wang.id());
              assertThat(event.subject()).isEqualTo("user:" + wang.id());
              assertThat(event.detail())
                  .containsEntry("proof", "password")
                  .containsEntry("platformUserId", "li");
            });
  }

  @Test
  void linksNobodyByAnAddressThatTwoHave() {
    core.users.create(
        TestCore.ALICE,
        TENANT,
        User.Profile.builder("second").email(Optional.of("wang@corp.example"), true).build(),
        Optional.of(PASSWORD));

    assertThat(answer(asked(), new Reply.Password("wang@corp.example", PASSWORD)))
        .isEqualTo(wrong(4));
  }

  @Test
  void endsAfterFiveWrongProofsAndCreatesAndLinksNothing() {
    User none = user("none", false);
    Secret key = asked();

    assertThat(answer(key, password(WRONG))).isEqualTo(wrong(4));
    assertThat(answer(key, new Reply.Password("nobody", PASSWORD))).isEqualTo(wrong(3));
    assertThat(answer(key, new Reply.Password("none", PASSWORD))).isEqualTo(wrong(2));
    assertThat(answer(key, new Reply.Password("", PASSWORD))).isEqualTo(wrong(1));
    assertThat(answer(key, new Reply.Password("wang", Secret.of("x".repeat(5000)))))
        .isEqualTo(wrong(0));

    assertThat(answer(key, password(PASSWORD))).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(answer(key, new Reply.Create())).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(users()).isEqualTo(2);
    assertThat(identities(wang)).isEmpty();
    assertThat(identities(none)).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.proof-refused"))
        .extracting(AuditEvent::subject)
        .contains("user:" + wang.id(), "user:(unknown)");
  }

  @Test
  void givesManyWhoTryAtOnceNoMoreThanFiveTries() throws Exception {
    Secret key = asked();

    List<Answered<AuthorizationCode>> answers =
        Together.run(12, () -> answer(key, password(WRONG)));

    assertThat(answers).filteredOn(Answered.WrongProof.class::isInstance).hasSize(5);
    assertThat(answers).filteredOn(Answered.Done.class::isInstance).hasSize(7);
  }

  @Test
  void letsNobodyLockAnotherPersonOut() {
    for (int i = 0; i < 4; i++) {
      Secret key = asked();
      for (int j = 0; j < 4; j++) {
        try {
          var unused = answer(key, password(WRONG));
        } catch (ProblemException e) {
          assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
        }
      }
    }
    Secret key = asked();
    assertThatThrownBy(() -> answer(key, password(PASSWORD)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED));

    Presenter elsewhere =
        new Presenter(new Caller("system", "198.51.100.9", "c2"), TENANT, "Firefox", List.of());
    assertThat(
            in(core.interactions.answer(elsewhere, key, password(PASSWORD), Optional.empty()))
                .user()
                .id())
        .isEqualTo(wang.id());
  }

  @Test
  void takesAKeyOnceAndInItsTime() {
    Secret key = asked();
    in(answer(key, new Reply.Create()));
    assertThat(answer(key, password(PASSWORD))).isEqualTo(ended(new Outcome.Invalid<>()));

    Secret late = asked(comesIn("door", "corp-1", "zhao")).key();
    core.clock.advance(Duration.ofMinutes(5));
    assertThat(answer(late, password(PASSWORD))).isEqualTo(ended(new Outcome.Invalid<>()));
  }

  @Test
  void signsInOneOfManyWhoComeAtOnce() throws Exception {
    Secret key = asked();

    List<Answered<AuthorizationCode>> answers =
        Together.run(8, () -> answer(key, new Reply.Create()));

    assertThat(answers)
        .filteredOn(
            it -> it instanceof Answered.Done<?> d && d.outcome() instanceof Outcome.SignedIn)
        .hasSize(1);
    assertThat(users()).isEqualTo(2);
  }

  @Test
  void refusesAnAccountThatIsSomebodyElseOfTheSourceAlready() {
    in(answer(asked(), password(PASSWORD)));
    Secret another = asked(comesIn("door", "corp-1", "zhao")).key();

    assertThat(answer(another, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN)));
    assertThat(identities(wang)).hasSize(1);
  }

  @Test
  void refusesADisabledAccountOnlyToWhoeverKnowsItsPassword() {
    Secret key = asked();
    core.users.setActive(
        TestCore.ALICE, TENANT, wang.id(), false, Optional.empty(), OptionalLong.empty());

    assertThat(answer(key, password(WRONG))).isEqualTo(wrong(4));
    assertThat(answer(key, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.USER_DISABLED)));
  }

  @Test
  void goesOnAtNoSourceThatWasDisabledMeanwhile() {
    Secret key = asked();
    core.sources.change(
        TestCore.ALICE, TENANT, "door", it -> it.withEnabled(false), OptionalLong.empty());

    assertThat(answer(key, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.SOURCE_DISABLED)));
    assertThat(identities(wang)).isEmpty();
  }

  @Test
  void countsNothingWhereNobodyFoundOutWhetherItWasRight() {
    Secret key = asked();
    for (int i = 0; i < 10; i++) {
      var unused = core.guesses.judge(guess(), false);
    }
    assertThatThrownBy(() -> answer(key, new Reply.Password("WANG", PASSWORD)))
        .isInstanceOf(ProblemException.class);

    core.clock.advance(Duration.ofSeconds(2));
    assertThat(core.interactions.find(TENANT, key, Optional.empty()).orElseThrow().attemptsLeft())
        .isEqualTo(5);
    assertThat(in(answer(key, password(PASSWORD))).user().id()).isEqualTo(wang.id());
  }

  private static Guess guess() {
    return new Guess(
        Guesses.Kind.USER_PASSWORD, CALLER, TENANT, "wang", "user:(unknown)", Optional.empty());
  }

  @Test
  void linksNoAccountThatASecondPersonIsLinkedToMeanwhile() {
    Secret first = asked();
    Secret second = asked(comesIn("door", "corp-1", "zhao")).key();
    // the first commit of an answer counts it
    core.store.beforeNextCommit(
        () -> core.store.beforeNextCommit(() -> in(answer(second, password(PASSWORD)))));

    assertThat(answer(first, password(PASSWORD)))
        .isEqualTo(ended(new Outcome.Refused<>(Refusal.ACCOUNT_TAKEN)));
    assertThat(identities(wang)).hasSize(1);
  }

  @Test
  void givesNobodyAUserNameThatIsSomebodysVerifiedAddress() {
    for (String person : List.of("WANG@corp.example", "+8613800000000")) {
      Secret key = asked(comesIn("door", "corp-1", person)).key();

      User made = in(answer(key, new Reply.Create())).user();

      assertThat(made.profile().username()).isEqualTo(person + "-2");
      assertThat(core.accounts.named(TENANT, person).orElseThrow().key().id()).isEqualTo(wang.id());
    }
  }
}
