package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class IconsTest {
  private static String written(Html html) {
    StringBuilder out = new StringBuilder();
    html.write(out);
    return out.toString();
  }

  @Test
  void areLettersOnceAPageHasTooManyOfThem() {
    Icons.Budget budget = new Icons.Budget();
    Optional<String> svg = Optional.of("<svg>" + "x".repeat(3_500) + "</svg>");

    assertThat(written(budget.of("Lark", svg))).startsWith("<img ");
    assertThat(written(budget.of("Lark", svg))).contains("icon letter", ">L<");
    assertThat(written(budget.of("Lark", Optional.of("<svg/>")))).startsWith("<img ");
    assertThat(written(budget.of("", Optional.empty()))).contains("icon letter");
  }
}
