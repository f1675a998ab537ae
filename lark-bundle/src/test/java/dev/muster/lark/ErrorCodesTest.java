package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict of an answer, of whatever status, with and without a code. */
final class ErrorCodesTest {
  private static final String FIND = CannedContext.USERS + "/batch_get_id";

  private final CannedContext context = new CannedContext();

  @ParameterizedTest
  @CsvSource({
    "99991663, TOKEN_INVALID",
    "99991664, TOKEN_INVALID",
    "99991665, TOKEN_INVALID",
    "99991671, TOKEN_INVALID",
    "99991668, TOKEN_INVALID",
    "99991677, TOKEN_INVALID",
    "99991401, ADDRESS_NOT_ALLOWED",
    "99991672, NOT_PERMITTED",
    "99991676, NOT_PERMITTED",
    "99991679, NOT_PERMITTED",
    "41050, NOT_PERMITTED",
    "40004, NOT_PERMITTED",
    "99991400, THROTTLED",
    "99991403, THROTTLED",
    "11232, THROTTLED",
    "230020, THROTTLED",
    "232019, THROTTLED",
    "2200, UNAVAILABLE",
    "5000, UNAVAILABLE",
    "20050, UNAVAILABLE",
    "20072, UNAVAILABLE",
    "99991662, CREDENTIAL_REFUSED",
    "99991673, CREDENTIAL_REFUSED",
    "10014, CREDENTIAL_REFUSED",
    "10015, CREDENTIAL_REFUSED",
    "99991543, CREDENTIAL_REFUSED",
    "41012, NOT_FOUND",
    "99992351, NOT_FOUND",
    "10003, REJECTED",
    "99992402, REJECTED",
    "12345678, REJECTED",
  })
  void judgesByTheCodeWhateverTheStatus(int code, Code kind) {
    for (int status : new int[] {200, 400, 403}) {
      ProviderException fault = answered(status, Map.of(), "{'code':" + code + ",'msg':'success'}");
      assertThat(fault.code()).as("HTTP " + status).isEqualTo(kind);
      assertThat(fault.platformCode()).contains(Integer.toString(code));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "502, UNAVAILABLE",
    "404, REJECTED",
    "400, REJECTED",
  })
  void judgesByTheStatusWhatHasACodeThatIsNotKnown(int status, Code kind) {
    assertThat(answered(status, Map.of(), "{'code':77777777}").code()).isEqualTo(kind);
    assertThat(answered(status, Map.of(), "{}").code()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "429, THROTTLED",
    "503, UNAVAILABLE",
    "404, UNEXPECTED_ANSWER",
    "200, UNEXPECTED_ANSWER",
    "302, UNEXPECTED_ANSWER",
  })
  void judgesByTheStatusWhatIsNoJson(int status, Code kind) {
    assertThat(answered(status, Map.of(), "404 page not found").code()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"7, 7000", "1.5, 1500", "0, 1000", "0.2, 1000", "999999, 3600000"})
  void waitsAsLongAsThePlatformSays(String header, long millis) {
    ProviderException fault =
        answered(429, Map.of("x-ogw-ratelimit-reset", List.of(header)), "{'code':99991400}");
    assertThat(fault.retryAfter()).contains(Duration.ofMillis(millis));
  }

  @Test
  void understandsTheUsualHeaderTooAndNothingElse() {
    assertThat(answered(429, Map.of("retry-after", List.of("3")), "busy").retryAfter())
        .contains(Duration.ofSeconds(3));
    assertThat(
            answered(429, Map.of("x-ogw-ratelimit-reset", List.of("soon")), "{'code':99991400}")
                .retryAfter())
        .isEmpty();
    assertThat(
            answered(400, Map.of("x-ogw-ratelimit-reset", List.of("3")), "{'code':41050}")
                .retryAfter())
        .isEmpty();
  }

  @Test
  void namesTheMissingPermissionsAndNothingElseOfTheAnswer() {
    ProviderException fault =
        answered(
            400,
            Map.of(),
            "{'code':99991672,'msg':'secret text','error':{'permission_violations':["
                + "{'subject':'contact:user.id:readonly'},{'scope':'contact:contact:readonly'},"
                + "{'subject':'<script>'}]}}");
    assertThat(fault)
        .hasMessage(
            "/open-apis/contact/v3/users/batch_get_id answered 99991672, the app lacks one of"
                + " contact:user.id:readonly contact:contact:readonly");
  }

  @ParameterizedTest
  @CsvSource({"10003", "10012", "10014", "10015", "20048", "99991543"})
  void countsAsARefusedSecretWhereTheSecretIsJudged(int code) {
    context.answer(CannedContext.TOKEN, "{'code':" + code + "}");
    assertThat(find().code()).isEqualTo(Code.CREDENTIAL_REFUSED);
  }

  @Test
  void doesNotTakeForAnInvalidTokenWhatIsSaidWhereThereIsNoneYet() {
    context.answer(CannedContext.TOKEN, "{'code':99991663}");
    assertThat(find().code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  private ProviderException answered(int status, Map<String, List<String>> headers, String body) {
    context.answer(FIND, status, headers, body);
    return find();
  }

  private ProviderException find() {
    return catchThrowableOfType(
        ProviderException.class,
        () ->
            context
                .connect("feishu")
                .directory()
                .orElseThrow()
                .findByEmail(List.of("li@corp.example"), Deadline.in(Duration.ofSeconds(20))));
  }
}
