package dev.muster.core.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.password.PasswordRules.Owner;
import dev.muster.core.settings.Settings;
import dev.muster.spi.Secret;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordRulesTest {
  private static final Owner LI =
      new Owner("acme-cloud", "LiWei", Optional.of("wei.li@corp.example"));

  private static String fault(Map<String, String> settings, Owner owner, String password) {
    PasswordRules rules =
        new PasswordRules(new Settings(key -> Optional.ofNullable(settings.get(key)), "1.0.0"));
    FieldErrors errors = new FieldErrors();
    rules.check(Secret.of(password), owner, errors);
    assertThat(errors.first().map(FieldProblem::field).orElse("password")).isEqualTo("password");
    return errors.first().map(FieldProblem::code).orElse("");
  }

  private static String fault(String password) {
    return fault(Map.of(), LI, password);
  }

  @Test
  void hasTenTo128CharactersOfWhateverKind() {
    assertThat(fault("correct h")).isEqualTo("length");
    assertThat(fault("correct ho")).isEmpty();
    assertThat(fault("正确的马电池订书钉呀")).isEmpty();
    assertThat(fault("abcdef gh ".repeat(12) + "12345678")).isEmpty();
    assertThat(fault("abcdef gh ".repeat(12) + "123456789")).isEqualTo("length");
    assertThat(fault("x".repeat(1_000_000))).isEqualTo("length");
  }

  @Test
  void countsCharactersAsPeopleDo() {
    assertThat(fault("😀😁😂🤣😃😄😅😆😉")).isEqualTo("length");
    assertThat(fault("😀😁😂🤣😃😄😅😆😉😊")).isEmpty();
  }

  @Test
  void isAsLongAsTheInstallationWants() {
    Map<String, String> longer = Map.of("password.min.length", "14");
    assertThat(fault(longer, LI, "correct horse")).isEqualTo("length");
    assertThat(fault(longer, LI, "correct horses")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password123",
        "PassWord123",
        "  password123 ",
        "ｐａｓｓｗｏｒｄ１２３",
        "woaini1314",
        "1234567890",
        "qwertyuiop",
        "xxxxxxxxxxxxxxxx",
        "121212121212",
      })
  void isNoneOfThoseThatAreGuessedFirst(String password) {
    assertThat(fault(password)).isEqualTo("common");
  }

  @ParameterizedTest
  @CsvSource({
    "liwei2024!, own-name",
    "LIWEILIWEI, own-name",
    "wei.li2024, own-name",
    "acme-cloud-1, own-name",
    "muster2026!, own-name",
    "liwei on his bicycle, ''",
    "corp.example, ''",
  })
  void isMoreThanANameThatOthersKnow(String password, String fault) {
    assertThat(fault(password)).isEqualTo(fault);
  }

  @Test
  void isMoreThanTheNameOfAnAdministrator() {
    Owner ana = Owner.administrator("ana.lopez@corp.example");
    assertThat(fault(Map.of(), ana, "ana.lopez1")).isEqualTo("own-name");
    assertThat(fault(Map.of(), Owner.administrator("li"), "li plays the cello")).isEmpty();
  }

  @Test
  void theListIsInTheFormInWhichPasswordsAreCompared() {
    assertThat(PasswordRules.common())
        .hasSizeGreaterThan(700)
        .allMatch(each -> each.length() >= 8)
        .allMatch(
            each ->
                Normalizer.normalize(each, Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT)
                    .equals(each));
  }
}
