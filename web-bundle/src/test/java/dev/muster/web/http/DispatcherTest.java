package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.Resource;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Text;
import dev.muster.spi.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
  private final CountedMetrics metrics = new CountedMetrics();

  private static Routes at(Handler handler) {
    return () -> List.of(Route.of("GET", "/x", Failures::problemDocument, handler));
  }

  private Response answer(Handler handler) {
    return new TestServer(TestInstallation.plain(), metrics, at(handler))
        .answer(TestRequest.get("/x"));
  }

  private static String header(Response response, String name) {
    List<String> values =
        response.headers().stream()
            .filter(header -> header.name().equals(name))
            .map(Response.Header::value)
            .toList();
    assertThat(values).as(name).hasSize(1);
    return values.get(0);
  }

  @Test
  void waitsForNoBodyBelowATenantThatNobodyKnows() {
    Routes routes =
        new Routes() {
          @Override
          public List<Route> routes() {
            return List.of(
                Route.of(
                    "POST",
                    "/t/{tenant}/x",
                    Failures::problemDocument,
                    request -> Response.empty(204)));
          }

          @Override
          public Optional<Predicate<String>> tenants() {
            return Optional.of("acme"::equals);
          }
        };
    TestServer server = new TestServer(TestInstallation.plain(), metrics, routes);

    assertThat(server.bodyBytes(TestRequest.of("POST", "/t/acme/x"))).isPositive();
    assertThat(server.bodyBytes(TestRequest.of("POST", "/t/nobody/x"))).isZero();
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void tellsEveryProblemAsAProblemDocument(ProblemCode code) {
    Response response =
        answer(
            request -> {
              throw new ProblemException(code, new Text("Because.", "原因。"));
            });
    JsonNode body = Json.read(new String(response.body(), StandardCharsets.UTF_8));
    assertThat(response.status()).isEqualTo(Failures.status(code)).isGreaterThanOrEqualTo(400);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
    assertThat(body.get("code").textValue()).isEqualTo(code.id());
    assertThat(body.get("status").intValue()).isEqualTo(response.status());
    assertThat(body.get("detail").textValue()).isEqualTo("Because.");
    assertThat(body.get("type").textValue()).isEqualTo("urn:muster:problem:" + code.id());
    assertThat(body.get("title").textValue()).isNotBlank();
    assertThat(body.get("correlationId").textValue())
        .isEqualTo(header(response, "X-Correlation-Id"));
    assertThat(response.has("Retry-After"))
        .isEqualTo(response.status() == 429 || response.status() == 503);
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void tellsEveryProblemInChinese(ProblemCode code) {
    Handler handler =
        request -> {
          throw new ProblemException(
              code,
              new Text("Because.", "原因。"),
              List.of(new FieldProblem("name", "length", new Text("Too long.", "过长。"))),
              Optional.empty());
        };
    Response response =
        new TestServer(TestInstallation.plain(), metrics, at(handler))
            .answer(TestRequest.get("/x").header("Accept-Language", "zh-TW, en;q=0.5"));
    JsonNode body = Json.read(new String(response.body(), StandardCharsets.UTF_8));
    assertThat(body.get("title").textValue()).containsPattern("\\p{IsHan}");
    assertThat(body.get("detail").textValue()).isEqualTo("原因。");
    assertThat(body.at("/errors/0/message").textValue()).isEqualTo("过长。");
    assertThat(body.at("/errors/0/code").textValue()).isEqualTo("length");
    assertThat(body.get("code").textValue()).isEqualTo(code.id());
    assertThat(header(response, "Content-Language")).isEqualTo("zh-CN");
    assertThat(header(response, "Vary")).isEqualTo("Accept-Language");
  }

  @Test
  void tellsNothingOfAnUnexpectedFault() {
    Response response =
        answer(
            request -> {
              throw new IllegalStateException("jdbc:postgresql://db secret");
            });
    assertThat(response.status()).isEqualTo(500);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .doesNotContain("secret")
        .doesNotContain("IllegalState")
        .contains("internal");
  }

  @Test
  void tellsStorageThatDoesNotAnswerAsUnavailable() {
    Response response =
        answer(
            request -> {
              throw new StorageException("no", true, new IllegalStateException("gone"));
            });
    assertThat(response.status()).isEqualTo(503);
    assertThat(header(response, "Retry-After")).isEqualTo("2");
  }

  @Test
  void survivesAFailureAnswerThatFails() {
    Route route =
        Route.of(
            "GET",
            "/x",
            (request, failure) -> {
              throw new IllegalStateException("template");
            },
            request -> {
              throw ProblemException.notFound(Resource.FILE);
            });
    Response response =
        new TestServer(TestInstallation.plain(), metrics, () -> List.of(route))
            .answer(TestRequest.get("/x"));
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void putsSecurityHeadersOnEveryAnswer() {
    Response response = answer(request -> Response.empty(204));
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "form-action 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(response.has("Strict-Transport-Security")).isFalse();
  }

  @Test
  void keepsWhatAnAnswerSaysItself() {
    Response response =
        answer(
            request ->
                Response.empty(204)
                    .with("Cache-Control", "public, max-age=60")
                    .with("Content-Security-Policy", "default-src 'self'"));
    assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=60");
    assertThat(header(response, "Content-Security-Policy")).isEqualTo("default-src 'self'");
  }

  @Test
  void insistsOnHttpsWhereBrowsersComeByIt() {
    Response response =
        new TestServer(
                TestInstallation.plain().at("https://id.example"),
                metrics,
                at(request -> Response.empty(204)))
            .answer(TestRequest.get("/x"));
    assertThat(header(response, "Strict-Transport-Security")).contains("max-age=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "with space", "<script>alert(1)</script>", "fine-id-0000001"})
  void takesNoCorrelationIdFromStrangers(String sent) {
    TestServer server =
        new TestServer(TestInstallation.plain(), metrics, at(request -> Response.empty(204)));
    Response response = server.answer(TestRequest.get("/x").header("X-Correlation-Id", sent));
    assertThat(header(response, "X-Correlation-Id")).matches("[0-9a-f]{16}");
  }

  @Test
  void takesAWellFormedCorrelationIdFromATrustedProxy() {
    TestServer server =
        new TestServer(
            TestInstallation.plain().behind("192.0.2.0/24"),
            metrics,
            at(request -> Response.empty(204)));
    assertThat(
            header(
                server.answer(TestRequest.get("/x").header("X-Correlation-Id", "proxy-0000001")),
                "X-Correlation-Id"))
        .isEqualTo("proxy-0000001");
    assertThat(
            header(
                server.answer(TestRequest.get("/x").header("X-Correlation-Id", "a b")),
                "X-Correlation-Id"))
        .matches("[0-9a-f]{16}");
  }

  @Test
  void readsTheOneValueOfACookieThatOpens() {
    Handler handler =
        request ->
            Response.text(
                200,
                "text/plain",
                request
                    .cookie("sid", value -> Optional.of(value).filter(v -> v.startsWith("1")))
                    .orElse("none"));
    TestServer server = new TestServer(TestInstallation.plain(), metrics, at(handler));
    for (List<String> sent :
        List.of(
            List.of("sid=1", "1"),
            List.of("a=b; sid=1; c=d", "1"),
            List.of("xsid=1; sidx=1; Sid=1", "none"),
            List.of("sid=1; sid=1", "1"),
            List.of("sid=2; sid=1", "1"),
            List.of("sid=1; sid=2", "1"),
            List.of("sid=; sid=2; sid=1", "1"),
            List.of("sid=2; sid=3; sid=4; sid=1", "none"),
            List.of("sid=1; sid=12", "none"),
            List.of(";;; =; sid", "none"),
            List.of("sid=" + "1".repeat(20_000), "none"))) {
      Response response = server.answer(TestRequest.get("/x").header("Cookie", sent.get(0)));
      assertThat(response.body()).asString().isEqualTo(sent.get(1));
    }
  }

  @Test
  void refusesHeadersWithLineBreaks() {
    Response response =
        answer(request -> Response.empty(302).with("Location", "https://a\r\nSet-Cookie: x=y"));
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.headers()).noneMatch(header -> header.name().equals("Location"));
  }

  @Test
  void letsNothingUncheckedIntoAHeader() {
    for (String value : List.of("a\u00e9b", "\u4f01", "a\tb", "a\u0000", "a\u007f")) {
      assertThat(answer(request -> Response.empty(204).with("X-A", value)).status()).isEqualTo(500);
    }
    for (String path : List.of("/t/a b", "/t/a;Secure", "", "t", "/t/\u4f01", "/t/a\"", "/t/a,b")) {
      assertThatThrownBy(
              () -> new SetCookie("sid", "v", path, "Lax", true, java.time.Duration.ZERO))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new SetCookie("a;b", "v", "/", "Lax", true, java.time.Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new SetCookie("sid", "v", "/", "Lax; Domain=x", true, java.time.Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesCookiesThatScriptCannotRead() {
    SetCookie cookie =
        new SetCookie("__Host-sid", "v", "/", "Strict", true, java.time.Duration.ofMinutes(5));
    assertThat(cookie.header())
        .isEqualTo("__Host-sid=v; Path=/; Max-Age=300; Secure; HttpOnly; SameSite=Strict");
    assertThat(Optional.of(cookie).toString()).doesNotContain("=v");
  }
}
