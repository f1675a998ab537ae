package dev.muster.core.branding;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Branding;
import dev.muster.api.Branding.Settings;
import dev.muster.api.Color;
import dev.muster.api.Logo;
import dev.muster.api.ProblemCode;
import dev.muster.api.Versioned;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredBrandingsTest {
  private static final OptionalLong ANY = OptionalLong.empty();

  private final TestCore core = new TestCore();

  private static Settings settings(Map<String, String> values) {
    Map<String, String> left = new HashMap<>(values);
    Settings settings =
        new Settings(
            Optional.ofNullable(left.remove("displayName")),
            Optional.ofNullable(left.remove("logo")),
            Optional.ofNullable(left.remove("primaryColor")),
            Optional.ofNullable(left.remove("darkPrimaryColor")),
            Optional.ofNullable(left.remove("privacyUrl")),
            Optional.ofNullable(left.remove("termsUrl")),
            Optional.ofNullable(left.remove("supportUrl")));
    assertThat(left).isEmpty();
    return settings;
  }

  private static Settings settings(String name, String value) {
    return settings(Map.of(name, value));
  }

  private Branding set(Settings settings) {
    return core.brandings.replace(ALICE, TENANT, settings, ANY).value();
  }

  private Versioned<Branding> found() {
    return core.brandings.find(TENANT).orElseThrow();
  }

  private long logos() {
    return core.store.count(LogoRecord.COLLECTION, TENANT, new Query.All());
  }

  private static String data(String type, byte[] bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static String svg(String text) {
    return data("image/svg+xml", text.getBytes(UTF_8));
  }

  private static byte[] png(int width, int height, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.put("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1));
    bytes.putInt(width).putInt(height);
    return bytes.array();
  }

  private static ByteBuffer webp(char way) {
    ByteBuffer bytes = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF    WEBPVP8".getBytes(StandardCharsets.ISO_8859_1)).put((byte) way);
    return bytes;
  }

  @Test
  void isTheTenantsNameAloneUntilItIsSet() {
    assertThat(found().version()).isZero();
    assertThat(found().value()).isEqualTo(BrandingRecord.NONE.branding("Default"));
  }

  @Test
  void isSetAsAWhole() {
    Branding set =
        set(
            settings(
                Map.of(
                    "displayName", "Acme 集团",
                    "primaryColor", "#C00000",
                    "darkPrimaryColor", "#ff8080",
                    "privacyUrl", "https://acme.example/privacy",
                    "termsUrl", "HTTPS://acme.example/AGB?a=1#b",
                    "supportUrl", "https://acme.example/支持")));

    assertThat(set.displayName()).isEqualTo("Acme 集团");
    assertThat(set.primaryColor()).contains(new Color("#c00000"));
    assertThat(set.supportUrl().orElseThrow())
        .hasToString("https://acme.example/%E6%94%AF%E6%8C%81");
    assertThat(found().value()).isEqualTo(set);
    assertThat(found().version()).isPositive();
    assertThat(set(settings(Map.of()))).isEqualTo(BrandingRecord.NONE.branding("Default"));
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .containsExactly("branding.changed", "branding.changed");
  }

  @Test
  void followsTheTenantsNameUnlessItHasAnother() {
    set(settings("displayName", "Default"));
    core.tenants.change(ALICE, TENANT, was -> was.withDisplayName("Renamed"), ANY);
    assertThat(found().value().displayName()).isEqualTo("Renamed");

    set(settings("displayName", "Own"));
    core.tenants.change(ALICE, TENANT, was -> was.withDisplayName("Again"), ANY);
    assertThat(found().value().displayName()).isEqualTo("Own");
  }

  @Test
  void isReadFromTheStoreOnce() {
    // it tells of our own commits too, a moment later
    core.store.keepSilent();
    assertThat(found()).isEqualTo(found());
    int before = core.store.reads();
    assertThat(found().value().displayName()).isEqualTo("Default");
    assertThat(core.store.reads()).isEqualTo(before);
  }

  @Test
  void isChangedOnlyInTheVersionThatWasMeant() {
    OptionalLong never = OptionalLong.of(0);
    Versioned<Branding> first =
        core.brandings.replace(ALICE, TENANT, settings("displayName", "A"), never);
    assertProblem(
        ProblemCode.STALE,
        () -> core.brandings.replace(ALICE, TENANT, settings("displayName", "B"), never));
    core.brandings.replace(
        ALICE, TENANT, settings("displayName", "C"), OptionalLong.of(first.version()));
    assertThat(found().value().displayName()).isEqualTo("C");
  }

  @Test
  void knowsNoTenantThatIsNotThere() {
    assertThat(core.brandings.find("nobody")).isEmpty();
    assertThat(core.brandings.find("../x")).isEmpty();
    assertThat(core.brandings.logo("nobody", "x")).isEmpty();
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> core.brandings.replace(ALICE, "nobody", settings(Map.of()), ANY));
    assertProblem(ProblemCode.NOT_FOUND, () -> core.brandings.draft("nobody", settings(Map.of())));
  }

  @Test
  void endsWithItsTenant() {
    core.tenants.create(ALICE, "acme", "Acme");
    core.brandings.replace(ALICE, "acme", settings("logo", svg("<svg/>")), ANY);
    core.tenants.delete(ALICE, "acme", ANY);
    core.taskWork.runDue();
    core.tenants.create(ALICE, "acme", "Acme");
    assertThat(core.brandings.find("acme").orElseThrow().value().logo()).isEmpty();
    assertThat(core.store.count(LogoRecord.COLLECTION, "acme", new Query.All())).isZero();
  }

  @Test
  void keepsTheLogoInUseAndNoOther() {
    String first = set(settings("logo", svg("<svg>1</svg>"))).logo().orElseThrow();
    assertThat(core.brandings.logo(TENANT, first).map(Logo::dataUri)).contains(svg("<svg>1</svg>"));
    set(settings(Map.of("logo", svg("<svg>1</svg>"), "displayName", "A")));
    assertThat(core.brandings.logo(TENANT, first)).isPresent();

    String second = set(settings("logo", svg("<svg>2</svg>"))).logo().orElseThrow();
    assertThat(second).isNotEqualTo(first).matches("[0-9a-f]{32}");
    assertThat(core.brandings.logo(TENANT, first)).isEmpty();
    assertThat(core.brandings.logo(TENANT, second)).isPresent();
    assertThat(logos()).isEqualTo(1);
    set(settings(Map.of()));
    assertThat(logos()).isZero();
  }

  @Test
  void storesNothingOfADraft() {
    core.directory.require(TENANT);
    long before = core.store.commits();
    Branding.Draft draft =
        core.brandings.draft(TENANT, settings(Map.of("logo", svg("<svg/>"), "displayName", "X")));
    assertThat(draft.branding().displayName()).isEqualTo("X");
    assertThat(draft.logo().map(Logo::digest)).isEqualTo(draft.branding().logo());
    assertThat(core.store.commits()).isEqualTo(before);
    assertThat(found().value().displayName()).isEqualTo("Default");
    assertInvalid(
        "primaryColor", "format", () -> core.brandings.draft(TENANT, settings("primaryColor", "")));
  }

  static Stream<String> pictures() {
    return Stream.of(
        data("image/png", png(1, 1, 25)),
        data("image/png", png(4096, 4096, 100_000)),
        data("image/webp", webp(' ').putShort(26, (short) 16).putShort(28, (short) 16).array()),
        data("image/webp", webp('L').putInt(21, 99 | 99 << 14).array()),
        data("image/webp", webp('X').putInt(24, 4095).putInt(27, 4095).array()),
        svg("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        svg("\ufeff<?xml version='1.0'?>\n<!-- a - b -->\n<svg></svg>"),
        svg("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://x/y.dtd\"><svg\n/>"),
        svg("<!DOCTYPE svg [ <!-- > --> ]><svg/>"),
        svg("<!--" + " ".repeat(90_000) + "--><svg/>"),
        // as drawing programs write them: a gradient for many, a symbol that is used
        svg(
            "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><defs><linearGradient id='g'/>"
                + "<symbol id='s'><path d='M0 0'/></symbol><mask id='m'><rect/></mask></defs>"
                + "<rect fill='url(#g)' mask='url(#m)'/>".repeat(200)
                + "<use xlink:href='#s'/>".repeat(200)
                + "<use href='#none'/><g id='c'><use href='#c'/></g></svg>"));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void takesPicturesAsTheyAre(String picture) {
    Branding set = set(settings("logo", picture));
    assertThat(core.brandings.logo(TENANT, set.logo().orElseThrow()).map(Logo::dataUri))
        .contains(picture);
  }

  /** A browser runs nothing of what it shows as an image; so nothing is taken out of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg><script>alert(1)</script></svg>",
        "<svg onload='alert(1)'/>",
        "<svg><foreignObject><body onload='alert(1)'/></foreignObject></svg>",
        "<svg><image href='https://evil.example/x.png'/><use href='https://evil.example/#x'/></svg>"
      })
  void keepsAnSvgThatWouldDoSomethingAsItIs(String text) {
    takesPicturesAsTheyAre(svg(text));
  }

  @Test
  void readsPicturesThatAreWrittenInPercent() {
    Branding set = set(settings("logo", "data:image/svg+xml;charset=utf-8,%3Csvg a='+'%3E品</svg>"));
    assertThat(core.brandings.logo(TENANT, set.logo().orElseThrow()).map(Logo::bytes))
        .contains("<svg a='+'>品</svg>".getBytes(UTF_8));
  }

  static Stream<Arguments> noLogos() {
    byte[] html = "<!doctype html><script>alert(1)</script>".getBytes(UTF_8);
    byte[] large = new byte[100_001];
    Arrays.fill(large, (byte) ' ');
    System.arraycopy("<svg>".getBytes(UTF_8), 0, large, 0, 5);
    return Stream.of(
        Arguments.of("", "format"),
        Arguments.of("https://acme.example/logo.png", "format"),
        Arguments.of("javascript:alert(1)", "format"),
        Arguments.of("data:text/html;base64,PHN2Zz4=", "format"),
        Arguments.of("data:image/png;base64,@@@", "format"),
        Arguments.of("data:image/svg+xml,%zz", "format"),
        Arguments.of("data:image/png;base64,", "type"),
        Arguments.of("data:image/png" + ";a".repeat(100_000) + ",x", "type"),
        Arguments.of(data("image/png", html), "type"),
        Arguments.of(data("image/svg+xml", html), "type"),
        Arguments.of(data("image/png", "<svg/>".getBytes(UTF_8)), "type"),
        Arguments.of(data("image/svg+xml", png(1, 1, 50)), "type"),
        Arguments.of(data("image/gif", "GIF89a".getBytes(UTF_8)), "type"),
        Arguments.of(data("image/png", png(1, 1, 24)), "type"),
        Arguments.of(svg("<svgx/>"), "type"),
        Arguments.of(svg("<svg"), "type"),
        Arguments.of(svg("<html><svg/></html>"), "type"),
        Arguments.of(svg("<!--<svg/>"), "type"),
        Arguments.of(
            data("image/svg+xml", new byte[] {'<', 's', 'v', 'g', '>', (byte) 0xff}), "type"),
        Arguments.of(data("image/svg+xml", large), "length"),
        Arguments.of("data:image/png;base64," + "A".repeat(6_000_000), "length"),
        Arguments.of(data("image/png", png(4097, 1, 50)), "dimensions"),
        Arguments.of(data("image/png", png(1, -1, 50)), "dimensions"),
        Arguments.of(data("image/png", png(0, 1, 50)), "dimensions"),
        Arguments.of(data("image/webp", webp('X').putInt(27, 0xffffff).array()), "dimensions"),
        Arguments.of(data("image/webp", webp('?').array()), "dimensions"),
        Arguments.of(svg("<svg><g></svg>"), "dimensions"),
        Arguments.of(
            svg("<svg>" + "<g>".repeat(200) + "</g>".repeat(200) + "</svg>"), "dimensions"),
        Arguments.of(svg("<svg>" + "<g/>".repeat(6000) + "</svg>"), "dimensions"),
        Arguments.of(svg(nested("<use href='#%s'/>")), "dimensions"),
        Arguments.of(svg(nested("<use xlink:href=' #%s '/>")), "dimensions"),
        Arguments.of(svg(nested("<rect fill='url(#%s)'/>")), "dimensions"),
        Arguments.of(svg(nested("<rect style='mask:url( \"#%s\" )'/>")), "dimensions"),
        Arguments.of(
            svg(
                "<svg><style>rect{fill:url(#a)}</style><pattern id='a'>"
                    + "<rect/>".repeat(300)
                    + "</pattern>"
                    + "<rect/>".repeat(300)
                    + "</svg>"),
            "dimensions"),
        Arguments.of(
            svg(
                "<svg><marker id='a'>"
                    + "<g/>".repeat(20)
                    + "</marker><path marker-mid='url(#a)' d='"
                    + "M0 0".repeat(2000)
                    + "'/></svg>"),
            "dimensions"),
        Arguments.of(
            svg("<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><svg>&b;</svg>"),
            "dimensions"));
  }

  /** Eight elements, each of which repeats the one before ten times. */
  private static String nested(String reference) {
    StringBuilder text = new StringBuilder("<svg><g id='a0'><rect/></g>");
    for (int i = 1; i <= 8; i++) {
      text.append("<pattern id='a").append(i).append("'>");
      text.append(reference.formatted("a" + (i - 1)).repeat(10)).append("</pattern>");
    }
    return text.append(reference.formatted("a8")).append("</svg>").toString();
  }

  @ParameterizedTest
  @MethodSource("noLogos")
  void refusesWhatIsNoLogo(String logo, String code) {
    assertInvalid("logo", code, () -> set(settings("logo", logo)));
    assertThat(found().version()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\u202eedoc", "a\u2066b", "a\u2069", "a\u200f", "a\nb", "a\u0000"})
  void refusesNamesThatBreakAPage(String name) {
    String code = name.isBlank() ? "length" : "not-printable";
    assertInvalid("displayName", code, () -> set(settings("displayName", name)));
  }

  @Test
  void refusesANameWithoutEnd() {
    assertInvalid("displayName", "length", () -> set(settings("displayName", "x".repeat(100_000))));
  }

  @Test
  void takesMarkupAndArabicForTheNamesThatTheyAre() {
    assertThat(set(settings("displayName", "<b>A&B</b>")).displayName()).isEqualTo("<b>A&B</b>");
    assertThat(set(settings("displayName", "شركة")).displayName()).isEqualTo("شركة");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#fff", "#12345g", "#1234567", "123456", "#123456;}"})
  void refusesWhatIsNoColor(String color) {
    for (String field : new String[] {"primaryColor", "darkPrimaryColor"}) {
      assertInvalid(field, "format", () -> set(settings(field, color)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://acme.example/",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//acme.example/",
        "/privacy",
        "https:acme",
        "https:///x",
        "https://user@acme.example/",
        "https://acme.example/ x",
        "mailto:help@acme.example"
      })
  void refusesLinksThatAreNoHttpsAddress(String url) {
    for (String field : new String[] {"privacyUrl", "termsUrl", "supportUrl"}) {
      assertInvalid(field, "format", () -> set(settings(field, url)));
    }
  }

  @Test
  void refusesALinkWithoutEnd() {
    String url = "https://acme.example/" + "x".repeat(100_000);
    assertInvalid("termsUrl", "format", () -> set(settings("termsUrl", url)));
  }
}
