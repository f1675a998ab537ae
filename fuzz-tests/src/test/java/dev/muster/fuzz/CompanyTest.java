package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words of an input are a proof of whoever sends it. */
class CompanyTest {
  private static final Company COMPANY = new Company();

  private static boolean mayChange(String collection, String word) {
    String request = "POST /t/acme/login\nvalue={" + word + "}";
    Input input =
        Input.of(request.getBytes(StandardCharsets.ISO_8859_1), any -> Optional.of("value"));
    assertThat(input.used()).containsExactly(word);
    return COMPANY.mayChange(collection, input);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verifier", "state", "query-account", "query-code", "csrf-account"})
  void nothingChangesByWhatGoesWithAProof(String word) {
    assertThat(mayChange("session", word)).isFalse();
    assertThat(mayChange("grant", word)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cookie-account", "code", "refresh", "access", "idtoken", "key", "password"})
  void aPersonChangesWhatIsTheirs(String word) {
    assertThat(mayChange("session", word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "secret", "assertion", "requesturi"})
  void aClientChangesNothingOfPeople(String word) {
    assertThat(mayChange("pushed-request", word)).isTrue();
    assertThat(mayChange("session", word)).isFalse();
  }

  @Test
  void aCodeOfThePlatformIsAProof() {
    Input input =
        Input.of(
            "GET /?code=ok-alice".getBytes(StandardCharsets.ISO_8859_1), any -> Optional.empty());

    assertThat(COMPANY.mayChange("session", input)).isTrue();
  }
}
