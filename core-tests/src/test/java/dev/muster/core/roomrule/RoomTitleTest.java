package dev.muster.core.roomrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody is there who could be told what a title may not have. */
class RoomTitleTest {
  private static String of(String template, String title, String label) {
    return RoomTitle.of(template, Map.of("title", title), Map.of("host", label));
  }

  @Test
  void leavesOutWhatNobodySees() {
    assertThat(of("{{title}} on {{label.host}}", "Slow\u200B", "\u202Edb\u00071\uFEFF"))
        .isEqualTo("Slow on db1");
  }

  @Test
  void isTheAlertsTitleWhereNothingOfTheTemplateIsSeen() {
    assertThat(of("{{label.host}}", "\u2060Slow", "\u3164 \u200D")).isEqualTo("Slow");
    assertThat(of("{{label.host}}", "\u200B", "")).isEqualTo("Alert");
  }
}
