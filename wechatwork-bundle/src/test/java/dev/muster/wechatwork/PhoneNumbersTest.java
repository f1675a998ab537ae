package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhoneNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "13800000001, +8613800000001",
    "8613800000001, +8613800000001",
    "+86 138-0000-0001, +8613800000001",
    "008613800000001, +8613800000001",
    "+852 5123 0003, +85251230003",
    "+1 (415) 555-0100, +14155550100",
  })
  void writesNumbersInE164(String entered, String expected) {
    assertThat(PhoneNumbers.e164(entered)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "51230003", "+0123456789", "not a number", "12800000001"})
  void leavesOutWhatCouldBeAnybodys(String entered) {
    assertThat(PhoneNumbers.e164(entered)).isEmpty();
  }
}
