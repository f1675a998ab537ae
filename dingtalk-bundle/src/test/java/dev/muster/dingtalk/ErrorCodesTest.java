package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorCodesTest {
  private static final HttpCall CALL = HttpCall.get(URI.create("https://dingtalk.example"), "/x");

  @ParameterizedTest
  @CsvSource({
    "40014, TOKEN_INVALID, UNEXPECTED_ANSWER",
    "42001, TOKEN_INVALID, UNEXPECTED_ANSWER",
    "40001, TOKEN_INVALID, CREDENTIAL_REFUSED",
    "40096, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "40089, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "60020, ADDRESS_NOT_ALLOWED, ADDRESS_NOT_ALLOWED",
    "60011, NOT_PERMITTED, NOT_PERMITTED",
    "43007, NOT_PERMITTED, NOT_PERMITTED",
    "50002, NOT_PERMITTED, NOT_PERMITTED",
    "50004, NOT_PERMITTED, NOT_PERMITTED",
    "90018, THROTTLED, THROTTLED",
    "90002, THROTTLED, THROTTLED",
    "90020, THROTTLED, THROTTLED",
    "60121, NOT_FOUND, NOT_FOUND",
    "-1, UNAVAILABLE, UNAVAILABLE",
    "22, UNEXPECTED_ANSWER, UNEXPECTED_ANSWER",
    "404, UNEXPECTED_ANSWER, UNEXPECTED_ANSWER",
    "660014, NOT_PERMITTED, NOT_PERMITTED",
    "660015, NOT_FOUND, NOT_FOUND",
    "400020, UNAVAILABLE, UNAVAILABLE",
    "40078, REJECTED, REJECTED",
    "987654, REJECTED, REJECTED",
  })
  void meansByTheNumberOfTheOlderApi(String errcode, Code onCall, Code onSecret) {
    assertThat(ErrorCodes.refusal(errcode, 200).onCall()).isEqualTo(onCall);
    assertThat(ErrorCodes.refusal(errcode, 200).onSecret()).isEqualTo(onSecret);
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidAuthentication, TOKEN_INVALID, UNEXPECTED_ANSWER",
    "400, accesstoken.expired, TOKEN_INVALID, UNEXPECTED_ANSWER",
    "401, whatever, TOKEN_INVALID, CREDENTIAL_REFUSED",
    "400, invalidClientIdOrSecret, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "400, invalid.client, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "401, unauthorized.client, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "401, authFailed, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "400, AuthenticationFailed.MissingParameter, REJECTED, REJECTED",
    "403, Forbidden.AccessDenied.IpNotInWhiteList, ADDRESS_NOT_ALLOWED, ADDRESS_NOT_ALLOWED",
    "403, Forbidden.AccessDenied.AccessTokenPermissionDenied, NOT_PERMITTED, NOT_PERMITTED",
    "403, Forbidden.AccessDenied.QpsLimitForAppkeyAndApi, THROTTLED, THROTTLED",
    "403, Forbidden.AccessDenied.QpmLimitForAppkeyAndApi, THROTTLED, THROTTLED",
    "403, Forbidden.AccessDenied.QpsLimitForApi, THROTTLED, THROTTLED",
    "403, Forbidden.AccessDenied.ApiCountLimitForOrg, THROTTLED, THROTTLED",
    "403, whatever, NOT_PERMITTED, NOT_PERMITTED",
    "404, invalidParameter.user.notFound, NOT_FOUND, NOT_FOUND",
    "404, error.notFound, UNEXPECTED_ANSWER, UNEXPECTED_ANSWER",
    "404, whatever, UNEXPECTED_ANSWER, UNEXPECTED_ANSWER",
    "429, whatever, THROTTLED, THROTTLED",
    "500, systemBusy, UNAVAILABLE, UNAVAILABLE",
    "400, groupTemplate.notFound, NOT_PERMITTED, NOT_PERMITTED",
    "400, cidEncryptError, NOT_FOUND, NOT_FOUND",
    "400, groupPermissionDenied, UNAVAILABLE, UNAVAILABLE",
    "400, systemError, UNAVAILABLE, UNAVAILABLE",
    "400, member.notFound, REJECTED, REJECTED",
    "500, unknownError, UNAVAILABLE, UNAVAILABLE",
    "503, whatever, UNAVAILABLE, UNAVAILABLE",
    "400, whatever, REJECTED, REJECTED",
  })
  void meansByTheWordOfTheNewerApiElseByTheStatus(
      int status, String word, Code onCall, Code onSecret) {
    assertThat(ErrorCodes.refusal(word, status).onCall()).isEqualTo(onCall);
    assertThat(ErrorCodes.refusal(word, status).onSecret()).isEqualTo(onSecret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errcode\":88,\"sub_code\":\"40014\",\"sub_msg\":\"x\"}",
        "{\"errcode\":88,\"sub_code\":40014}",
        "{\"errcode\":\"88\",\"errmsg\":\"ding talk error[subcode=40014,submsg=x]\"}",
        "{\"errcode\":40014}",
        "{\"errcode\":\"40014\"}"
      })
  void unwrapsWhatTheGatewayWrapped(String body) throws Exception {
    assertThat(old(body).refusal()).contains("40014");
  }

  @Test
  void keepsAWrapperThatHoldsNothing() throws Exception {
    assertThat(old("{\"errcode\":88,\"errmsg\":\"x\"}").refusal()).contains("88");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"errcode\":null}", "{\"errcode\":\"ok\"}", "{\"errcode\":{}}"})
  void takesNothingForSuccessThatDoesNotSayIt(String body) {
    ProviderException fault = catchThrowableOfType(ProviderException.class, () -> old(body));
    assertThat(fault.code()).isEqualTo(Code.UNEXPECTED_ANSWER);
  }

  @Test
  void takesAStatusForARefusalWhateverTheBodySays() throws Exception {
    assertThat(Answers.ofNew(CALL, 400, json("{\"accessToken\":\"t\"}")).refusal())
        .contains("HTTP 400");
    assertThat(Answers.ofOld(CALL, 500, json("{\"errcode\":0}")).refusal()).isPresent();
  }

  @Test
  void tellsWhichPermissionIsMissingInEitherTongue() throws Exception {
    assertThat(
            Answers.requiredScopes(
                Answers.ofNew(
                    CALL,
                    403,
                    json(
                        "{\"code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\","
                            + "\"accessdenieddetail\":{\"requiredScopes\":[\"Contact.User.Read\"]}}"))))
        .containsExactly("Contact.User.Read");
    assertThat(
            Answers.requiredScopes(
                old(
                    "{\"errcode\":88,\"sub_code\":\"60011\",\"sub_msg\":\"x"
                        + " requiredScopes=[qyapi_a, qyapi_b]\"}")))
        .containsExactly("qyapi_a", "qyapi_b");
  }

  @Test
  void handsOnNoMoreOfATextThanWhatAPermissionIsCalled() throws Exception {
    assertThat(
            Answers.requiredScopes(
                old(
                    "{\"errcode\":60011,\"errmsg\":\"requiredScopes=[<b>, javascript:1,"
                        + " qyapi_a]\"}")))
        .containsExactly("qyapi_a");
  }

  @Test
  void waitsAMomentAfterTooManyCallsInASecond() throws Exception {
    assertThat(old("{\"errcode\":90018}").failure().retryAfter()).contains(Duration.ofSeconds(1));
    assertThat(old("{\"errcode\":90020}").failure().retryAfter()).isEqualTo(Optional.empty());
  }

  private static Answer old(String body) throws ProviderException {
    try {
      return Answers.ofOld(CALL, 200, json(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
