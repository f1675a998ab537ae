package dev.muster.spi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.spi.Secret;
import dev.muster.spi.platform.Messages.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessagesTest {
  private static Message message(String text) {
    return Message.of("corp", "li", Secret.of(text));
  }

  @Test
  void haveAtMostSoManyBytesWithTheirTitle() {
    Message longest = message("码".repeat(Message.MOST_BYTES / 3));
    assertThat(longest.text().reveal()).hasSize(Message.MOST_BYTES / 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> message("a".repeat(Message.MOST_BYTES + 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> longest.withTitle("Title"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines"})
  void haveATitleOfOneLine(String title) {
    assertThatIllegalArgumentException().isThrownBy(() -> message("x").withTitle(title));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "123456789012345678901234567890123456789012345678901"})
  void haveAKeyThatEveryPlatformTakes(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> message("x").withKey(key));
  }

  @Test
  void keepWhatTheyAreGivenAndDoNotPrintTheirText() {
    Message message = message("123456").withTitle("Code").withLanguage("zh-CN").withKey("key-1_A");
    assertThat(message.title()).contains("Code");
    assertThat(message.language()).isEqualTo("zh-CN");
    assertThat(message.key()).contains("key-1_A");
    assertThat(message.text().reveal()).isEqualTo("123456");
    assertThat(message.toString()).doesNotContain("123456");
  }
}
