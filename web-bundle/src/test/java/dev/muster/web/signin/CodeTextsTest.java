package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.CodeWays;
import dev.muster.web.http.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CodeTextsTest {
  private static final CodeWays MAIL = new CodeWays(true, List.of());
  private static final CodeWays CHAT = new CodeWays(false, List.of("Lark", "钉钉"));
  private static final CodeWays BOTH = new CodeWays(true, List.of("Lark"));

  @Test
  void nameTheWaysThatThereAre() {
    assertThat(CodeTexts.sent(Language.ENGLISH, MAIL))
        .contains("verified address", "10 minutes")
        .doesNotContain("message");
    assertThat(CodeTexts.sent(Language.ENGLISH, CHAT))
        .contains("as a message by Lark or 钉钉", "10 minutes")
        .doesNotContain("verified address");
    assertThat(CodeTexts.sent(Language.ENGLISH, BOTH))
        .contains("verified address", "as a message by Lark");
    assertThat(CodeTexts.recovery(Language.CHINESE, CHAT)).contains("通过Lark或钉钉以消息发送");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void leaveNoPlaceOpen(Language language) {
    for (CodeWays ways : List.of(MAIL, CHAT, BOTH)) {
      assertThat(CodeTexts.sent(language, ways)).doesNotContain("{", "}");
      assertThat(CodeTexts.recovery(language, ways)).doesNotContain("{", "}");
    }
  }

  /** A name of a source is shown as it is, whatever is in it. */
  @Test
  void putNothingIntoTheNameOfASource() {
    assertThat(CodeTexts.sent(Language.ENGLISH, new CodeWays(false, List.of("{minutes}"))))
        .contains("by {minutes}.");
  }
}
