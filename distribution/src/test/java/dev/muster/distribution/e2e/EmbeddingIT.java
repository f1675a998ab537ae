package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.muster.distribution.e2e.Visitor.Manner;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of docs/embedding.md, letter by letter, under a strict policy and in a browser. */
@EndToEnd
class EmbeddingIT {
  private static final Path GUIDE = Path.of("../docs/embedding.md");
  private static final ChatPlatform PLATFORM = ChatPlatform.WECHATWORK;
  private static final String PERSON = PLATFORM.member().id();
  private static final String NAME = PLATFORM.member().name();
  private static final String NOBODY = "Nobody is signed in";

  /** What somebody loads who comes to the sign-in for the first time, in bytes. */
  private static final int FIRST_VIEW = 30_000;

  private final World world;
  private final WebPages site = new WebPages();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  EmbeddingIT(World world) {
    this.world = world;
  }

  private static String example(String language) throws IOException {
    Matcher code =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(GUIDE));
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private Tenant embedding(ChatPlatform platform) {
    return embedding(world.tenant(platform));
  }

  /** A tenant with the application of the guide, which stands at {@link #site}. */
  private Tenant embedding(Tenant tenant) {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("clientId", "wiki");
    client.put("displayName", "Wiki");
    client.put("type", "public");
    client.put("redirectUris", List.of(site.url()));
    client.put("scopes", List.of("openid", "profile"));
    client.put("identitySources", List.of("*"));
    client.put("tokenEndpointAuthMethod", "none");
    client.put("firstParty", true);
    client.put("grantTypes", List.of("authorization_code"));
    world.management().post("/tenants/" + tenant.id() + "/clients", Http.write(client));
    return open(site, tenant, site.url());
  }

