package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh | zh-CN",
        "zh-CN | zh-CN",
        "zh-Hans | zh-CN",
        "zh-hans-cn | zh-CN",
        "ZH-TW | zh-CN",
        "zh-Hant-HK | zh-CN",
        "zh_CN | zh-CN",
        "en | en",
        "en-GB | en",
        "zh-CN,zh;q=0.9,en;q=0.8 | zh-CN",
        "en-US,en;q=0.9,zh-CN;q=0.8 | en",
        "fr, zh-CN;q=0.9, en;q=0.1 | zh-CN",
        "en;q=0.2, zh;q=0.7 | zh-CN",
        "zh;q=0.2, en;q=0.7 | en",
        "en;q=0.5, zh;q=0.5 | en",
        "zh;q=0.5, en;q=0.5 | zh-CN",
        "zh ; q=0.4 , en ; Q=0.3 | zh-CN",
        "zh-TW;q=0.1, en;q=0.5, zh-CN;q=0.9 | zh-CN",
        "zh;q=0, en;q=0.001 | en",
        "zh;q=0 | en",
        "en;q=0, * | zh-CN",
        "fr, *;q=0.5 | en",
        "*, zh;q=0.5 | en",
        "zh, *;q=0.5 | zh-CN",
        "fr-CH, de;q=0.7 | en",
        "zho | en",
        "enm, zh;q=0.1 | zh-CN",
        "zh;q=2, en;q=0.1 | en",
        "zh;q=x, en;q=0.1 | en",
        "zh;q=0.12345, en;q=0.1 | en",
        "zh;level=1, en;q=0.1 | en",
        ",,;, zh | zh-CN",
        "; | en",
        "'' | en",
      })
  void isTheOneThatIsLikedBest(String header, String tag) {
    assertThat(Language.accepted(List.of(header)).tag()).isEqualTo(tag);
  }

  @Test
  void isEnglishWhereNobodyAsks() {
    assertThat(Language.accepted(List.of())).isEqualTo(Language.ENGLISH);
  }

  @Test
  void isReadFromAllLinesOfTheHeader() {
    assertThat(Language.accepted(List.of("fr", "en;q=0.1", "zh;q=0.3")))
        .isEqualTo(Language.CHINESE);
  }

  @Test
  void isReadFromTheFirstRangesAlone() {
    String many = "fr;q=0.5,".repeat(49);
    assertThat(Language.accepted(List.of(many + "zh"))).isEqualTo(Language.CHINESE);
    assertThat(Language.accepted(List.of(many + "fr,zh"))).isEqualTo(Language.ENGLISH);
    assertThat(Language.accepted(List.of(many + "zh,en"))).isEqualTo(Language.CHINESE);
  }

  @Test
  void isReadAtOnceHoweverLongTheHeaderIs() {
    List<String> hostile =
        List.of(
            "q".repeat(1_000_000),
            ",".repeat(1_000_000),
            ";".repeat(1_000_000),
            "zh;q=0.".repeat(200_000),
            "zh;q=0.001,".repeat(200_000),
            "fr;q=" + "9".repeat(1_000_000));
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          hostile.forEach(header -> Language.accepted(List.of(header)));
          Language.accepted(Collections.nCopies(100_000, "fr;q=0.5"));
        });
  }

  @ParameterizedTest
  @CsvSource({"zh-CN en, zh-CN", "fr en zh, en", "fr  zh-Hant, zh-CN"})
  void isTheFirstOfUiLocales(String uiLocales, String tag) {
    assertThat(Language.first(uiLocales).orElseThrow().tag()).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({"''", "fr", "en;q=1", "zh;q=0.5"})
  void isNoneOfUiLocalesThatNameOthers(String uiLocales) {
    assertThat(Language.first(uiLocales)).isEmpty();
  }
}
