package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.platform.TestProviderContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of a check, the trial of a secret, and what is said of faults. */
class ChecksTest {
  private static final FaultAdvice ADVICE =
      new FaultAdvice(
          "acme",
          new Text("Acme", "艾克米"),
          new Text("key", "密钥"),
          new Text("api.acme.example", "api.acme.example"),
          new Text("platform.acme.api.url", "platform.acme.api.url"),
          new Text("Look it up.", "请查询。"));

  private final TestProviderContext context =
      new TestProviderContext(Map.of("secret", "old"), Map.of(), Clock.systemUTC());

  private SecretTrial trial(String... right) throws ProviderException {
    return SecretTrial.of(
        context,
        "secret",
        secret -> answer(secret, right),
        answer -> answer.token("token", "lifetime"),
        Deadline.in(Duration.ofSeconds(20)));
  }

  private static Answer answer(Secret secret, String... right) {
    boolean refused = Arrays.stream(right).noneMatch(secret.reveal()::equals);
    String body = "{\"token\":\"of " + secret.reveal() + "\",\"lifetime\":60}";
    return Answer.of(
        HttpCall.get(URI.create("https://api.acme.example"), "/token"),
        Json.forAnswers().object(body.getBytes(StandardCharsets.UTF_8)).orElseThrow(),
        refused
            ? Optional.of(
                Refusal.of("no " + secret.reveal(), Code.REJECTED, Code.CREDENTIAL_REFUSED))
            : Optional.empty());
  }

  @Test
  void decideOneMoreThingWhereTheAppIsBoundForIt() {
    CheckSteps steps =
        new CheckSteps(
            (id, fault) -> ADVICE.step(id, fault, Optional.empty()),
            Map.of("token", Set.of(Capability.SIGN_IN)));
    steps.deciding(Capability.MESSAGES, Set.of("token", "range"));
    steps.passed("token", "Right", "对");
    steps.passed("range", "Right", "对");
    steps.passed("other", "Right", "对");

    assertThat(steps.report().steps())
        .extracting(Step::decides)
        .containsExactly(
            Set.of(Capability.SIGN_IN, Capability.MESSAGES), Set.of(Capability.MESSAGES), Set.of());
  }

  @Test
  void sendOnceAndTakeNoAnswerForUnknown() throws ProviderException {
    ProviderException silent = new ProviderException(Code.TIMEOUT, "no answer", Optional.empty());
    assertThat(
            Sending.once(
                () -> {
                  throw silent;
                }))
        .isEqualTo(Delivery.unknown(Code.TIMEOUT));
    assertThat(Sending.once(Delivery::sent)).isEqualTo(Delivery.sent());
    ProviderException busy = new ProviderException(Code.UNAVAILABLE, "busy", Optional.empty());
    assertThat(
            catchThrowableOfType(
                ProviderException.class,
                () ->
                    Sending.once(
                        () -> {
                          throw busy;
                        })))
        .isSameAs(busy);
  }

  @Test
  void trySecretsThatWork() throws ProviderException {
    SecretTrial trial = trial("old");

    assertThat(trial.entered()).isEqualTo(Secret.of("old"));
    assertThat(trial.refusal()).isEmpty();
    assertThat(trial.working())
        .contains(new SecretTrial.Working(Secret.of("old"), Secret.of("of old")));
  }

  @Test
  void sayThatANewSecretIsRefusedAlthoughTheOneBeforeWorks() throws ProviderException {
    context.changeSecret("secret", "new");
    SecretTrial trial = trial("old");

    assertThat(trial.entered()).isEqualTo(Secret.of("new"));
    assertThat(trial.refusal().orElseThrow().refusal()).contains("no new");
    assertThat(trial.working().orElseThrow().secret()).isEqualTo(Secret.of("old"));
  }

  @Test
  void sayWhatBecameOfTheNewSecretWhereNeitherWorks() throws ProviderException {
    context.changeSecret("secret", "new");
    SecretTrial trial = trial();

    assertThat(trial.working()).isEmpty();
    assertThat(trial.refusal().orElseThrow().refusal()).contains("no new");
  }

  @Test
  void failWhereNoSecretWasJudged() {
    ProviderException fault =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                SecretTrial.of(
                    context,
                    "secret",
                    secret -> {
                      throw fault(Code.TIMEOUT);
                    },
                    answer -> answer.token("token", "lifetime"),
                    Deadline.in(Duration.ofSeconds(20))));

    assertThat(fault.code()).isEqualTo(Code.TIMEOUT);
  }

  @Test
  void goOnWhateverComesOfAStep() {
    CheckSteps steps =
        new CheckSteps(
            (id, fault) -> ADVICE.step(id, fault, Optional.empty()),
            Map.of("second", Set.of(Capability.DIRECTORY), "fifth", Set.of(Capability.SIGN_IN)));
    steps.attempt("first", () -> passed("first"));
    steps.attempt(
        "second",
        () -> {
          throw fault(Code.THROTTLED);
        });
    assertThat(steps.ask("third", () -> "asked")).contains("asked");
    assertThat(
            steps.ask(
                "fourth",
                () -> {
                  throw fault(Code.TIMEOUT);
                }))
        .isEmpty();
    steps.passed("fifth", "fine", "正常");

    assertThat(steps.report().steps())
        .extracting(Step::id)
        .containsExactly("first", "second", "fourth", "fifth");
    assertThat(steps.report().steps())
        .extracting(Step::ok)
        .containsExactly(true, false, false, true);
    assertThat(steps.report().capabilities())
        .containsEntry(Capability.SIGN_IN, true)
        .containsEntry(Capability.DIRECTORY, false)
        .containsEntry(Capability.CALLBACKS, false);
  }

  @Test
  void sayOfASecretWhatBecameOfTheOneEnteredLast() throws ProviderException {
    CheckSteps steps = new CheckSteps((id, fault) -> passed("fault"), Map.of());
    Text right = new Text("right", "正确");
    context.changeSecret("secret", "new");

    assertThat(steps.secret("a", () -> trial("new"), answer -> passed("refused"), right))
        .isPresent();
    assertThat(steps.secret("b", () -> trial("old"), answer -> passed("refused"), right))
        .isPresent();
    assertThat(
            steps.secret(
                "c",
                () -> {
                  throw fault(Code.TIMEOUT);
                },
                answer -> passed("refused"),
                right))
        .isEmpty();
    assertThat(steps.report().steps())
        .extracting(Step::id)
        .containsExactly("a", "refused", "fault");
  }

  @ParameterizedTest
  @EnumSource
  void haveAnAdviceOnEveryFault(Code code) {
    assertThat(ADVICE.message(code).en()).isNotBlank();
    assertThat(ADVICE.fix(code).zhCn()).isNotBlank();
    boolean aboutTheWay =
        switch (code) {
          case THROTTLED, UNAVAILABLE, TIMEOUT, CREDENTIAL_BLOCKED -> true;
          default -> false;
        };
    assertThat(ADVICE.fix(code).en().contains("platform.acme.proxy.url")).isEqualTo(aboutTheWay);
    assertThat(ADVICE.fix(code).en().contains("Look it up."))
        .isEqualTo(!aboutTheWay && code != Code.UNEXPECTED_ANSWER);
  }

  private static Step passed(String id) {
    return Step.passed(id, new Text("fine", "正常"));
  }

  private static ProviderException fault(Code code) {
    return new ProviderException(code, "failed", Optional.empty());
  }
}