  /** Lets a site show the guide's page. */
  private static Tenant open(WebPages where, Tenant tenant, String redirectUri) {
    try {
      String script =
          example("js")
              .replace("https://sso.corp.example/t/default", tenant.issuer())
              .replace("https://wiki.corp.example/", redirectUri);
      String host = tenant.issuer().substring(0, tenant.issuer().indexOf("/t/"));
      where
          .file("/", example("html"))
          .file("/app.js", script)
          .under(
              "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self' "
                  + host
                  + "; connect-src "
                  + host);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return tenant;
  }

  private Page at(Visitor visitor, String url) {
    Page page = visitor.page();
    page.context().onConsoleMessage(message -> complaints.add(message.text()));
    page.navigate(url);
    return page;
  }

  private static void says(Page page, String text) {
    page.waitForFunction("text => document.querySelector('#who')?.textContent === text", text);
  }

  private static Page popup(Page page) {
    page.evaluate("document.querySelector('#who').textContent = ''");
    return page.waitForPopup(() -> page.click("#popup"));
  }

  private static void scan(Page popup) {
    popup.click("button[name=person][value='" + PERSON + "']");
  }

  /** A popup goes away as soon as it has answered. */
  private static void isClosed(Page page, Page popup) {
    page.waitForCondition(popup::isClosed);
  }

  @BeforeEach
  void calm() {
    complaints.clear();
  }

  @AfterEach
  void close() {
    site.close();
    assertThat(complaints).noneMatch(text -> text.contains("Content Security Policy"));
  }

  @Test
  void signsInByRedirect() {
    embedding(PLATFORM);
    try (Visitor visitor = world.visitor()) {
      Page page = at(visitor, site.url());
      says(page, NOBODY);
      page.click("#redirect");
      visitor.scanAs(PERSON);
      says(page, NAME);
      assertThat(page.url()).isEqualTo(site.url());
      page.click("#out");
      says(page, NOBODY);
      // a reload is no second sign-in
      page.navigate(site.url());
      says(page, NOBODY);
    }
  }

  @Test
  void signsInByPopup() {
    Tenant tenant = embedding(PLATFORM);
    tenant.source("guests", Map.of());
    try (Visitor visitor = world.visitor()) {
      Page page = at(visitor, site.url());
      Page popup = popup(page);
      // through our page and the platform's, which both leave the opener in reach
      popup.click("a.source:has-text('" + PLATFORM.label() + "')");
      page.evaluate(
          "origin => { const forged = {type: 'authorization_response', response: {state: 'x', code:"
              + " 'x', iss: 'x'}}; window.postMessage(forged, origin); }",
          site.url());
      scan(popup);
      says(page, NAME);
      isClosed(page, popup);
      assertThat(page.url()).isEqualTo(site.url());
      assertThat(page.evaluate("sessionStorage.length + localStorage.length")).isEqualTo(0);

      // whoever is signed in already sees the window for a moment only
      page.click("#out");
      says(page, NOBODY);
      Page again = popup(page);
      says(page, NAME);
      isClosed(page, again);
    }
  }

  @Test
  void tellsWhyNobodySignedIn() {
    embedding(PLATFORM);
    try (Visitor visitor = world.visitor()) {
      Page page = at(visitor, site.url());
      Page declined = popup(page);
      declined.click("button[name=decline]");
      says(page, "access_denied");
      isClosed(page, declined);

      Page refused = popup(page);
      refused.click("button[name=person][value='" + PLATFORM.outsiders().get(0).id() + "']");
      refused.click("text=Back to the application");
      says(page, "access_denied");
      isClosed(page, refused);

      Page closed = popup(page);
      closed.waitForSelector("button[name=person]");
      closed.close();
      says(page, "popup_closed");

      page.evaluate("() => { window.open = () => null; }");
      page.click("#popup");
      says(page, "popup_blocked");
    }
  }

  @Test
  void postsNothingToAnotherSiteThatOpensTheWindow() {
    Tenant tenant = embedding(PLATFORM);
    try (WebPages evil = new WebPages();
        Visitor visitor = world.visitor()) {
      open(evil, tenant, site.url());
      Page page = at(visitor, evil.url());
      page.evaluate(
          "() => { window.heard = []; addEventListener('message', ({data}) =>"
              + " window.heard.push(data)); }");
      Page popup = popup(page);
      scan(popup);
      popup.waitForSelector("text=Back to the application…");
      // it was posted all the same: to the application, which is not there to hear it
      String origin = site.url().substring(0, site.url().length() - 1);
      assertThat(popup.content())
          .contains("window.opener.postMessage(", "\"code\":", ",\"" + origin + "\")");
      assertThat((boolean) popup.evaluate("window.opener !== null")).isTrue();
      visitor.picture("embedding-foreign");
      Path pictures = Work.folder("screenshots");
      popup.screenshot(
          new Page.ScreenshotOptions().setPath(pictures.resolve("embedding-handed-over.png")));
      assertThat((List<?>) page.evaluate("() => window.heard")).isEmpty();
      assertThat(popup.isClosed()).isFalse();
      popup.close();
      says(page, "popup_closed");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platforms")
  void signsInSilentlyInsideAClient(ChatPlatform platform) {
    embedding(platform);
    Manner inside = Manner.PHONE.as(platform.client());
    try (Visitor visitor = world.visitor(inside).onPhoneOf(platform, platform.member().id())) {
      says(at(visitor, site.url()), platform.member().name());
    }
    try (Visitor visitor = world.visitor(Manner.PHONE.as(platform.lookAlike()))) {
      says(at(visitor, site.url()), NOBODY);
    }
  }

  @Test
  void showsASmallPageFirst() {
    Tenant tenant = embedding(world.tenant(PLATFORM));
    for (ChatPlatform other : List.of(ChatPlatform.DINGTALK, ChatPlatform.LARK)) {
      Map<String, String> fields = new LinkedHashMap<>(other.binding());
      tenant.source(other.id(), Map.of("platform", other.id(), "fields", fields));
    }
    Manner narrow = new Manner("", "zh-CN", 320, 640, false, false);
    for (Manner manner : List.of(narrow, narrow.inTheDark(), Manner.ORDINARY)) {
      try (Visitor visitor = world.visitor(manner)) {
        List<Response> loaded = new ArrayList<>();
        visitor.page().onResponse(loaded::add);
        visitor.open(tenant.issuer() + "/login");
        int bytes = loaded.stream().mapToInt(each -> each.request().sizes().responseBodySize).sum();
        assertThat(loaded).hasSizeGreaterThan(1);
        assertThat(visitor.page().locator("img.icon").count()).isEqualTo(3);
        assertThat(bytes).isBetween(1000, FIRST_VIEW);
        assertThat(visitor.overflows()).isFalse();
        visitor.picture("embedding-login-" + manner.width() + (manner.dark() ? "-dark" : ""));
        if (manner.script()) {
          assertThat(visitor.axe()).isEmpty();
        }
      }
    }
  }
}
