package dev.muster.web.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignInFailureTest {
  @Test
  void saysOfEachWhatAPersonSeesAndWhatAClientGets() {
    // failure: status and title of the page, its buttons; status and error for a client;
    // Retry-After
    assertThat(Arrays.stream(SignInFailure.values()).map(SignInFailureTest::row))
        .containsExactly(
            "NOT_A_MEMBER: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "FOREIGN_COMPANY: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "EXTERNAL_CONTACT: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "LEFT_COMPANY: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "NOT_IN_RANGE: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "NOT_ADMITTED: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "USER_DISABLED: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "NO_ACCOUNT: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "AMBIGUOUS_ACCOUNT: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "ACCOUNT_TAKEN: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "SOURCE_DISABLED: 404 This way to sign in isn't available [OTHER_WAYS, BACK];"
                + " 400 access_denied",
            "POLICY: 403 You can't sign in here [BACK, OTHER_WAYS]; 400 access_denied",
            "ABSENT: 503 Signing in didn't work [TRY_AGAIN, OTHER_SOURCES, BACK];"
                + " 503 temporarily_unavailable; 5",
            "CREDENTIAL: 502 Signing in didn't work [OTHER_SOURCES, BACK]; 502 server_error",
            "CONFIGURATION: 502 Signing in didn't work [OTHER_SOURCES, BACK]; 502 server_error",
            "THROTTLED: 502 Signing in didn't work [TRY_AGAIN, OTHER_SOURCES, BACK]; 502 temporarily_unavailable",
            "UNAVAILABLE: 502 Signing in didn't work [TRY_AGAIN, OTHER_SOURCES, BACK];"
                + " 502 temporarily_unavailable",
            "PASSWORD_CHANGE: 403 You can't sign in here [BACK, OTHER_WAYS];"
                + " 400 password_change_required",
            "INVALID: 400 This sign-in is no longer valid [SIGN_IN_AGAIN, OTHER_SOURCES]; 400 invalid_grant",
            "INTERACTION_REQUIRED: 403 You can't sign in here [BACK, OTHER_WAYS];"
                + " 400 interaction_required");
  }

  private static String row(SignInFailure failure) {
    SignInFailure.Kind kind = failure.kind();
    return failure
        + ": "
        + kind.pageStatus()
        + " "
        + kind.title().en()
        + " "
        + kind.buttons()
        + "; "
        + kind.tokenStatus()
        + " "
        + kind.error().getCode()
        + kind.retryAfter().map(seconds -> "; " + seconds).orElse("");
  }

  private static NotSignedIn not(Outcome<String> outcome) {
    return NotSignedIn.answer(
        outcome,
        signedIn -> {
          throw new AssertionError("Nobody is signed in");
        },
        otherwise -> otherwise);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void findsTheRowOfEachRefusal(Refusal refusal) {
    NotSignedIn not = not(new Outcome.Refused<>(refusal));

    assertThat(not.failure().name()).isEqualTo(refusal.name());
    assertThat(not.why()).isEqualTo(not.failure().why());
    assertThat(not.description("c-1")).isEqualTo(not.failure().description()).doesNotContain("c-1");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void findsTheRowOfEachFault(Fault fault) {
    NotSignedIn not = not(new Outcome.Failed<>(fault));

    assertThat(not.failure().name()).isEqualTo(fault.name());
    assertThat(not.description("c-1").contains("(reference c-1)"))
        .isEqualTo(fault == Fault.CREDENTIAL || fault == Fault.CONFIGURATION);
  }

  @Test
  void findsTheRowOfWhatIsInvalid() {
    assertThat(not(new Outcome.Invalid<>())).isEqualTo(NotSignedIn.INVALID);
  }

  @Test
  void keepsWhatThePersonHasToDoFirst() {
    Interaction interaction =
        new Interaction("bind", Secret.of("k"), Duration.ofMinutes(5), List.of("password"));

    NotSignedIn not = not(new Outcome.InteractionRequired<>(interaction));

    assertThat(not.failure()).isEqualTo(SignInFailure.INTERACTION_REQUIRED);
    assertThat(not.interaction()).contains(interaction);
  }

  @Test
  void saysWhyInThePolicysOwnWords() {
    Text sentence = new Text("Not at night.", "夜间不可登录。");

    NotSignedIn not =
        not(new Outcome.Refused<>(Refusal.POLICY, Optional.of(sentence), Optional.of("bundle")));

    assertThat(not.why()).isEqualTo(sentence);
    assertThat(not.description("c-1")).isEqualTo("Not at night.");
  }

  @ParameterizedTest
  @EnumSource(SignInFailure.class)
  void speaksBothLanguages(SignInFailure failure) {
    for (Text text :
        List.of(failure.why(), failure.kind().title(), failure.what().orElse(failure.why()))) {
      assertThat(text.en()).isNotBlank();
      assertThat(text.zhCn()).isNotBlank().isNotEqualTo(text.en());
    }
  }
}
