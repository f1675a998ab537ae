package dev.muster.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextsTest {
  private static final String EMOJI = "\uD83D\uDE00";
  private static final String FLAG = "\uD83C\uDDE8\uD83C\uDDF3";

  @Test
  void keepsOneLineOfWhatSomebodyElseWrote() {
    assertThat(Texts.oneLine("Li\nSi")).isEqualTo("Li Si");
    assertThat(Texts.oneLine("Li\r\nSi\tWu")).isEqualTo("Li Si Wu");
    assertThat(Texts.oneLine("Li\u2028Si\u2029Wu\u0085Yi")).isEqualTo("Li Si Wu Yi");
    assertThat(Texts.oneLine("\nL\u0000i\u0007\u009F\uD83D\n")).isEqualTo("Li");
    assertThat(Texts.oneLine("\uDE00\uD83D")).isEmpty();
    assertThat(Texts.oneLine("李四 " + EMOJI)).isEqualTo("李四 " + EMOJI);
  }

  @Test
  void leavesOutWhatTurnsTheDirectionOfWriting() {
    String turning = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    assertThat(Texts.oneLine("Li" + turning + "Si")).isEqualTo("LiSi");
    assertThat(turning.codePoints().mapToObj(Character::toString))
        .noneMatch(Texts::isPrintable)
        .hasSize(12);
  }

  @Test
  void keepsTheJoinersThatScriptsAndEmojiNeed() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    assertThat(Texts.isPrintable(family)).isTrue();
    assertThat(Texts.oneLine("\u0645\u06CC\u200C\u062E " + family))
        .isEqualTo("\u0645\u06CC\u200C\u062E " + family);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200B",
        "\uFEFF",
        "\u3164",
        "\u2800",
        "\uFFFD",
        "\uDB40\uDC41",
        "\u00AD",
        "\u2060",
        "\u115F",
        "\uFFA0",
        "\u034F",
        "\u180E"
      })
  void seesNothingInANameThatHidesSomething(String hidden) {
    assertThat(Texts.isVisible(hidden)).isFalse();
    assertThat(Texts.isVisible("On" + hidden + "call")).isFalse();
    assertThat(Texts.visible(hidden + "On" + hidden + "call" + hidden)).isEqualTo("Oncall");
    assertThat(Texts.visible(hidden)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200D", "\u200C", " ", "\u00A0", "\u3000", "\uFE0F", "\u0301"})
  void seesNothingInANameOfWhatOnlyShapesOthers(String shape) {
    assertThat(Texts.isVisible(shape)).isFalse();
    assertThat(Texts.isVisible("x" + shape + "y")).isTrue();
    assertThat(Texts.visible(shape)).isEmpty();
    assertThat(Texts.visible("x" + shape + "y")).isEqualTo("x" + shape + "y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "值班",
        "\u5C71\u7530\u3000\u592A\u90CE",
        "O'Neil-2 (ops)",
        "\u2764\uFE0F",
        EMOJI,
        FLAG
      })
  void seesNamesAsPeopleWriteThem(String name) {
    assertThat(Texts.isVisible(name)).isTrue();
  }

  @Test
  void cutsBetweenWhatPeopleSeeAsCharacters() {
    assertThat(Texts.cut("x" + EMOJI.repeat(60), 100)).isEqualTo("x" + EMOJI.repeat(60));
    assertThat(Texts.cut("x" + EMOJI.repeat(120), 100)).isEqualTo("x" + EMOJI.repeat(99));
    assertThat(Texts.cut("abe\u0301", 3)).isEqualTo("ab");
    assertThat(Texts.cut("\uD83D" + EMOJI.repeat(3), 2)).isEqualTo("\uD83D" + EMOJI);
    assertThat(Texts.cut("e" + "\u0301".repeat(200), 100)).hasSize(100);
    assertThat(Texts.length("x" + FLAG)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u212A k", "\u0130 i", "\u017F s", "\u212B \u00E5", "\u2126 \u03C9"})
  void doesNotFoldALetterIntoAnothersSmallLetter(String pair) {
    String[] both = pair.split(" ", -1);

    assertThat(Texts.folded(both[0])).isNotEqualTo(Texts.folded(both[1]));
  }

  @Test
  void foldsCapitalsOfEveryScript() {
    assertThat(Texts.folded("ZHANG.San")).isEqualTo("zhang.san");
    assertThat(Texts.folded("ÄÖÜ ДЖ \uD801\uDC00")).isEqualTo("äöü дж \uD801\uDC28");
  }
}
