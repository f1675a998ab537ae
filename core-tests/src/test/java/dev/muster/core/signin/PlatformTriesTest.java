package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.ProblemCode;
import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Opened;
import dev.muster.api.SignInTries.Result;
import dev.muster.api.SignInTries.Try;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Change;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of a try. */
class PlatformTriesTest extends PlatformTriesFixture {
  private static final Association MATCH =
      new Association(Mode.MATCH, List.of(MatchField.EMAIL), Set.of());

  private List<String> written() {
    return gateway.store().commits().stream()
        .flatMap(List::stream)
        .filter(change -> !(change instanceof Change.Require))
        .map(change -> change.key().collection())
        .distinct()
        .toList();
  }

  private static User.Profile mailbox(String name) {
    return User.Profile.builder(name).email(Optional.of("li@corp.example"), true).build();
  }

  /** The table of the contract; what a sign-in makes of the same person is beside it. */
  @ParameterizedTest
  @CsvSource({
    // mode, login only, users with the mailbox, of whom linked: result, rule
    "OFF,   false, 0, false, CREATED,   association-off,        true",
    "OFF,   true,  0, false, REFUSED,   login-only,             false",
    "MATCH, false, 0, false, CREATED,   match-none,             true",
    "MATCH, false, 1, false, LINKED,    match-one,              true",
    "MATCH, false, 1, true,  REFUSED,   match-taken,            false",
    "MATCH, false, 2, false, REFUSED,   match-several,          false",
    "MATCH, true,  0, false, REFUSED,   match-none-login-only,  false",
    "MATCH, true,  1, false, LINKED,    match-one,              true",
    "ASK,   false, 0, false, ASKED,     ask,                    false",
    "ASK,   true,  1, false, ASKED,     ask-login-only,         false",
  })
  void decidesAsASignInDoesAndMakesNothingOfIt(
      Mode mode,
      boolean loginOnly,
      int matching,
      boolean taken,
      Result result,
      String rule,
      boolean comesIn) {
    for (int i = 0; i < matching; i++) {
      store(UserRecord.of(mailbox("u" + i), gateway.clock().instant()), "u-" + i);
    }
    if (taken) {
      gateway.source(MATCH);
      gateway.comesIn(
          ExternalIdentity.of("corp-1", "other")
              .withWorkEmail(Optional.of(ContactPoint.of("li@corp.example", true))));
    }
    source(new Association(mode, List.of(MatchField.EMAIL), Set.of()), loginOnly, true);
    var before = users();
    gateway.store().forget();

    Try tried = tried(SignInResult.signedIn(Gateway.person("li")));

    assertThat(tried.decision())
        .contains(
            new SignInTries.Decision(
                result, rule, result == Result.LINKED ? Optional.of("u-0") : Optional.empty()));
    assertThat(tried.problem().isPresent()).isEqualTo(result == Result.REFUSED);
    assertThat(users()).isEqualTo(before);
    assertThat(written()).containsExactly("sign-in-try", "audit-event");
    assertThat(gateway.comesIn(Gateway.person("li")) instanceof Outcome.SignedIn)
        .isEqualTo(comesIn);
  }

  @Test
  void knowsWhoIsLinkedAndChangesNothingOfThem() {
    String id = gateway.signedIn("li").user().id();
    var before = users();
    gateway.store().forget();

    Try tried =
        tried(SignInResult.signedIn(Gateway.person("li").withName(Optional.of("Another name"))));

    assertThat(tried.decision())
        .contains(new SignInTries.Decision(Result.SIGNED_IN, "already-linked", Optional.of(id)));
    assertThat(users()).isEqualTo(before);
    assertThat(written()).containsExactly("sign-in-try", "audit-event");

    change(id, user -> user.withActive(false, gateway.clock().instant()));
    Try disabled = tried(SignInResult.signedIn(Gateway.person("li")));
    assertThat(disabled.decision())
        .contains(new SignInTries.Decision(Result.REFUSED, "user-disabled", Optional.empty()));
    assertThat(disabled.problem().orElseThrow().refusal()).contains(Refusal.USER_DISABLED);
  }

