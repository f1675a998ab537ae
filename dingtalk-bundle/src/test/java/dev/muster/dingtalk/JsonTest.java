package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void refusesAPushThatWouldBecomeMuchLargerThanItsBytes() {
    String body = "{\"a\":[" + "{},".repeat(80_000) + "{}]}";
    assertThatThrownBy(() -> Json.ofPushes().readTree(body))
        .isInstanceOf(StreamConstraintsException.class);
  }

  @Test
  void refusesAnAnswerThatWouldBecomeMuchLargerThanItsBytes() {
    String body = "{\"a\":[" + "{},".repeat(800_000) + "{}]}";
    assertThatThrownBy(() -> Json.ofAnswers().readTree(body))
        .isInstanceOf(StreamConstraintsException.class);
  }
}
