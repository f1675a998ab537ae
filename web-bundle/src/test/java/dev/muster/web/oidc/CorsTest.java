package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that run in a browser, of whatever origin. */
class CorsTest {
  private static final String TOKEN = "/t/acme/oauth2/token";

  private final Gateway gateway = new Gateway();

  private Response preflight(String path, String headers) {
    TestRequest request =
        TestRequest.of("OPTIONS", path)
            .header("Origin", "https://app.example")
            .header("Access-Control-Request-Method", "GET");
    return gateway.server.answer(
        headers.isEmpty() ? request : request.header("Access-Control-Request-Headers", headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/acme/.well-known/openid-configuration",
        "/t/acme/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration/t/acme",
        "/.well-known/oauth-authorization-server/t/acme",
        "/t/acme/oauth2/jwks",
        TOKEN,
        "/t/acme/oauth2/userinfo"
      })
  void mayAskEveryPublicEndpointWithHeadersOfTheirTracing(String path) {
    Response response = preflight(path, "authorization,traceparent,tracestate,x-b3-traceid");
    assertThat(response.status()).isEqualTo(204);
    assertThat(Browser.header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(Browser.header(response, "Access-Control-Allow-Methods")).contains("GET", "POST");
    assertThat(Browser.header(response, "Access-Control-Allow-Headers").split("[ ,]+"))
        .contains("Authorization", "Content-Type", "traceparent", "tracestate", "x-b3-traceid");
    assertThat(Browser.headers(response, "Access-Control-Allow-Credentials")).isEmpty();
    assertThat(Browser.header(response, "Vary")).isEqualTo("Access-Control-Request-Headers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,", ",a", "a:b", "<x>", "(a)", "a,,b", "企", "\"a\""})
  void areAllowedTheUsualHeadersWhereTheListIsNone(String headers) {
    assertThat(Browser.header(preflight(TOKEN, headers), "Access-Control-Allow-Headers"))
        .isEqualTo("Authorization, Content-Type");
  }

  @Test
  void areNotAnsweredWithAListWithoutEnd() {
    String headers = "x-a,".repeat(300) + "x-b";
    assertThat(Browser.header(preflight(TOKEN, headers), "Access-Control-Allow-Headers"))
        .isEqualTo("Authorization, Content-Type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/nobody/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server/t/nobody",
        "/t/nobody/oauth2/jwks",
        "/t/acme/oauth2/userinfo"
      })
  void canReadWhyTheyAreRefused(String path) {
    Response response = gateway.server.answer(TestRequest.get(path));
    assertThat(response.status()).isBetween(401, 404);
    assertThat(Browser.header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/t/acme/oauth2/authorize", "/t/acme/login", "/t/acme/account"})
  void mayNotAskForWhatABrowserShowsOrWhatHeedsACookie(String path) {
    Response response = preflight(path, "traceparent");
    assertThat(response.status()).isEqualTo(405);
    assertThat(Browser.headers(response, "Access-Control-Allow-Origin")).isEmpty();
  }
}
