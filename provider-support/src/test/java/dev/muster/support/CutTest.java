package dev.muster.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.support.chat.Cut;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {
  @Test
  void leavesWhatFitsAsItIs() {
    assertThat(Cut.toCharacters("结账故障", 4)).isEqualTo(new Cut("结账故障", false));
    assertThat(Cut.toBytes("结账故障", 12)).isEqualTo(new Cut("结账故障", false));
    assertThat(Cut.toBytes("x".repeat(2048), 2048).shorter()).isFalse();
  }

  @Test
  void endsWithAnEllipsisWhereItIsLonger() {
    assertThat(Cut.toCharacters("Checkout is down", 9)).isEqualTo(new Cut("Checkout…", true));
    assertThat(Cut.toBytes("结账故障", 11)).isEqualTo(new Cut("结账…", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"🚨", "码", "e\u0301", "x"})
  void neverSplitsACharacter(String character) {
    String text = character.repeat(50);
    for (int most = 4; most < 60; most++) {
      String bytes = Cut.toBytes(text, most).text();
      assertThat(bytes.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
      assertThat(bytes.replace("…", "").replace(character, "")).isEmpty();
      String characters = Cut.toCharacters(text, most).text();
      assertThat(characters.codePointCount(0, characters.length())).isLessThanOrEqualTo(most);
      assertThat(characters.replace("…", "").replace(character, "")).isEmpty();
    }
  }
}