  @Test
  void worksForASourceThatIsDisabledWhichASignInDoesNot() {
    source(Association.OFF, false, false);

    assertThat(tried(SignInResult.signedIn(Gateway.person("li"))).decision())
        .contains(new SignInTries.Decision(Result.CREATED, "association-off", Optional.empty()));
    assertProblem(ProblemCode.NOT_FOUND, gateway::begin);
  }

  @Test
  void keepsWhatThePlatformSaidAndForWhatItVouches() {
    ExternalIdentity person =
        Gateway.person("li").withPhone(Optional.of(ContactPoint.of("+8613800000000", false)));

    assertThat(tried(SignInResult.signedIn(person)).person()).contains(person);
  }

  @ParameterizedTest
  @EnumSource(
      value = SignInResult.Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "CODE_INVALID")
  void saysWhomThePlatformRefuses(SignInResult.Reason reason) {
    gateway.store().forget();
    Try tried = tried(SignInResult.refused(reason).withPlatformCode(Optional.of("60111")));

    String rule = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(tried.decision())
        .contains(new SignInTries.Decision(Result.REFUSED, rule, Optional.empty()));
    SignInTries.Problem problem = tried.problem().orElseThrow();
    assertThat(problem.refusal()).contains(Refusal.valueOf(reason.name()));
    assertThat(problem.platformCode()).contains("60111");
    assertThat(problem.correlationId()).isEqualTo("c-1");
    assertThat(tried.person()).isEmpty();
    // nobody was refused a sign-in
    assertThat(gateway.events())
        .extracting(AuditEvent::action)
        .containsOnlyOnce("identity-source.tried")
        .doesNotContain("sign-in.refused");
  }

  @Test
  void saysWhatAPolicyOfOthersHasAgainstThem() {
    Text sentence = new Text("Not at night.", "夜间不可登录。");
    gateway.policies().add(attempt -> SignInPolicy.Verdict.refuse(sentence), "com.example");

    Try tried = tried(SignInResult.signedIn(Gateway.person("li")));

    assertThat(tried.decision().orElseThrow().rule()).isEqualTo("policy");
    assertThat(tried.problem().orElseThrow().sentence()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({"TIMEOUT, UNAVAILABLE", "CREDENTIAL_REFUSED, CREDENTIAL"})
  void saysHowThePlatformFailed(ProviderException.Code code, Fault fault) {
    gateway.platform().fails(code);

    Try tried = tried(SignInResult.signedIn(Gateway.person("li")));

    assertThat(tried.done()).isTrue();
    assertThat(tried.decision()).isEmpty();
    assertThat(tried.problem().orElseThrow().fault()).contains(fault);
    assertThat(tried.problem().orElseThrow().platformCode()).contains("7");
  }

  @Test
  void saysThatTheCodeWasNone() {
    SignInTries.Made made = made();

    Try tried = finish(pending(made), "junk").orElseThrow();

    assertThat(tried.decision()).isEmpty();
    assertThat(tried.problem().orElseThrow().refusal()).isEmpty();
    assertThat(tried.problem().orElseThrow().fault()).isEmpty();
  }

  @Test
  void saysThatThePersonDeclined() {
    SignInTries.Made made = made();

    Try tried =
        tries.finish(Gateway.CALLER, pending(made), Optional.empty(), "Firefox").orElseThrow();

    assertThat(tried.done()).isTrue();
    assertThat(tried.problem().orElseThrow().declined()).isTrue();
    assertThat(gateway.platform().redemptions()).isZero();
  }

  @Test
  void saysThatNobodyCanBeSentToThePlatform() {
    SignInTries.Made made = made();
    TestPlatforms.remove(gateway.registry(), 1);

    // nobody waits for the platform to come back
    Thread.currentThread().interrupt();
    Opened opened = tries.open(Gateway.CALLER, made.key(), BEGIN);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(((Opened.Ended) opened).ended().problem().orElseThrow().fault())
        .contains(Fault.ABSENT);
    assertThat(read(made).orElseThrow().done()).isTrue();
  }
}
