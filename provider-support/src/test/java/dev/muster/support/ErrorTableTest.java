package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.platform.ProviderException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTableTest {
  private static final ErrorTable TABLE =
      ErrorTable.EMPTY
          .with(Code.TOKEN_INVALID, "1", "2")
          .with(Code.THROTTLED, "3")
          .withRefusedSecrets("2", "4");

  @ParameterizedTest
  @CsvSource({
    "1, TOKEN_INVALID, UNEXPECTED_ANSWER",
    "2, TOKEN_INVALID, CREDENTIAL_REFUSED",
    "3, THROTTLED, THROTTLED",
    "4, REJECTED, CREDENTIAL_REFUSED",
    "5, REJECTED, REJECTED",
  })
  void meansByCodeAndByWhatWasSent(String code, Code onCall, Code onSecret) {
    assertThat(TABLE.refusal(code, Code.REJECTED)).isEqualTo(Refusal.of(code, onCall, onSecret));
  }

  @Test
  void knowsWhatIsListed() {
    assertThat(TABLE.kind("3")).contains(Code.THROTTLED);
    assertThat(TABLE.kind("4")).isEmpty();
  }

  @Test
  void refusesACodeThatWouldMeanTwoThings() {
    assertThatThrownBy(() -> TABLE.with(Code.NOT_FOUND, "9", "3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3");
  }

  @ParameterizedTest
  @CsvSource({"429, THROTTLED", "500, UNAVAILABLE", "503, UNAVAILABLE", "404, REJECTED"})
  void aStatusMeansTheSameEverywhere(int status, Code kind) {
    assertThat(HttpFaults.kind(status, Code.REJECTED)).isEqualTo(kind);
  }
}
