package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications: from nothing to one that signs people in, and back. */
@EndToEnd
class ConsoleClientsIT {
  private static final String REDIRECT = "https://wiki.example/cb";

  private final World world;

  ConsoleClientsIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      String none,
      String create,
      String web,
      String secondLine,
      String created,
      String stored,
      String snippets,
      String endpoints,
      String secret,
      String rotate,
      String rotateWiki,
      String atOnce,
      String delete,
      String deleteWiki,
      String deleted) {
    static final Words ENGLISH =
        new Words(
            "No application signs people in here yet.",
            "Create application",
            "Web server",
            "Line 2:",
            "The application was created.",
            "I have stored it",
            "Snippets",
            "Endpoints",
            "Secret",
            "Make a new secret",
            "Make a new secret for Wiki",
            "The old one stops at once",
            "Delete application",
            "Delete Wiki",
            "The application was deleted.");
    static final Words CHINESE =
        new Words(
            "还没有应用使用此处登录。",
            "创建应用",
            "Web 服务端应用",
            "第 2 行：",
            "应用创建成功。",
            "我已保存",
            "接入代码",
            "端点",
            "密钥",
            "重新生成密钥",
            "为 Wiki 重新生成密钥",
            "旧密钥立即失效",
            "删除应用",
            "删除 Wiki",
            "应用删除成功。");
  }

  static Stream<Arguments> walks() {
    return Stream.of(
        Arguments.of(Console.DESK, Words.ENGLISH),
        Arguments.of(Console.PHONE.in("zh-CN"), Words.CHINESE));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void createTakeOverTheSnippetsMakeANewSecretAndDelete(Manner manner, Words words) {
    String picture = "client-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.LARK);
    try (Console console = signIn(tenant, manner)) {
      Page page = console.page();
      page.getByText(words.none()).waitFor();
      console.look(picture + "none");
      link(page, words.create());
      console.look(picture + "kinds");
      link(page, words.web());

      Locator form = page.locator("form.source-form");
      Locator ok = page.locator("button[type=submit]");
      console.fill(form, "redirectUris", REDIRECT + "\nhttp://wiki.example/cb");
      ok.click();
      form.getByText(words.secondLine()).last().waitFor();
      console.look(picture + "errors");
      console.fill(form, "redirectUris", REDIRECT + "\nhttps://wiki.example/other");
      console.fill(form, "displayName", "Wiki");
      ok.click();
      console.said(words.created());
      page.keyboard().press("Escape");
      String secret = console.dialog().locator("code").innerText();
      console.look(picture + "secret");
      console.button(console.dialog(), words.stored()).click();

      page.locator("nav.tabs").waitFor();
      page.locator("form.source-form").waitFor();
      page.getByText(words.stored()).waitFor(Console.GONE);
      JsonNode client = stored(tenant);
      String id = client.path("clientId").asText();
      assertThat(client.path("redirectUris"))
          .hasToString("[\"" + REDIRECT + "\",\"https://wiki.example/other\"]");
      assertThat(client.path("type").asText()).isEqualTo("confidential");
      assertThat(client.has("tokenEndpointAuthMethod")).isFalse();
      assertThat(failure(tenant, id, secret)).isEqualTo("invalid_grant");
      assertThat(page.content()).doesNotContain(secret);
      console.look(picture + "settings");

      link(page, words.snippets());
      page.locator(".snippet").first().waitFor();
      assertThat(page.locator(".snippet h2").allInnerTexts())
          .containsExactly(
              "Spring Boot",
              "mod_auth_openidc",
              "openid-client",
              "oidc-client-ts",
              "Keycloak",
              "curl");
      assertThat(page.locator(".snippet").allInnerTexts())
          .filteredOn(text -> text.contains(id))
          .hasSize(5)
          .allSatisfy(text -> assertThat(text).contains(tenant.issuer()).doesNotContain(secret));
      console.look(picture + "snippets");
      link(page, words.endpoints());
      // alone: snippets have it among other things, until they are gone
      page.getByText(tenant.issuer() + "/oauth2/token", new Page.GetByTextOptions().setExact(true))
          .waitFor();
      console.look(picture + "endpoints");

      link(page, words.secret());
      console.button(page.locator("main"), words.rotate()).click();
      console.dialog().getByText(words.atOnce()).waitFor();
      console.look(picture + "rotate");
      console.button(console.dialog(), words.rotateWiki()).click();
      console.button(console.dialog(), words.stored()).waitFor();
      String next = console.dialog().locator("code").innerText();
      console.button(console.dialog(), words.stored()).click();
      assertThat(failure(tenant, id, secret)).isEqualTo("invalid_client");
      assertThat(failure(tenant, id, next)).isEqualTo("invalid_grant");

      console.button(page.locator("main"), words.delete()).click();
      console.look(picture + "delete");
      console.button(console.dialog(), words.deleteWiki()).click();
      console.said(words.deleted());
      page.getByText(words.none()).waitFor();
    }
  }

  @Test
  void nothingThatWasTypedIsLost() {
    Tenant tenant = world.tenant(ChatPlatform.LARK);
    Application application = tenant.application();
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      page.locator("main article a").click();
      Locator form = page.locator("form.source-form");
      console.fill(form, "displayName", "Mine");
      link(page, "Endpoints");
      console.button(console.dialog(), "Stay").click();
      console
          .dialog()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

      world
          .management()
          .patch(
              "/tenants/" + tenant.id() + "/clients/" + application.clientId(),
              Http.write(Map.of("displayName", "Theirs", "claimsInIdToken", true)));
      Locator save = page.locator("button[type=submit]");
      save.click();
      page.getByText("Somebody else has changed this in the meantime").waitFor();
      assertThat(page.locator("main").innerText())
          .contains("Taken over from them: Claims in the ID token.");
      console.look("client-conflict");
      page.getByText("Mine: Mine").click();
      save.click();
      console.said("The application was changed.");

      JsonNode stored = stored(tenant);
      assertThat(stored.path("displayName").asText()).isEqualTo("Mine");
      assertThat(stored.path("claimsInIdToken").asBoolean()).isTrue();
      assertThat(stored.path("redirectUris"))
          .hasToString("[\"" + application.redirectUri() + "\"]");
      link(page, "Endpoints");
      // alone: snippets have it among other things, until they are gone
      page.getByText(tenant.issuer() + "/oauth2/token", new Page.GetByTextOptions().setExact(true))
          .waitFor();
    }
  }

  @Test
  void anAuditorReadsAndIsOfferedNothingElse() {
    Tenant tenant = world.tenant(ChatPlatform.LARK);
    tenant.application();
    String auditor = "auditor-of-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            Http.write(
                Map.of(
                    "username",
                    auditor,
                    "displayName",
                    "Auditor",
                    "role",
                    "auditor",
                    "tenants",
                    List.of(tenant.id()),
                    "password",
                    "password-of-the-auditor")));
    try (Console console =
        new Console(world, Console.DESK)
            .signIn(auditor, "password-of-the-auditor", tenant.id(), "clients?create=")) {
      Page page = console.page();
      page.locator("main article a").waitFor();
      assertThat(page.getByText("Create application").count()).isZero();
      page.locator("main article a").click();
      page.locator("main dl").waitFor();
      assertThat(page.locator("form").count()).isZero();
      assertThat(page.getByText("Delete application").count()).isZero();
      link(page, "Secret");
      page.locator("main dl").waitFor();
      assertThat(page.getByText("Make a new secret").count()).isZero();
      console.look("client-auditor");
    }
  }

  private Console signIn(Tenant tenant, Manner manner) {
    return new Console(world, manner).asAdmin(tenant.id(), "clients");
  }

  private JsonNode stored(Tenant tenant) {
    return world.management().get("/tenants/" + tenant.id() + "/clients").path("items").path(0);
  }

  /** Of a code that nobody gave: a right secret fails by the code, another one before it. */
  private static String failure(Tenant tenant, String id, String secret) {
    String both =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return Http.postForm(
            tenant.issuer() + "/oauth2/token",
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                "none",
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                Pkce.VERIFIER),
            "Authorization",
            "Basic " + both)
        .json()
        .path("error")
        .asText();
  }

  private static void link(Page page, String name) {
    page.locator("main a").filter(new Locator.FilterOptions().setHasText(name)).first().click();
  }
}
