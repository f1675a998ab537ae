package dev.muster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorTest {
  /** As published for WCAG. */
  @ParameterizedTest
  @CsvSource({
    "#000000, #ffffff, 21",
    "#777777, #ffffff, 4.48",
    "#767676, #ffffff, 4.54",
    "#ff0000, #ffffff, 4.0",
    "#0000ff, #ffffff, 8.59",
    "#123456, #123456, 1"
  })
  void contrastsAsWcagSays(String one, String two, double ratio) {
    assertThat(new Color(one).contrastWith(new Color(two))).isCloseTo(ratio, within(0.005));
    assertThat(new Color(two).contrastWith(new Color(one))).isCloseTo(ratio, within(0.005));
  }

  @Test
  void isAlwaysReadUnderItsInkAlsoWhereSomebodyPointsAtIt() {
    for (int rgb = 0; rgb <= 0xffffff; rgb += 4099) {
      Color color = new Color(String.format("#%06x", rgb));
      assertThat(color.contrastWith(color.ink())).as(color.hex()).isGreaterThanOrEqualTo(4.5);
      assertThat(color.hover().contrastWith(color.ink()))
          .as(color.hex())
          .isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void isWrittenInSmallLetters() {
    assertThat(Color.of("#ABCDEF")).contains(new Color("#abcdef"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Color("#ABCDEF"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "#abc", "abcdef", "#abcdef ", "#abcdeg", "#abcdef0"})
  void isNothingElse(String text) {
    assertThat(Color.of(text)).isEmpty();
  }
}
