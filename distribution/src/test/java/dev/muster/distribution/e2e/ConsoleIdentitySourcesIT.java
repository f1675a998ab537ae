package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Identity sources, step by step as the page that they are modelled on walks them. */
@EndToEnd
class ConsoleIdentitySourcesIT {
  private final World world;

  ConsoleIdentitySourcesIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      Map<String, String> platforms,
      String create,
      String variant,
      String noMethod,
      String missing,
      String free,
      String checkFirst,
      String created,
      String saved,
      String callbacks,
      String embed,
      String check,
      String checked,
      String lastCheck,
      String delete,
      String deleteNamed,
      String deleted,
      String none) {
    static final Words ENGLISH =
        new Words(
            Map.of("wechatwork", "Enterprise WeChat", "dingtalk", "DingTalk", "lark", "Lark"),
            "Create identity source",
            "Native mobile app",
            "Choose at least one sign-in method.",
            "is missing.",
            "It is free.",
            "Check before saving",
            "The identity source was created.",
            "The identity source was changed.",
            "Callback addresses",
            "Embed",
            "Check",
            "Checked",
            "Last check ",
            "Delete identity source",
            "Delete ",
            "The identity source was deleted.",
            "There is no way in yet.");
    static final Words CHINESE =
        new Words(
            Map.of("wechatwork", "企业微信", "dingtalk", "钉钉", "lark", "飞书"),
            "创建身份源",
            "原生移动应用",
            "请至少选择一种登录方式。",
            "请填写",
            "可以使用。",
            "保存前检查",
            "身份源创建成功。",
            "身份源修改成功。",
            "回调地址",
            "接入",
            "检查",
            "检查时间",
            "最近检查：",
            "删除身份源",
            "删除 ",
            "身份源删除成功。",
            "还没有登录入口。");
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platformsAndManners")
  void createForNativeAppsLookCheckAndDelete(ChatPlatform platform, Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String name = words.platforms().get(platform.id());
    String picture =
        String.join("-", "source", platform.id(), manner.language(), manner.width() + "-");
    Tenant tenant = world.unbound(platform);
    try (Console console = signIn(tenant, manner)) {
      Page page = console.page();
      page.getByText(words.none()).waitFor();
      console.look(picture + "none");
      link(page, words.create());
      link(page, name);
      Locator next = page.locator("button[type=submit]");
      next.click();
      page.getByText(words.noMethod()).waitFor();
      console.look(picture + "variants");
      page.locator("label").filter(having(words.variant())).locator("input").check();
      next.click();

      Locator form = page.locator("form.source-form");
      // the button of the step before looks the same
      form.waitFor();
      next.click();
      assertThat(form.locator(".summary").innerText()).contains(words.missing());
      console.look(picture + "errors");
      platform.binding().forEach((field, value) -> console.fill(form, field, value));
      platform.sourceFields().forEach((field, value) -> console.fill(form, field, value));
      page.getByText(words.free()).waitFor();
      console.button(form, words.checkFirst()).click();
      form.locator(".doctor li").first().waitFor();
      assertThat(page.locator(".setup input:disabled").count()).as("proven").isPositive();
      console.look(picture + "checked-first");
      next.click();
      console.said(words.created());

      String id = platform.id() + "-mobile";
      page.waitForURL("**/identity-sources/" + id);
      JsonNode stored = stored(tenant, id);
      assertThat(stored.path("methods")).hasToString("[\"mobile\"]");
      assertThat(stored.path("association").path("mode").asText()).isEqualTo("off");
      assertThat(stored.path("secrets").has(platform.secretField())).isTrue();
      page.locator("main a").filter(having(words.callbacks())).first().waitFor();
      page.locator("form.source-form").waitFor();
      assertThat(page.content()).doesNotContain(platform.secret());
      console.look(picture + "settings");
      assertThat(form.locator("[id$='-id']").isEditable()).as("the identifier").isFalse();
      form.locator("[id$='-loginOnly']").click();
      console.dialog().locator(".ant-btn-primary").click();
      console.dialog().waitFor(Console.GONE);
      form.locator("input[type=radio]").nth(2).check();
      console.look(picture + "ask");
      form.locator("input[type=radio]").nth(1).check();
      form.locator("[id$='-matchBy'] input").first().check();
      page.locator("button[type=submit]").click();
      console.said(words.saved());
      JsonNode changed = stored(tenant, id);
      assertThat(changed.path("loginOnly").asBoolean()).isTrue();
      assertThat(changed.path("association").path("mode").asText()).isEqualTo("match");

      link(page, words.callbacks());
      page.getByText(tenant.issuer() + "/login/" + id + "/callback").first().waitFor();
      link(page, words.embed());
      assertThat(page.locator(".snippet").innerText())
          .contains(tenant.issuer() + "/login/" + id + "/mobile-config");
      console.look(picture + "embed");
      link(page, words.check());
      console.button(page.locator("main"), words.check()).click();
      page.locator(".doctor li").first().waitFor();
      assertThat(page.locator(".doctor").innerText()).contains(words.checked());
      page.locator("main a").first().click();
      page.locator("main article").getByText(words.lastCheck()).waitFor();
      console.look(picture + "last-check");
      page.goBack();

      console.button(page.locator("main"), words.delete()).click();
      console.dialog().waitFor();
      console.look(picture + "delete");
      console.button(console.dialog(), words.deleteNamed() + name).click();
      console.said(words.deleted());
      page.getByText(words.none()).waitFor();
    }
  }

  @Test
  void whatIsBoundIsTakenOverAndWhoLosesAWayInIsAskedAbout() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      Locator enabled = page.locator("main article").first().getByRole(AriaRole.SWITCH);
      enabled.click();
      console.button(console.dialog(), "Cancel").click();
      assertThat(stored(tenant, Tenant.SOURCE).path("enabled").asBoolean()).isTrue();
      enabled.click();
      console.button(console.dialog(), "Disable " + ChatPlatform.WECHATWORK.label()).click();
      console.said("The identity source was disabled.");
      Locator undo = console.button(page.locator(".ant-notification"), "Undo");
      undo.focus();
      assertThat(stored(tenant, Tenant.SOURCE).path("enabled").asBoolean()).isFalse();
      undo.press("Enter");
      console.said("The identity source was enabled.");
      assertThat(stored(tenant, Tenant.SOURCE).path("enabled").asBoolean()).isTrue();

      page.navigate(page.url() + "?create=wechatwork&methods=browser,in-app");
      Locator form = page.locator("form.source-form");
      form.getByText("Taken from the mobile app Enterprise WeChat.").waitFor();
      assertThat(form.innerText()).contains("wwSandboxLtd000001").doesNotContain("Schema");
      console.fill(form, "id", Tenant.SOURCE);
      form.getByText("There is a source with this identifier already.").waitFor();
      console.fill(form, "id", "desk");
      form.locator("[id$='-loginOnly']").click();
      console.look("source-login-only");
      console.dialog().getByText("0 are linked to this source.").waitFor();
      console.button(console.dialog(), "Login only").click();
      form.getByText("They are refused.").waitFor();
      page.locator("button[type=submit]").click();
      console.said("The identity source was created.");

      JsonNode stored = stored(tenant, "desk");
      assertThat(stored.path("methods")).hasToString("[\"browser\",\"in-app\"]");
      assertThat(stored.path("loginOnly").asBoolean()).isTrue();
      assertThat(stored.path("fields").has("corpId")).isFalse();
      assertThat(stored.path("secrets")).isEmpty();
    }
  }

  @Test
  void whoMayComeInIsChosenFromTheAddressBook() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      page.locator("main article a").click();
      Locator allow = page.locator("[id$='-allow']");
      allow.locator("input").fill("oper");
      Locator found = allow.locator(".found button");
      found.waitFor();
      console.look("source-departments-found");
      found.click();
      allow.locator("li strong").getByText("Operations").waitFor();
      allow.locator("select").selectOption("group");
      allow.locator("input").fill("1");
      allow.locator("input").press("Enter");
      Locator deny = page.locator("[id$='-deny']");
      deny.locator("input").fill("1");
      console.button(deny, "Add").click();
      page.getByText("is the highest department that the app sees").waitFor();
      console.look("source-admission-warning");
      console.button(deny, "Remove Sandbox Ltd").click();
      deny.locator("input").fill("4");
      console.button(deny, "Add").click();
      // the platform is asked for its name first
      deny.locator("li strong").waitFor();
      page.locator("button[type=submit]").click();
      console.said("The identity source was changed.");
    }
    assertThat(stored(tenant, Tenant.SOURCE).path("admission"))
        .hasToString(
            "{\"allow\":[{\"kind\":\"department\",\"id\":\"2\"},"
                + "{\"kind\":\"group\",\"id\":\"1\"}],"
                + "\"deny\":[{\"kind\":\"department\",\"id\":\"4\"}]}");

    try (Console console = signIn(tenant, Console.PHONE.in("zh-CN"))) {
      console.page().locator("main article a").click();
      console.page().locator("[id$='-deny'] li strong").waitFor();
      console.look("source-admission-phone");
    }
  }

  @Test
  void nothingThatWasTypedIsLost() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      page.locator("main article a").click();
      Locator form = page.locator("form.source-form");
      console.fill(form, "displayName", "Mine");
      link(page, "Embed");
      console.button(console.dialog(), "Stay").click();
      console
          .dialog()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

      form.locator("input[type=radio]").nth(1).check();
      form.locator("label").filter(having("Email address")).locator("input").check();
      form.locator(".inner input").click();
      console.look("source-trust");
      console.button(console.dialog(), "I have read this: trust it").click();
      tenant.changeSource(
          Tenant.SOURCE, Map.of("displayName", "Theirs", "methods", List.of("browser")));
      Locator save = page.locator("button[type=submit]");
      save.click();
      Locator conflict = page.getByText("Somebody else has changed this in the meantime");
      conflict.waitFor();
      assertThat(page.locator("main").innerText())
          .contains("Taken over from them: Sign-in methods.");
      console.look("source-conflict");
      page.getByText("Mine: Mine").click();
      save.click();
      console.said("The identity source was changed.");

      JsonNode stored = stored(tenant, Tenant.SOURCE);
      assertThat(stored.path("displayName").asText()).isEqualTo("Mine");
      assertThat(stored.path("methods")).hasToString("[\"browser\"]");
      assertThat(stored.path("association"))
          .hasToString("{\"mode\":\"match\",\"matchBy\":[\"email\"],\"trust\":[\"email\"]}");
      link(page, "Embed");
      page.locator(".snippet").first().waitFor();
    }
  }

  private Console signIn(Tenant tenant, Manner manner) {
    return new Console(world, manner).asAdmin(tenant.id(), "identity-sources");
  }

  private JsonNode stored(Tenant tenant, String source) {
    return world.management().get("/tenants/" + tenant.id() + "/identity-sources/" + source);
  }

  private static void link(Page page, String name) {
    page.locator("main a").filter(having(name)).first().click();
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
