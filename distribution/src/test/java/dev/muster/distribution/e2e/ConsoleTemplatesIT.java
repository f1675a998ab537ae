package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates in the console: what war rooms open with, and what each platform makes of it. */
@EndToEnd
class ConsoleTemplatesIT {
  /** What a message has on this platform. */
  private static final int MOST_BYTES = 2048;

  private final World world;

  ConsoleTemplatesIT(World world) {
    this.world = world;
  }

  /** What is written on the pages. */
  private record Words(
      String builtIn,
      String create,
      String unknown,
      String missing,
      String insertSeverity,
      String created,
      String conflict,
      String save,
      String saved,
      String delete,
      String deleteNamed,
      String deleted,
      String reset,
      String wasReset) {
    static final Words ENGLISH =
        new Words(
            "Built-in template",
            "Create a template",
            "There is no placeholder {{titel}}.",
            "Name is missing.",
            "How bad it is",
            "The template was created.",
            "Somebody else has changed this in the meantime",
            "Save",
            "The template was changed.",
            "Delete the template",
            "Delete Payments",
            "The template was deleted.",
            "Use the built-in template again",
            "The default template is the built-in one again.");
    static final Words CHINESE =
        new Words(
            "Built-in template",
            "创建模板",
            "不支持占位符 {{titel}}。",
            "请填写名称。",
            "级别",
            "模板创建成功。",
            "内容刚刚已被其他人修改",
            "保存",
            "模板修改成功。",
            "删除模板",
            "删除 Payments",
            "模板删除成功。",
            "恢复为内置模板",
            "默认模板已恢复为内置模板。");
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void areMadeWithAPreviewChangedAndDeleted(Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String picture = "templates-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    String api = "/tenants/%s/".formatted(tenant.id());
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "templates")) {
      Page page = console.page();
      Locator main = page.locator("main");
      main.getByText(words.builtIn()).waitFor();
      console.look(picture + "list");
      main.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words.create())).click();
      Locator form = page.locator("form.source-form");
      Locator title = form.locator("input[id$='-title']");
      Locator chat = page.locator("section.chats article");
      chat.waitFor();
      title.fill("{{titel}}");
      form.locator("mark").getByText("{{titel}}").waitFor();
      console.button(form, words.create()).click();
      assertThat(form.locator(".summary").innerText()).contains(words.unknown(), words.missing());
      console.look(picture + "errors");

      title.fill("");
      form.locator(".placeholders")
          .first()
          .getByRole(
              AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words.insertSeverity()))
          .click();
      assertThat(title.inputValue()).isEqualTo("{{severity}}");
      title.press("End");
      page.keyboard().type(" {{title}} " + "!".repeat(60));
      console.fill(form, "displayName", "Payment");
      console.fill(form, "briefing", "故".repeat(MOST_BYTES / 3 + 1));
      chat.locator(".fault").nth(1).waitFor();
      assertThat(chat.innerText()).contains(" " + MOST_BYTES + " ");
      console.look(picture + "cut");
      console.fill(form, "briefing", "**{{title}}**\n\n{{summary}}");
      chat.locator(".fault").nth(1).waitFor(Console.GONE);
      form.locator("details summary").first().click();
      console.fill(form, "first", "{{text}}");
      console.look(picture + "form");
      console.button(form, words.create()).click();
      console.said(words.created());
      page.waitForURL("**/templates/*");

      String id = page.url().replaceFirst(".*/", "");
      JsonNode made = world.management().get(api + "war-room-templates/" + id);
      assertThat(made.path("title").asText()).startsWith("{{severity}} {{title}} !!");
      assertThat(made.at("/notices/first").asText()).isEqualTo("{{text}}");
      // the form that made it stays for a moment, with the address of the next one
      console.button(main, words.delete()).waitFor();
      title.fill("{{title}}");
      world.management().patch(api + "war-room-templates/" + id, "{'displayName':'Payments'}");
      console.button(form, words.save()).click();
      page.locator("[role=alert].summary").getByText(words.conflict()).waitFor();
      console.look(picture + "conflict");
      console.button(form, words.save()).click();
      console.said(words.saved());
      JsonNode changed = world.management().get(api + "war-room-templates/" + id);
      assertThat(changed.path("displayName").asText()).isEqualTo("Payments");
      assertThat(changed.path("title").asText()).isEqualTo("{{title}}");

      world
          .management()
          .post(
              api + "war-room-rules",
              "{'displayName':'Shop is down','then':{'platforms':['wechatwork'],'template':'%s'}}"
                  .formatted(id));
      console.button(main, words.delete()).click();
      console.dialog().getByText("Shop is down").waitFor();
      console.look(picture + "delete");
      console.button(console.dialog(), words.deleteNamed()).click();
      console.said(words.deleted());
      page.waitForURL("**/templates");
    }
  }

  @ParameterizedTest
  @MethodSource("manners")
  void theDefaultOneBecomesTheBuiltInOneAgain(Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    String api = "/tenants/%s/war-room-templates/default".formatted(tenant.id());
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "templates/default")) {
      Locator main = console.page().locator("main");
      Locator form = console.page().locator("form.source-form");
      form.waitFor();
      console.look("templates-" + manner.language() + "-default");
      assertThat(console.button(main, words.reset()).count()).isZero();
      form.locator("select").selectOption("zh-CN");
      console.button(form, words.save()).click();
      console.said(words.saved());
      assertThat(world.management().get(api).path("language").asText()).isEqualTo("zh-CN");

      console.button(main, words.reset()).click();
      console.button(console.dialog(), words.reset()).click();
      console.said(words.wasReset());
      assertThat(world.management().get(api).path("language").asText()).isEqualTo("en");
    }
  }
}
