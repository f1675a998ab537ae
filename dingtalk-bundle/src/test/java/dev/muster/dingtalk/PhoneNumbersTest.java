package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhoneNumbersTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "13800000001, 86, +8613800000001",
        "13800000001, +86, +8613800000001",
        "138-0000 0001, none, +8613800000001",
        "51230003, 852, +85251230003",
        "+85251230003, 86, +85251230003",
        "51230003, none, none",
        "51230003, abc, none",
        "12, 86, none",
      })
  void writesWhatThePlatformKeepsApart(String number, String country, String e164) {
    assertThat(PhoneNumbers.e164(number, Optional.ofNullable(country)))
        .isEqualTo(Optional.ofNullable(e164));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "+8613800000001, 13800000001",
        "+85251230003, none",
        "+8610000000000, none",
        "+15551234567, none",
      })
  void looksPeopleUpByNumbersOfTheMainlandOnly(String e164, String number) {
    assertThat(PhoneNumbers.mainland(e164)).isEqualTo(Optional.ofNullable(number));
  }
}
