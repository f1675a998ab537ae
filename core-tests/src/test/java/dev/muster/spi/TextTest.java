package dev.muster.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void isHadInTheLanguageAskedFor() {
    Text text = new Text("Sign in", "登录");
    assertThat(text.in("zh-CN")).isEqualTo("登录");
    assertThat(text.in("fr")).isEqualTo("Sign in");
  }

  @Test
  void isReadInEnglishWhereNobodyHasTranslatedIt() {
    assertThat(Text.english("Sign in").in("zh-CN")).isEqualTo("Sign in");
  }

  @Test
  void standsInBothLanguages() {
    assertThatThrownBy(() -> new Text("Sign in", " ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Text.english("")).isInstanceOf(IllegalArgumentException.class);
  }
}
