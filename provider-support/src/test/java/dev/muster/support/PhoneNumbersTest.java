package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "13800000001, +8613800000001, none",
        "8613800000001, +8613800000001, none",
        "+86 138-0000-0001, +8613800000001, +8613800000001",
        "008613800000001, +8613800000001, +8613800000001",
        "+852 5123 0003, +85251230003, +85251230003",
        "+1 (415) 555-0100, +14155550100, +14155550100",
        "'', none, none",
        "12345, none, none",
        "51230003, none, none",
        "+0123456789, none, none",
        "12800000001, none, none",
        "not a number, none, none",
      })
  void isClearWhichOneItIsOrLeftOut(String text, String inChina, String elsewhere) {
    assertThat(PhoneNumbers.chineseOrInternational(text)).isEqualTo(Optional.ofNullable(inChina));
    assertThat(PhoneNumbers.international(text)).isEqualTo(Optional.ofNullable(elsewhere));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "13800000001, 86, +8613800000001",
        "13800000001, +86, +8613800000001",
        "51230003, 852, +85251230003",
        "+85251230003, 86, +85251230003",
        "51230003, abc, none",
        "12, 86, none",
      })
  void isPutTogetherWithTheCountryCodeBesideIt(String number, String country, String e164) {
    assertThat(PhoneNumbers.ofCountry(number, country)).isEqualTo(Optional.ofNullable(e164));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "+8613800000001, 13800000001, 13800000001",
        "13800000001, 13800000001, 13800000001",
        "+85251230003, none, +85251230003",
        "+8610000000000, none, 10000000000",
        "+15551234567, none, +15551234567",
      })
  void losesTheCountryCodeOfChina(String number, String mobile, String asked) {
    assertThat(PhoneNumbers.mainlandMobile(number)).isEqualTo(Optional.ofNullable(mobile));
    assertThat(PhoneNumbers.chineseWithoutCountry(number)).isEqualTo(asked);
  }
}
