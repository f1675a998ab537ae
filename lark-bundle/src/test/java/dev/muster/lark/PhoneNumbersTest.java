package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhoneNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "FEISHU, +8613800000002, +8613800000002",
    "FEISHU, 13800000002, +8613800000002",
    "FEISHU, +852 5123 0003, +85251230003",
    "LARK, +1 (415) 555-0100, +14155550100",
    "LARK, 13800000002, ",
    "FEISHU, 51230003, ",
    "FEISHU, secret, ",
  })
  void readsANumberOnlyIfItIsClearWhichOneItIs(Cloud cloud, String text, String e164) {
    assertThat(PhoneNumbers.e164(text, cloud).orElse(null)).isEqualTo(e164);
  }

  @ParameterizedTest
  @CsvSource({
    "FEISHU, +8613800000002, 13800000002",
    "FEISHU, +85251230003, +85251230003",
    "LARK, +8613800000002, +8613800000002",
  })
  void asksAsThePlatformWritesThem(Cloud cloud, String e164, String asked) {
    assertThat(PhoneNumbers.asked(e164, cloud)).isEqualTo(asked);
  }
}
