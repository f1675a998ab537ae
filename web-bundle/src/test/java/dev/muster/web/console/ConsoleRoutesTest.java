package dev.muster.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesTest {
  private static final Pattern SCRIPT = Pattern.compile("src=\"(/console/assets/[^\"]+\\.js)\"");

  private final TestServer server =
      new TestServer(TestInstallation.plain(), new CountedMetrics(), new ConsoleRoutes());

  private Response get(String path) {
    return server.answer(TestRequest.get(path));
  }

  private static String header(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Response.Header::value)
        .findFirst()
        .orElse("");
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private String script() {
    Matcher found = SCRIPT.matcher(text(get("/console/")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void sendsToThePageWhoeverLeavesOutTheSlash() {
    Response response = get("/console");
    assertThat(response.status()).isEqualTo(303);
    assertThat(header(response, "Location")).isEqualTo("/console/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/console/", "/console/t/acme/mobile-apps", "/console/assets", "/console/a/b/c/d"})
  void answersEveryAddressOfThePageWithThePage(String path) {
    Response page = get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.contentType()).isEqualTo(Response.HTML);
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void allowsTheStylesOfOneAnswerByItsNonceAndNothingElse() {
    Response first = get("/console/");
    String policy = header(first, "Content-Security-Policy");
    Matcher nonce = Pattern.compile("'nonce-([A-Za-z0-9_-]{24})'").matcher(policy);
    assertThat(nonce.find()).isTrue();
    assertThat(text(first)).contains("nonce=\"" + nonce.group(1) + "\"").doesNotContain("NONCE");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(header(get("/console/"), "Content-Security-Policy")).isNotEqualTo(policy);
  }

  @Test
  void letsBrowsersKeepFilesForGood() {
    Response file = get(script());
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.contentType()).isEqualTo("text/javascript;charset=utf-8");
    assertThat(header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(file, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(file, "Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'br, gzip', br",
    "gzip, gzip",
    "'gzip, br;q=0.5', br",
    "'br;q=0, gzip', gzip",
    "*, br",
    "identity, ''",
    "'', ''"
  })
  void sendsTheSmallestThatIsTaken(String accepted, String coding) {
    Response file = server.answer(TestRequest.get(script()).header("Accept-Encoding", accepted));
    assertThat(header(file, "Content-Encoding")).isEqualTo(coding);
    assertThat(header(file, "Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void compressesWhatItSends() throws IOException {
    Response file = server.answer(TestRequest.get(script()).header("Accept-Encoding", "gzip"));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(get(script()).body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/assets/none.js",
        "/console/assets/none.js.br",
        "/console/assets/index.html",
        "/console/assets/.js",
        "/console/assets/..%5cindex.js",
        "/console/assets/%00.js",
        "/console/assets/ConsoleRoutes.class"
      })
  void hasNoOtherFile(String path) {
    assertThat(get(path).status()).isIn(400, 404);
  }
}
