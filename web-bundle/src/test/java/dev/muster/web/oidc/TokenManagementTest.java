package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.AuthMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revocation (RFC 7009) and introspection (RFC 7662). */
class TokenManagementTest {
  private static final String INACTIVE = "{\"active\":false}";

  private final Gateway gateway = new Gateway();
  private final Flow flow = new Flow(gateway).with("scope", "openid profile offline_access");
  private String accessToken = "";
  private String refreshToken = "";

  @BeforeEach
  void signIn() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
    gateway.client("other", Gateway.draftWithRefreshTokens());
    gateway.client(
        "app",
        Gateway.draftWithRefreshTokens().toBuilder()
            .confidential(false)
            .tokenEndpointAuthMethod(Optional.of(AuthMethod.NONE))
            .build());
    Response answer = flow.token(flow.code(new Browser(gateway)));
    accessToken = member(answer, "access_token");
    refreshToken = member(answer, "refresh_token");
  }

  private static String member(Response response, String name) {
    Matcher found = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(Browser.text(response));
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  private Response post(String below, String form, String authorization) {
    TestRequest request =
        TestRequest.of("POST", "/t/" + Gateway.TENANT + "/oauth2/" + below)
            .body("application/x-www-form-urlencoded", form);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return gateway.server.answer(request);
  }

  private Response revoke(String token) {
    return post("revoke", Flow.form(Map.of("token", token)), shop());
  }

  private Response introspect(String token) {
    return post("introspect", Flow.form(Map.of("token", token)), shop());
  }

  private static String shop() {
    return Flow.basic("shop", Gateway.secret("shop"));
  }

  private static String other() {
    return Flow.basic("other", Gateway.secret("other"));
  }

  private Response refresh(String token) {
    return flow.post(
        Flow.form(Map.of("grant_type", "refresh_token", "refresh_token", token)), shop());
  }

  private static void refuses(Response response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(Browser.text(response)).contains("\"error\":\"" + error + "\"");
  }

  private void assertEnded() {
    assertThat(flow.userInfo(accessToken).status()).isEqualTo(401);
    refuses(refresh(refreshToken), 400, "invalid_grant");
  }

  @Nested
  class Revocation {
    @Test
    void endsTheGrantByItsAccessToken() {
      Response response = revoke(accessToken);
      assertThat(response.status()).isEqualTo(200);
      assertThat(Browser.text(response)).isEmpty();
      assertEnded();
    }

    @Test
    void endsTheGrantByItsRefreshToken() {
      assertThat(revoke(refreshToken).status()).isEqualTo(200);
      assertEnded();
    }

    @Test
    void endsTheGrantByARefreshTokenThatWasReplaced() {
      String next = member(refresh(refreshToken), "refresh_token");
      assertThat(revoke(refreshToken).status()).isEqualTo(200);
      refuses(refresh(next), 400, "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "something_else"})
    void needsNoHintAndIsMisledByNone(String hint) {
      assertThat(
              post(
                      "revoke",
                      Flow.form(Map.of("token", refreshToken, "token_type_hint", hint)),
                      shop())
                  .status())
          .isEqualTo(200);
      assertEnded();
    }

    @Test
    void leavesTheSessionAlone() {
      Browser browser = new Browser(gateway);
      flow.code(browser);
      revoke(accessToken);
      assertThat(Browser.location(browser.get(flow.authorize()))).contains("code=");
    }

    @Test
    void isDoneForWhatIsNoToken() {
      for (String odd : List.of("x", "😀", "x".repeat(5000), accessToken + "x")) {
        assertThat(revoke(odd).status()).isEqualTo(200);
      }
      assertThat(revoke(accessToken).status()).isEqualTo(200);
      assertThat(revoke(accessToken).status()).isEqualTo(200);
    }

    @Test
    void isRefusedToAnotherClientAndEndsNothing() {
      for (String token : List.of(accessToken, refreshToken)) {
        refuses(post("revoke", Flow.form(Map.of("token", token)), other()), 400, "invalid_grant");
      }
      assertThat(flow.userInfo(accessToken).status()).isEqualTo(200);
      assertThat(refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void isRefusedToWhoIsNotAuthenticated() {
      refuses(
          post("revoke", Flow.form(Map.of("token", accessToken, "client_id", "shop")), ""),
          401,
          "invalid_client");
      Response wrong =
          post("revoke", Flow.form(Map.of("token", accessToken)), Flow.basic("shop", "wrong"));
      refuses(wrong, 401, "invalid_client");
      assertThat(Browser.header(wrong, "WWW-Authenticate")).startsWith("Basic realm=");
      assertThat(flow.userInfo(accessToken).status()).isEqualTo(200);
    }

    @Test
    void servesAPublicClient() {
      Flow app = new Flow(gateway).with("client_id", "app");
      Response tokens =
          app.post(
              Flow.tokenForm(app.code(new Browser(gateway)), Gateway.CALLBACK, app.verifier())
                  + "&client_id=app",
              "");
      String token = member(tokens, "access_token");
      assertThat(post("revoke", Flow.form(Map.of("token", token, "client_id", "app")), "").status())
          .isEqualTo(200);
      assertThat(app.userInfo(token).status()).isEqualTo(401);
    }

    @Test
    void isRefusedWithoutATokenOrWithOneInTheAddress() {
      refuses(post("revoke", "", shop()), 400, "invalid_request");
      refuses(
          post("revoke?token=" + accessToken, Flow.form(Map.of("token", accessToken)), shop()),
          400,
          "invalid_request");
      refuses(post("revoke", "token=a&token=b", shop()), 400, "invalid_request");
      assertThat(flow.userInfo(accessToken).status()).isEqualTo(200);
    }
  }

  @Nested
  class Introspection {
    @Test
    void tellsAClientOfItsAccessToken() {
      Response response = introspect(accessToken);
      long now = gateway.clock.instant().getEpochSecond();

      assertThat(response.status()).isEqualTo(200);
      assertThat(Browser.header(response, "Cache-Control")).isEqualTo("no-store");
      assertThat(Browser.text(response))
          .contains(
              "\"active\":true",
              "\"scope\":\"offline_access openid profile\"",
              "\"client_id\":\"shop\"",
              "\"token_type\":\"Bearer\"",
              "\"username\":\"alice\"",
              "\"sub\":\"" + gateway.userId("alice") + "\"",
              "\"iat\":" + now,
              "\"exp\":" + (now + 900),
              "\"aud\":\"shop\"",
              "\"iss\":\"" + gateway.issuer() + "\"");
    }

    @Test
    void tellsTheScopeThatATokenHasNow() {
      gateway.client(
          "shop", Gateway.draftWithRefreshTokens().toBuilder().scopes(Set.of("openid")).build());
      for (String token : List.of(accessToken, refreshToken)) {
        assertThat(Browser.text(introspect(token)))
            .contains("\"active\":true", "\"scope\":\"openid\"")
            .doesNotContain("username");
      }
      assertThat(Browser.text(flow.userInfo(accessToken))).doesNotContain("preferred_username");
    }

    @Test
    void tellsAClientOfItsRefreshToken() {
      long now = gateway.clock.instant().getEpochSecond();
      assertThat(Browser.text(introspect(refreshToken)))
          .contains("\"active\":true", "\"exp\":" + (now + 30 * 86_400))
          .doesNotContain("token_type");
    }

    @Test
    void tellsNothingElseOfWhatWorksNoMore() {
      String next = member(refresh(refreshToken), "refresh_token");
      assertThat(Browser.text(introspect(refreshToken))).isEqualTo(INACTIVE);
      gateway.clock.advance(Duration.ofMinutes(15));
      assertThat(Browser.text(introspect(accessToken))).isEqualTo(INACTIVE);
      assertThat(Browser.text(introspect(next))).contains("\"active\":true");
      gateway.endSessions();
      assertThat(Browser.text(introspect(next))).isEqualTo(INACTIVE);
    }

    @Test
    void tellsNothingElseOfWhatIsNoToken() {
      String code = flow.code(new Browser(gateway));
      for (String odd : List.of("x", "😀", "x".repeat(5000), accessToken + "x", code)) {
        assertThat(Browser.text(introspect(odd))).isEqualTo(INACTIVE);
      }
    }

    @Test
    void tellsStrangersNothingElse() {
      for (String token : List.of(accessToken, refreshToken)) {
        assertThat(Browser.text(post("introspect", Flow.form(Map.of("token", token)), other())))
            .isEqualTo(INACTIVE);
      }
    }

    @Test
    void isRefusedToWhoIsNotAuthenticatedAndToPublicClients() {
      refuses(
          post("introspect", Flow.form(Map.of("token", accessToken, "client_id", "shop")), ""),
          401,
          "invalid_client");
      refuses(
          post("introspect", Flow.form(Map.of("token", accessToken, "client_id", "app")), ""),
          401,
          "invalid_client");
      refuses(
          post("introspect", Flow.form(Map.of("token", accessToken)), Flow.basic("shop", "x")),
          401,
          "invalid_client");
    }
  }
}
