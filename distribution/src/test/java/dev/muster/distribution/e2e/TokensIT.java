package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an application must not get away with, and what must not be done to one. */
@EndToEnd
class TokensIT {
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;

  private final World world;
  private final Tenant tenant;
  private final Application application;

  TokensIT(World world) {
    this.world = world;
    this.tenant = world.tenant(PLATFORM);
    this.application = tenant.application();
  }

  @Test
  void aCodeThatComesTwiceTakesItsTokensBack() {
    String code = code();
    Http.Answer first = redeem(application, code, Map.of());
    assertThat(first.status()).isEqualTo(200);
    String token = first.json().path("access_token").asText();
    assertThat(userInfo(token)).isEqualTo(200);

    assertError(redeem(application, code, Map.of()), 400, "invalid_grant");
    assertThat(userInfo(token)).isEqualTo(401);
  }

  @Test
  void aWrongVerifierIsRefused() {
    assertError(
        redeem(application, code(), Map.of("code_verifier", "x".repeat(43))), 400, "invalid_grant");
    assertError(redeem(application, code(), Map.of("code_verifier", "")), 400, "invalid_request");
  }

  @Test
  void aCodeIsForTheRedirectAddressAndTheApplicationThatAskedForIt() {
    assertError(
        redeem(application, code(), Map.of("redirect_uri", application.redirectUri() + "/")),
        400,
        "invalid_grant");
    assertError(redeem(tenant.application(), code(), Map.of()), 400, "invalid_grant");
    assertError(redeem(application, "forged", Map.of()), 400, "invalid_grant");
  }

  @Test
  void aWrongSecretIsRefusedAndLeavesTheCodeToTheRightOne() {
    String code = code();
    Application liar = new Application(tenant, application.url(), application.clientId(), "wrong");
    Http.Answer refused = redeem(liar, code, Map.of());
    assertError(refused, 401, "invalid_client");
    assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
    assertThat(redeem(application, code, Map.of()).status()).isEqualTo(200);
  }

  @Test
  void aRedirectAddressThatIsNotRegisteredIsShownAndNotFollowed() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.authorize(Map.of("redirect_uri", "https://evil.example/callback")));
      assertThat(visitor.page().url()).startsWith(tenant.issuer() + "/oauth2/authorize");
      assertThat(visitor.ending().status()).isEqualTo(400);
      assertThat(visitor.ending().text()).contains("an address that is not registered");
      assertThat(visitor.been()).hasSize(1);

      visitor.open(application.authorize(Map.of("client_id", "nobody")));
      assertThat(visitor.ending().status()).isEqualTo(400);
      assertThat(visitor.ending().text()).contains("not known here");
    }
  }

  @Test
  void aRequestWithoutPkceGoesBackAsAnError() {
    Http.Answer answer =
        Http.get(application.authorize(Map.of("code_challenge", "", "code_challenge_method", "")));
    Map<String, String> told = Queries.of(answer.header("Location"));
    assertThat(answer.header("Location")).startsWith(application.redirectUri());
    assertThat(told)
        .containsEntry("error", "invalid_request")
        .containsEntry("state", "state-of-the-application")
        .containsEntry("iss", tenant.issuer());
  }

  @Test
  void whatTheApplicationSentComesBack() {
    String address = answer();
    assertThat(Queries.of(address))
        .containsEntry("state", "state-of-the-application")
        .containsEntry("iss", tenant.issuer());
    String idToken =
        redeem(application, Queries.of(address).get("code"), Map.of())
            .json()
            .path("id_token")
            .asText();
    String claims =
        new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8);
    assertThat(Http.parse(claims).path("nonce").asText()).isEqualTo("nonce-of-the-application");
  }

  private String code() {
    return Queries.of(answer()).get("code");
  }

  /** What the browser would have brought to the application. */
  private String answer() {
    try (Visitor visitor = world.visitor()) {
      visitor.open(application.authorize(Map.of()));
      return visitor.sentFrom(visitor.scannedBy(PLATFORM.member().id()));
    }
  }

  private Http.Answer redeem(Application as, String code, Map<String, String> changes) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", application.redirectUri());
    form.put("code_verifier", Pkce.VERIFIER);
    form.putAll(changes);
    form.values().removeIf(String::isEmpty);
    return as.token(form);
  }

  private int userInfo(String token) {
    return Http.get(tenant.issuer() + "/oauth2/userinfo", "Authorization", "Bearer " + token)
        .status();
  }

  private static void assertError(Http.Answer answer, int status, String error) {
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("access_token");
  }
}
