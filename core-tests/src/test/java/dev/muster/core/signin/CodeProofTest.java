package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.CodeWays;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Interactions.Answered;
import dev.muster.api.Interactions.Reply;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who is asked which account is theirs proves it by a code that they were sent. */
class CodeProofTest extends InteractionsFixture {
  private static final Reply SEND = new Reply.SendCode("wang", "en");

  @BeforeEach
  void deliver() {
    core.deliveries.add(sent, 0);
  }

  private static <G> Answered<G> sent() {
    return new Answered.CodeSent<>(Duration.ofMinutes(10));
  }

  private static Reply code(Secret code) {
    return new Reply.Code(code);
  }

  @Test
  void isOfferedWhileSomebodyCarriesCodes() {
    Interaction interaction = asked(comesIn("door", "corp-1", "li"));
    assertThat(interaction.proofs()).containsExactly("password", "code", "identity-source");
    assertThat(core.interactions.find(TENANT, interaction.key(), Optional.empty()))
        .hasValueSatisfying(
            waiting -> assertThat(waiting.codes()).isEqualTo(new CodeWays(true, List.of())));
  }

  @Test
  void linksTheAccountWhoseCodeTheyWereSent() {
    Secret key = asked();
    assertThat(answer(key, SEND)).isEqualTo(sent());
    assertThat(sent.messages.get(0).text().reveal()).contains("to let li sign in", "by door from");

    Outcome.SignedIn<AuthorizationCode> in = in(answer(key, code(sent.last())));

    assertThat(in.user().id()).isEqualTo(wang.id());
    assertThat(identities(wang)).hasSize(1);
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.identity-linked"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).containsEntry("proof", "code"));
  }

  @Test
  void linksNativelyAsWell() {
    Secret key = asked(nativeSignIn("door", "corp-1", "li")).key();
    assertThat(answerNatively(key, SEND)).isEqualTo(sent());
    Outcome.SignedIn<Tokens> in = in(answerNatively(key, code(sent.last())));
    assertThat(in.user().id()).isEqualTo(wang.id());
  }

  @Test
  void aCodeAsItIsPastedOrTypedWideIsTheSame() {
    Secret key = asked();
    answer(key, SEND);
    StringBuilder wide = new StringBuilder(" ");
    sent.last().reveal().chars().forEach(digit -> wide.append((char) (digit + 0xfee0)).append(' '));

    assertThat(in(answer(key, code(Secret.of(wide.toString())))).user().id()).isEqualTo(wang.id());
  }

  @Test
  void answersTheSameWhetherThereIsSuchAnAccountOrNot() {
    Secret key = asked();
    assertThat(answer(key, new Reply.SendCode("nobody", "en"))).isEqualTo(sent());
    assertThat(sent.messages).isEmpty();
    assertThat(answer(key, code(Secret.of("123456")))).isEqualTo(wrong(4));
  }

  @Test
  void triesOfPasswordsAndOfCodesAreOneCount() {
    Secret key = asked();
    answer(key, SEND);
    assertThat(answer(key, password(WRONG))).isEqualTo(wrong(4));
    assertThat(answer(key, code(sent.wrong()))).isEqualTo(wrong(3));
    assertThat(answer(key, code(Secret.of(" ")))).isEqualTo(wrong(2));
    assertThat(answer(key, code(Secret.of("1".repeat(5000))))).isEqualTo(wrong(1));
    assertThat(answer(key, password(WRONG))).isEqualTo(wrong(0));

    assertThat(answer(key, code(sent.last()))).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(identities(wang)).isEmpty();
    assertThat(core.store.count("one-time-code", TENANT, new Query.All())).isZero();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.proof-refused"))
        .extracting(AuditEvent::subject)
        .contains("user:" + wang.id());
  }

  @Test
  void aCodeThatNobodyAskedForIsWrong() {
    assertThat(answer(asked(), code(Secret.of("123456")))).isEqualTo(wrong(4));
  }

  @Test
  void aCodeOfAnotherSignInIsWrong() {
    Secret first = asked();
    answer(first, SEND);
    Secret second = asked(comesIn("door", "corp-1", "zhao")).key();

    assertThat(answer(second, code(sent.last()))).isEqualTo(wrong(4));
  }

  @Test
  void theSignInWaitsAsLongAsTheCodeWorks() {
    Secret key = asked();
    core.clock.advance(Duration.ofMinutes(4));
    answer(key, SEND);
    core.clock.advance(Duration.ofMinutes(9));
    assertThat(in(answer(key, code(sent.last()))).user().id()).isEqualTo(wang.id());
  }

  @Test
  void theSignInIsOverWhenTheCodeIs() {
    Secret key = asked();
    answer(key, SEND);
    core.clock.advance(Duration.ofMinutes(10));

    assertThat(answer(key, code(sent.last()))).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(answer(key, SEND)).isEqualTo(ended(new Outcome.Invalid<>()));
    assertThat(sent.messages).hasSize(1);
  }

  @Test
  void isRefusedWhereNobodyCarriesCodes() {
    InteractionsFixture other = new InteractionsTest();
    other.open();
    Secret key = other.asked();

    assertThat(other.core.interactions.find(TENANT, key, Optional.empty()).orElseThrow().codes())
        .isEqualTo(CodeWays.NONE);
    assertThatThrownBy(() -> other.answer(key, SEND))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE));
  }

  @Test
  void tooManyThatAreAskedForAreRefusedAndTheSignInWaitsOn() {
    Secret key = asked();
    for (int i = 0; i < 3; i++) {
      answer(key, SEND);
    }
    assertThatThrownBy(() -> answer(key, SEND))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED));
    assertThat(in(answer(key, code(sent.last()))).user().id()).isEqualTo(wang.id());
  }
}
