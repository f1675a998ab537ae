package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectUrisTest {
  private static Client.Settings draft(boolean confidential, String registered) {
    Client.Settings draft =
        Gateway.draft(
            confidential,
            confidential ? AuthMethod.CLIENT_SECRET_BASIC : AuthMethod.NONE,
            "RS256",
            Set.of("*"),
            true);
    return Gateway.draft(draft, List.of(URI.create(registered)));
  }

  private static boolean registered(boolean confidential, String registered, String sent) {
    return RedirectUris.registered(
        new Client("app", draft(confidential, registered), Optional.empty(), Instant.EPOCH), sent);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb, http://127.0.0.1:51234/cb",
    "http://127.0.0.1/cb, http://127.0.0.1/cb",
    "http://127.0.0.1:3000/cb, http://127.0.0.1:51234/cb",
    "http://127.0.0.1:3000/cb, http://127.0.0.1/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:65535/cb",
    "http://127.0.0.1/cb?x=1, http://127.0.0.1:1/cb?x=1",
    "http://127.0.0.1, http://127.0.0.1:8080",
    "http://[::1]/cb, http://[::1]:51234/cb",
    "http://[::1]:3000/cb, http://[::1]:3001/cb"
  })
  void takesAnyPortOfAPublicClientsLoopbackAddress(String registered, String sent) {
    assertThat(registered(false, registered, sent)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/cb, http://127.0.0.1:51234/other",
    "http://127.0.0.1/cb, http://127.0.0.1:51234/cb/",
    "http://127.0.0.1/cb, http://127.0.0.1:51234/cb?x=1",
    "http://127.0.0.1/cb, http://127.0.0.1:51234/cb#x",
    "http://127.0.0.1/cb, https://127.0.0.1:51234/cb",
    "http://127.0.0.1/cb, HTTP://127.0.0.1:51234/cb",
    "http://127.0.0.1/cb, http://localhost:51234/cb",
    "http://127.0.0.1/cb, http://[::1]:51234/cb",
    "http://127.0.0.1/cb, http://127.0.0.2:51234/cb",
    "http://127.0.0.1/cb, http://127.1:51234/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:0/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:65536/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:080/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:80@evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1.evil.example/cb",
    "http://127.0.0.1/cb, http://127.0.0.1:99999999999/cb",
    "http://[::1]/cb, http://[0:0:0:0:0:0:0:1]:51234/cb",
    "http://localhost/cb, http://localhost:51234/cb",
    "http://localhost:3000/cb, http://localhost:3001/cb",
    "https://app.example/cb, https://app.example:8443/cb",
    "com.example.app:/cb, com.example.app:/cb2"
  })
  void comparesEverythingElseCharacterByCharacter(String registered, String sent) {
    assertThat(registered(false, registered, sent)).isFalse();
    assertThat(registered(false, registered, registered)).isTrue();
  }

  @Test
  void leavesAConfidentialClientItsOnePort() {
    assertThat(registered(true, "http://127.0.0.1:3000/cb", "http://127.0.0.1:3001/cb")).isFalse();
    assertThat(registered(true, "http://127.0.0.1:3000/cb", "http://127.0.0.1:3000/cb")).isTrue();
  }

  @Test
  void signsAnAppInThatListensOnAPortOfTheMoment() {
    Gateway gateway = new Gateway();
    gateway.client("shop", draft(false, "http://127.0.0.1/cb"));
    String address = "http://127.0.0.1:51234/cb";
    Flow flow = new Flow(gateway).with("redirect_uri", address);

    Response back = flow.signIn(new Browser(gateway), "ok-alice");

    assertThat(Browser.location(back)).startsWith(address + "?");
    String code = Browser.parameter(Browser.location(back), "code").orElseThrow();
    String other = "http://127.0.0.1:51235/cb";
    assertThat(
            flow.post(Flow.tokenForm(code, other, flow.verifier()) + "&client_id=shop", "")
                .status())
        .isEqualTo(400);
    String again =
        Browser.parameter(Browser.location(flow.signIn(new Browser(gateway), "ok-alice")), "code")
            .orElseThrow();
    assertThat(
            flow.post(Flow.tokenForm(again, address, flow.verifier()) + "&client_id=shop", "")
                .status())
        .isEqualTo(200);
  }
}
