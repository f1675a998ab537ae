package dev.muster.web.signin;

import static dev.muster.core.testing.TestCore.ALICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Branding;
import dev.muster.api.Color;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant's branding makes of the pages. */
class BrandedPagesTest {
  private static final String TENANT = "/t/" + Gateway.TENANT;
  private static final String SVG = "<svg onload='alert(1)'><script>alert(2)</script></svg>";
  private static final Pattern LOGO = Pattern.compile("src=\"(/t/acme/logo/[0-9a-f]{32})\"");
  private static final Pattern COLORS = Pattern.compile("href=\"(/signin/colors-[^\"]+)\"");

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);

  private void brand(String name, String svg, String light) {
    gateway.core.brandings.replace(
        ALICE,
        Gateway.TENANT,
        new Branding.Settings(
            Optional.of(name),
            Optional.of(
                "data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(svg.getBytes(UTF_8))),
            Optional.of(light),
            Optional.of("#ffaaaa"),
            Optional.of("https://acme.example/privacy?a=1&b=2"),
            Optional.of("https://acme.example/terms"),
            Optional.of("https://acme.example/help")),
        OptionalLong.empty());
  }

  private String page(String path) {
    return Browser.text(browser.get(TENANT + path));
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login?choose=all", "/login/nothing", "/login?client_id=nobody"})
  void haveTheNameTheLogoTheColoursAndTheLinks(String path) {
    brand("<b>Acme</b>", SVG, "#c00000");
    Response response = browser.get(TENANT + path);
    String page = Browser.text(response);
    assertThat(page)
        .contains("&lt;b&gt;Acme&lt;/b&gt;")
        .contains("href=\"https://acme.example/privacy?a=1&amp;b=2\"")
        .contains("href=\"https://acme.example/terms\"", "href=\"https://acme.example/help\"")
        .contains("/signin/colors-c00000-ffaaaa.css")
        .doesNotContain("<svg", "<script", "style=", "monogram");
    assertThat(found(LOGO, page)).isNotEmpty();
    assertThat(Browser.header(response, "Content-Security-Policy"))
        .contains("img-src 'self' data:;", "style-src 'self';")
        .doesNotContain("unsafe", "nonce");
  }

  @Test
  void areAsTheyWereWithoutOne() {
    assertThat(page("/login?choose=all"))
        .contains("Acme 集团", "monogram")
        .doesNotContain("/logo/", "colors-", "class=\"links\"");
  }

  @Test
  void showTheAccountInTheSameWay() {
    new Flow(gateway).code(browser);
    brand("Brand", SVG, "#c00000");
    assertThat(page("/account")).contains("Brand", "/logo/", "colors-c00000", "Sign out");
  }

  @Test
  void followAChangeAtOnceAndLinkToNoLogoOfBefore() {
    brand("One", "<svg>1</svg>", "#c00000");
    String first = found(LOGO, page("/login?choose=all"));
    brand("Two", "<svg>2</svg>", "#00c000");
    String page = page("/login?choose=all");
    assertThat(page).contains("Two", "colors-00c000").doesNotContain("One", first);
    assertThat(browser.get(first).status()).isEqualTo(404);
  }

  @Test
  void costNothingMoreThanALookAtWhatIsInMemory() {
    // it tells of our own commits too, a moment later
    gateway.core.store.keepSilent();
    brand("Acme", SVG, "#c00000");
    page("/login?choose=all");
    int before = gateway.core.store.reads();
    page("/login?choose=all");
    assertThat(gateway.core.store.reads()).isEqualTo(before);
  }

  @Test
  void areSmall() throws IOException {
    brand("Acme", "<svg>" + " ".repeat(90_000) + "</svg>", "#c00000");
    String page = page("/login?choose=all");
    int style = read().length();
    int colors = browser.get(found(COLORS, page)).body().length;
    assertThat(page.length() + style + colors).isLessThan(30_000);
  }

  @Test
  void showALogoInWhichNothingRuns() {
    brand("Acme", SVG, "#c00000");
    Response logo = browser.get(found(LOGO, page("/login?choose=all")));
    assertThat(logo.status()).isEqualTo(200);
    assertThat(logo.contentType()).isEqualTo("image/svg+xml");
    assertThat(Browser.text(logo)).isEqualTo(SVG);
    assertThat(Browser.header(logo, "Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assertThat(Browser.headers(logo, "Content-Security-Policy")).hasSize(1);
    assertThat(Browser.header(logo, "Content-Disposition")).isEqualTo("attachment");
    assertThat(Browser.header(logo, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(Browser.header(logo, "Cache-Control"))
        .isEqualTo("public, max-age=31536000, immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/t/acme/logo/x", "/t/acme/logo/..", "/t/nobody/logo/x", "/t/acme/logo/%00"})
  void haveNoOtherLogo(String path) {
    brand("Acme", SVG, "#c00000");
    assertThat(browser.get(path).status()).isIn(400, 404);
  }

  @Test
  void areNotShownTheLogoOfAnotherTenant() {
    brand("Acme", SVG, "#c00000");
    String logo = found(LOGO, page("/login?choose=all"));
    assertThat(browser.get(logo.replace("acme", "other")).status()).isEqualTo(404);
  }

  @Test
  void haveAReadableInkOnEveryAccent() {
    String style = Browser.text(browser.get("/signin/colors-ffff00-000080.css"));
    assertThat(style)
        .isEqualTo(
            ":root{--accent:#ffff00;--accent-ink:#000000;--accent-hover:#ffff28}"
                + "@media (prefers-color-scheme: dark){"
                + ":root{--accent:#000080;--accent-ink:#ffffff;--accent-hover:#00006b}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colors-ffff00.css",
        "colors-FFFF00-000080.css",
        "colors-ffff00-000080;}.css",
        "colors-ffff00-000080.css.css",
        "colors-.css",
        "signin.css"
      })
  void haveNoOtherStyle(String file) {
    assertThat(browser.get("/signin/" + file).status()).isIn(400, 404);
  }

  /** What the contrast is measured against is what the style sheet has. */
  @Test
  void haveTheGroundsAndTheAccentThatContrastsAreMeasuredWith() throws IOException {
    String style = read();
    int dark = style.indexOf("prefers-color-scheme: dark");
    Palette plain = new Palette(new Color("#1f5fd1"), new Color("#7aa7ff"));
    assertThat(style.substring(0, dark))
        .contains("--accent: #1f5fd1;", "--card: #ffffff;", "--ground: #f3f5f8;");
    assertThat(style.substring(dark))
        .contains("--accent: #7aa7ff;", "--card: #181e27;", "--ground: #0f1319;");
    assertThat(List.of(plain.lightContrast(), plain.darkContrast()))
        .allMatch(contrast -> contrast > Palette.ENOUGH);
  }

  private static String read() throws IOException {
    try (InputStream in = BrandedPagesTest.class.getResourceAsStream("signin.css")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
