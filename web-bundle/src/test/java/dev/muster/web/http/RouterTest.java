package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.testing.CountedMetrics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private final CountedMetrics metrics = new CountedMetrics();
  private final TestServer server =
      new TestServer(
          TestInstallation.plain(),
          metrics,
          routes(
              "GET /",
              "GET /t/{tenant}",
              "GET /t/{tenant}/login",
              "GET /t/{tenant}/login/{source}",
              "POST /t/{tenant}/login/{source}",
              "GET /t/{tenant}/login/bind",
              "GET /t/{tenant}/{page}/help",
              "GET /pages/assets/{file}",
              "GET /pages/{path...}",
              "GET /.well-known/oauth-authorization-server/t/{tenant}"));

  private static Routes routes(String... lines) {
    return () ->
        List.of(lines).stream()
            .map(
                line -> {
                  String[] parts = line.split(" ");
                  return Route.of(
                      parts[0],
                      parts[1],
                      Failures::problemDocument,
                      request ->
                          Response.text(200, "text/plain", line + values(parts[1], request)));
                })
            .toList();
  }

  private static String values(String template, Request request) {
    StringBuilder values = new StringBuilder();
    for (String part : template.split("/")) {
      if (part.startsWith("{")) {
        values.append(' ').append(request.path(part.replaceAll("[{}.]", "")));
      }
    }
    return values.toString();
  }

  private String body(TestRequest request) {
    return new String(server.answer(request).body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "/pages/, 'GET /pages/{path...} '",
    "/pages/a, 'GET /pages/{path...} a'",
    "/pages/a/b%20c/, 'GET /pages/{path...} a/b c/'",
    "/pages/assets/x, 'GET /pages/assets/{file} x'",
    "/pages/assets/x/y, 'GET /pages/{path...} assets/x/y'"
  })
  void givesTheRestOfAPathToTheRouteThatTakesIt(String path, String answer) {
    assertThat(body(TestRequest.get(path))).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "/, GET /",
    "/t/acme, GET /t/{tenant} acme",
    "/t/acme/login/wecom, GET /t/{tenant}/login/{source} acme wecom",
    "/t/acme/login/bind, GET /t/{tenant}/login/bind acme",
    "/t/acme/login/help, GET /t/{tenant}/login/{source} acme help",
    "/t/acme/about/help, GET /t/{tenant}/{page}/help acme about",
    "/t/a%20b/login, GET /t/{tenant}/login a b",
    "/t/%E4%BC%81, GET /t/{tenant} 企",
    "/.well-known/oauth-authorization-server/t/acme, GET /.well-known/oauth-authorization-server/t/{tenant} acme"
  })
  void findsTheRouteAndItsParameters(String path, String expected) {
    assertThat(body(TestRequest.get(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t//login",
        "//t/acme",
        "/t/./acme",
        "/t/../acme",
        "/t/%2e%2e/acme",
        "/t/%2E/acme",
        "/t/a%2fb",
        "/t/a%5cb",
        "/t/a\\b",
        "/t/a%00",
        "/t/a%0d%0ab",
        "/t/a%",
        "/t/a%4",
        "/t/a%zz",
        "/t/%ff",
        "/t/%c0%af",
        "/t/%ed%a0%80",
        "/t/acme;jsessionid=1",
        "/t/ä",
        "*",
        "",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"
      })
  void refusesPathsThatCanBeReadInTwoWays(String path) {
    Response answer = server.answer(TestRequest.get(path));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void refusesPathsThatAreTooLong() {
    assertThat(server.answer(TestRequest.get("/t/" + "a".repeat(3000))).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/t", "/t/", "/t/acme/", "/nothing", "/t/acme/login/x/y", "/T/acme"})
  void saysThatAnAddressIsUnknown(String path) {
    assertThat(server.answer(TestRequest.get(path)).status()).isEqualTo(404);
  }

  @Test
  void saysWhichMethodsAnAddressKnows() {
    Response answer = server.answer(TestRequest.of("DELETE", "/t/acme/login/wecom"));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).contains(new Response.Header("Allow", "GET, POST, HEAD"));
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("GET, POST, HEAD");
    assertThat(server.answer(TestRequest.of("get", "/t/acme")).status()).isEqualTo(405);
  }

  @Test
  void answersHeadAsGet() {
    assertThat(body(TestRequest.of("HEAD", "/t/acme"))).isEqualTo("GET /t/{tenant} acme");
  }

  @Test
  void countsByTemplateAndNeverByPath() {
    server.answer(TestRequest.get("/t/acme/login/wecom"));
    server.answer(TestRequest.get("/unheard-of"));
    server.answer(TestRequest.of("SECRET", "/t/acme"));
    assertThat(metrics.scrape())
        .contains("route /t/{tenant}/login/{source} method GET status 200")
        .contains("route none method none status 404")
        .doesNotContain("acme")
        .doesNotContain("unheard-of")
        .doesNotContain("SECRET");
  }

  @Test
  void refusesTwoContributionsOfOneRoute() {
    Routes one = routes("GET /a");
    assertThatThrownBy(() -> new Router(List.of(one, routes("GET /a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GET /a");
  }

  @Test
  void saysThatAFeatureIsNotThereYetWhileNoneOfItsRoutesIs() {
    TestServer empty = new TestServer(TestInstallation.plain(), metrics);
    Response answer = empty.answer(TestRequest.get("/t/acme/login"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.has("Retry-After")).isTrue();
    assertThat(empty.answer(TestRequest.get("/other")).status()).isEqualTo(404);
  }

  @Test
  void letsAFamilyOfAddressesSayItselfThatOneIsUnknown() {
    Routes pages =
        new Routes() {
          @Override
          public List<Route> routes() {
            return List.of();
          }

          @Override
          public Map<String, FailureAnswer> notFoundHandlers() {
            return Map.of(
                "/t/", (request, failure) -> Response.text(failure.status(), "text/html", "page"),
                "/t/x/", (request, failure) -> Response.text(failure.status(), "text/html", "x"));
          }
        };
    TestServer other =
        new TestServer(TestInstallation.plain(), metrics, pages, routes("GET /t/{tenant}"));
    assertThat(other.answer(TestRequest.get("/t/a/b")).body()).asString().isEqualTo("page");
    assertThat(other.answer(TestRequest.get("/t/x/b")).body()).asString().isEqualTo("x");
    assertThat(other.answer(TestRequest.get("/u")).contentType())
        .isEqualTo("application/problem+json");
  }
}
