package dev.muster.web.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.web.fake.Browser;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import dev.muster.web.http.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkRoutesTest {
  private static final String SCRIPT = "/t/acme/sdk/muster.js";
  private static final int MOST = 6000;

  private final TestCore core = new TestCore();
  private final TestServer server =
      new TestServer(TestInstallation.plain(), new CountedMetrics(), new SdkRoutes(core.tenants));

  @BeforeEach
  void open() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
  }

  private Response get(String path, String header, String value) {
    return server.answer(TestRequest.get(path).header(header, value));
  }

  @ParameterizedTest
  @CsvSource({
    "/t/acme/sdk/muster.js, text/javascript;charset=utf-8, signInWithPopup",
    "/t/acme/sdk/muster.d.ts, text/plain;charset=utf-8, signInWithPopup(options?: SignInOptions): Promise<SignedIn>;"
  })
  void mayBeLoadedAsAModuleFromEveryOrigin(String path, String type, String holds) {
    Response response = get(path, "Origin", "https://wiki.example");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo(type);
    assertThat(Browser.text(response)).contains(holds);
    assertThat(Browser.header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(Browser.header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("public, max-age=86400");
    assertThat(Browser.headers(response, "Set-Cookie")).isEmpty();
  }

  @Test
  void isSmall() {
    Response compressed = get(SCRIPT, "Accept-Encoding", "gzip");
    assertThat(Browser.header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.body()).hasSizeBetween(1000, MOST);
  }

  @Test
  void isOneModuleThatLoadsAndRunsNothingElse() {
    assertThat(Browser.text(get(SCRIPT, "Accept", "*/*")))
        .contains("import.meta.url")
        .doesNotContain("import(", "eval(", "new Function", "innerHTML", "import{")
        .doesNotContain("postMessage(", "sourceMappingURL");
  }

  @ParameterizedTest
  @CsvSource({"gzip", "identity"})
  void isNotSentAgainToABrowserThatHasIt(String coding) {
    Response first = get(SCRIPT, "Accept-Encoding", coding);
    String tag = Browser.header(first, "ETag");
    Response again = get(SCRIPT, "If-None-Match", "\"other\", W/" + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(Browser.header(again, "Cache-Control")).contains("max-age");
    assertThat(get(SCRIPT, "If-None-Match", "\"0123456789abcdef\"").status()).isEqualTo(200);
  }

  @Test
  void isThereForTenantsThatAreThere() {
    assertThat(get("/t/nobody/sdk/muster.js", "Accept", "*/*").status()).isEqualTo(404);
    assertThat(get("/t/acme/sdk/other.js", "Accept", "*/*").status()).isEqualTo(404);
  }
}
