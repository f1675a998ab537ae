package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("redirectUris", "scopes", "jwks", "jwksUri", "clientId", "email", "phone");

  @ParameterizedTest
  @CsvSource({
    "redirect_uris, redirectUris",
    "redirectUri, redirectUris",
    "redirectURLs, redirectUris",
    "scope, scopes",
    "Scopes, scopes",
    "jwks_uri, jwksUri",
    "client-id, clientId",
    "e-mail, email",
    "phoen, ",
    "jkws, ",
    "uris, ",
    "id, ",
    "x, ",
  })
  void findsWhatWasMeantAndNothingFarOff(String name, String meant) {
    assertThat(Spelling.closest(name, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"fieldc, fielda, fieldb"})
  void findsNothingWhereTwoAreAsClose(String name, String one, String other) {
    assertThat(Spelling.closest(name, List.of(one, other))).isEmpty();
    assertThat(Spelling.closest(name, List.of(other, one, name + "x"))).isEmpty();
  }
}
