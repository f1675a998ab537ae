package dev.muster.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "200B, cannot be seen",
    "FEFF, cannot be seen",
    "3164, cannot be seen",
    "2800, cannot be seen",
    "FFFD, cannot be seen",
    "E0041, cannot be seen",
    "202E, direction of writing",
    "0007, control characters"
  })
  void refusesANameWithWhatNobodySeesByItsField(String codePoint, String why) {
    String hidden = Character.toString(Integer.parseInt(codePoint, 16));
    for (String name : new String[] {hidden, "On" + hidden + "call"}) {
      FieldErrors errors = new FieldErrors();
      errors.checkName("displayName", name);

      assertThat(errors.first())
          .hasValueSatisfying(
              it -> {
                assertThat(it.field() + " " + it.code()).isEqualTo("displayName not-printable");
                assertThat(it.message().en()).contains(why);
              });
    }
  }

  @Test
  void takesNamesAsPeopleWriteThem() {
    FieldErrors errors = new FieldErrors();
    errors.checkName("displayName", "值班 (on call)");

    assertThat(errors.isEmpty()).isTrue();
  }
}
