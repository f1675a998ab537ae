package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.platform.ProviderException.Code;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorCodesTest {
  @ParameterizedTest
  @CsvSource({
    "40001, CREDENTIAL_REFUSED, TOKEN_INVALID",
    "40091, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "40013, CREDENTIAL_REFUSED, CREDENTIAL_REFUSED",
    "40014, UNEXPECTED_ANSWER, TOKEN_INVALID",
    "42001, UNEXPECTED_ANSWER, TOKEN_INVALID",
    "60020, ADDRESS_NOT_ALLOWED, ADDRESS_NOT_ALLOWED",
    "45009, THROTTLED, THROTTLED",
    "45033, THROTTLED, THROTTLED",
    "-1, UNAVAILABLE, UNAVAILABLE",
    "6000, UNAVAILABLE, UNAVAILABLE",
    "48002, NOT_PERMITTED, NOT_PERMITTED",
    "50001, NOT_PERMITTED, NOT_PERMITTED",
    "60111, NOT_FOUND, NOT_FOUND",
    "40050, NOT_FOUND, NOT_FOUND",
    "86001, NOT_FOUND, NOT_FOUND",
    "86008, NOT_PERMITTED, NOT_PERMITTED",
    "86007, REJECTED, REJECTED",
    "40058, REJECTED, REJECTED",
    "987654, REJECTED, REJECTED",
  })
  void meansByNumberAndCall(String errcode, Code onGetToken, Code onCall) {
    assertThat(ErrorCodes.refusal(errcode).onSecret()).isEqualTo(onGetToken);
    assertThat(ErrorCodes.refusal(errcode).onCall()).isEqualTo(onCall);
  }
}
