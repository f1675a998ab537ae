package dev.muster.core.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.core.check.FieldErrors;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormInputTest {
  private static final Text TEXT = new Text("Find it in the console.", "在控制台中查找。");
  private static final List<Field> FORM =
      List.of(
          Field.text("corpId", TEXT, TEXT).matching("ww[a-z0-9]+"),
          Field.text("odd", TEXT, TEXT).matching("["),
          Field.text("free", TEXT, TEXT),
          Field.secret("secret", TEXT, TEXT),
          Field.choice(
              "cloud",
              TEXT,
              TEXT,
              List.of(new Field.Choice("a", TEXT), new Field.Choice("b", TEXT))),
          Field.toggle("beta", TEXT, TEXT));

  private static FormInput read(Map<String, String> values) {
    FieldErrors errors = new FieldErrors();
    FormInput input = FormInput.read(FORM, values, "fields.", errors);
    errors.throwIfAny();
    return input;
  }

  private static void assertRefused(Map<String, String> values, FieldProblem... problems) {
    assertThatThrownBy(() -> read(values))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(FieldProblem::field, FieldProblem::code)
                    .containsExactlyElementsOf(
                        List.of(problems).stream()
                            .map(it -> tuple(it.field(), it.code()))
                            .toList()));
  }

  private static FieldProblem problem(String field, String code) {
    return new FieldProblem("fields." + field, code, new Text("Wrong.", "错误。"));
  }

  @Test
  void keepsSecretsApartAndLeavesOutTheBlanksOfCopying() {
    FormInput input = read(Map.of("corpId", " ww1\n", "secret", "\tkey ", "free", "  "));

    assertThat(input.plain()).isEqualTo(Map.of("corpId", "ww1"));
    assertThat(input.secrets()).isEqualTo(Map.of("secret", Secret.of("key")));
    assertThat(input.removed()).containsExactly("free");
  }

  @Test
  void printsNoValue() {
    assertThat(read(Map.of("corpId", "ww1", "secret", "key")).toString())
        .contains("corpId", "secret")
        .doesNotContain("ww1", "key");
  }

  @ParameterizedTest
  @CsvSource({
    "corpId, xx1, format",
    "corpId, ww1ww!, format",
    "cloud, c, choice",
    "cloud, A, choice",
    "beta, TRUE, format",
    "beta, 1, format",
    "none, x, unknown-field",
    "none, '', unknown-field",
  })
  void refusesWhatTheFieldDoesNotAllow(String field, String value, String code) {
    assertRefused(Map.of(field, value), problem(field, code));
  }

  @Test
  void takesWhatTheFieldAllows() {
    assertThat(read(Map.of("cloud", "b", "beta", "false")).plain())
        .isEqualTo(Map.of("cloud", "b", "beta", "false"));
    assertThat(read(Map.of("beta", "true")).plain()).isEqualTo(Map.of("beta", "true"));
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceInTheOrderOfNames() {
    assertRefused(
        Map.of("secret", "a\u0000b", "corpId", "x", "beta", "yes"),
        problem("beta", "format"),
        problem("corpId", "format"),
        problem("secret", "not-printable"));
  }

  @Test
  void refusesAValueBeyondTheMost() {
    assertThat(read(Map.of("secret", "x".repeat(2000))).secrets()).containsKey("secret");
    assertRefused(Map.of("secret", "x".repeat(2001)), problem("secret", "length"));
    assertThat(read(Map.of("free", " " + "x".repeat(2000) + " ")).plain()).containsKey("free");
  }

  @Test
  void aPatternThatIsNoneRefusesNobody() {
    assertThat(read(Map.of("odd", "anything")).plain()).containsEntry("odd", "anything");
  }

  @Test
  void namesSomeOfVeryManyThatAreWrong() {
    Map<String, String> values = new HashMap<>();
    IntStream.range(0, 5000).forEach(i -> values.put("unknown" + i, "x"));

    assertThatThrownBy(() -> read(values))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.errors()).hasSizeBetween(10, 100));
  }
}
