package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.HttpAnswer;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext.Token;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.platform.SignInResult.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  private static final HttpCall CALL =
      HttpCall.get(URI.create("https://platform.example"), "/users/{id}").withPath("id", "wei");
  private static final Refusal BUSY =
      Refusal.of("7", Code.TOKEN_INVALID, Code.CREDENTIAL_REFUSED)
          .withRetryAfter(Optional.of(Duration.ofSeconds(3)))
          .withDetail(", please wait");

  @Test
  void isAFaultWhereThePlatformRefused() {
    Answer answer = Answer.of(CALL, json("{}"), Optional.of(BUSY));

    assertThat(answer.refusal()).contains("7");
    assertThat(answer.failure().code()).isEqualTo(Code.TOKEN_INVALID);
    assertThat(answer.failure().platformCode()).contains("7");
    assertThat(answer.failure().retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(answer.failure()).hasMessage("/users/{id} answered 7, please wait");
    assertThat(answer.failureOfSecret().code()).isEqualTo(Code.CREDENTIAL_REFUSED);
  }

  @Test
  void goesOnWhereTheRefusalTellsSomething() throws ProviderException {
    Answer answer = Answer.of(CALL, json("{}"), Optional.of(BUSY));

    assertThat(answer.orThrow(Set.of("6"), Set.of("7"))).isSameAs(answer);
    assertThat(answer.unless(Set.of("6"))).isSameAs(answer);
    assertThatThrownBy(() -> answer.orThrow(Set.of("6"))).isInstanceOf(ProviderException.class);
    assertThatThrownBy(() -> answer.unless(Set.of("7"))).isInstanceOf(ProviderException.class);
  }

  @Test
  void carriesThePlatformsCodeIntoWhatItEnds() {
    Answer answer = Answer.of(CALL, json("{}"), Optional.of(BUSY));
    Text text = new Text("No", "否");
    URI help = URI.create("https://platform.example/help");

    assertThat(answer.refused(Reason.NOT_A_MEMBER))
        .isEqualTo(SignInResult.refused(Reason.NOT_A_MEMBER).withPlatformCode(Optional.of("7")));
    assertThat(answer.failed("step", text, text, help))
        .isEqualTo(Step.failed("step", Optional.of("7"), text, text, Optional.of(help)));
  }

  @Test
  void takesNothingForAnIdThatIsNone() throws ProviderException {
    Pattern form = Pattern.compile("[a-z]{1,3}");
    Answer answer = answer("{\"id\":\"wei\",\"user\":\"../wei\"}");

    assertThat(answer.id(answer.body(), "id", form)).isEqualTo("wei");
    assertThatThrownBy(() -> answer.id(answer.body(), "user", form))
        .hasMessage("The answer to /users/{id} has a user that is none");
    assertThatThrownBy(() -> answer.id(answer.body(), "third", form))
        .hasMessage("The answer to /users/{id} has no third");
  }

  @Test
  void isNoFaultWhereThePlatformDidWhatItWasAsked() throws ProviderException {
    Answer answer = answer("{}");

    assertThat(answer.orThrow()).isSameAs(answer);
    assertThat(answer.refusal()).isEmpty();
    assertThatThrownBy(answer::failure).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void holdsWhatIsAskedForOrIsAFault() throws ProviderException {
    Answer answer = answer("{\"data\":{\"ids\":[1],\"name\":\"x\"},\"n\":5}");

    assertThat(answer.require("n")).isEqualTo("5");
    assertThat(answer.require(answer.at("data"), "name")).isEqualTo("x");
    assertThat(answer.list("data", "ids")).hasSize(1);
    assertThat(answer.at("data", "nothing", "below").isMissingNode()).isTrue();
    assertUnexpected(() -> answer.require("name"), "has no name");
    assertUnexpected(() -> answer.list("data", "name"), "has no list data.name");
    assertUnexpected(() -> answer.list(), "has no list");
  }

  @ParameterizedTest
  @CsvSource({"7200, 7200", "'\"7200\"', 7200", "1, 1", "999999999999, 86400"})
  void readsATokenThatLastsADayAtTheMost(String lifetime, long seconds) throws ProviderException {
    Token token = answer("{\"t\":\"abc\",\"s\":" + lifetime + "}").token("t", "s");

    assertThat(token.value().reveal()).isEqualTo("abc");
    assertThat(token.lifetime()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"s\":7200}",
        "{\"t\":\"\",\"s\":7200}",
        "{\"t\":\"abc\"}",
        "{\"t\":\"abc\",\"s\":0}",
        "{\"t\":\"abc\",\"s\":-1}",
        "{\"t\":\"abc\",\"s\":0.5}",
        "{\"t\":\"abc\",\"s\":\"soon\"}"
      })
  void refusesATokenThatWouldNotLast(String body) {
    assertUnexpected(() -> answer(body).token("t", "s"), "has no ");
  }

  @Test
  void tellsWhatBecameOfTheSecretInPlaceOfAToken() {
    ProviderException fault =
        catchThrowableOfType(
            ProviderException.class,
            () -> Answer.of(CALL, json("{\"t\":\"abc\"}"), Optional.of(BUSY)).token("t", "s"));

    assertThat(fault.code()).isEqualTo(Code.CREDENTIAL_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "200, UNEXPECTED_ANSWER,",
    "404, UNEXPECTED_ANSWER, HTTP 404",
    "302, UNEXPECTED_ANSWER, HTTP 302",
    "429, THROTTLED, HTTP 429",
    "503, UNAVAILABLE, HTTP 503"
  })
  void judgesByTheStatusWhatIsNoObject(int status, Code code, String platformCode) {
    ProviderException fault =
        catchThrowableOfType(
            ProviderException.class,
            () -> Json.forAnswers().object(CALL, http(status, Map.of(), "<html>secret")));

    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.platformCode()).isEqualTo(Optional.ofNullable(platformCode));
    assertThat(fault).hasMessageContaining("/users/{id}").hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"7, 7000", "1.5, 1500", "0, 1000", "0.2, 1000", "999999, 3600000", "soon, ", "-1, "})
  void waitsAsLongAsThePlatformSays(String header, Long millis) {
    HttpAnswer answer = http(429, Map.of("retry-after", List.of(header)), "");

    assertThat(HttpFaults.of(CALL, answer).retryAfter().map(Duration::toMillis))
        .isEqualTo(Optional.ofNullable(millis));
  }

  private static void assertUnexpected(ThrowingCallable asked, String what) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, asked);
    assertThat(fault.code()).isEqualTo(Code.UNEXPECTED_ANSWER);
    assertThat(fault).hasMessageContaining("The answer to /users/{id} " + what);
  }

  private static Answer answer(String body) {
    return Answer.of(CALL, json(body), Optional.empty());
  }

  private static HttpAnswer http(int status, Map<String, List<String>> headers, String body) {
    return new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    return Json.forAnswers().object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
