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

/** Rotas in the console, from the empty list over the calendar to a deleted one. */
@EndToEnd
class ConsoleRotasIT {
  private final World world;

  ConsoleRotasIT(World world) {
    this.world = world;
  }

  /** What is written on the pages. */
  private record Words(
      String none,
      String create,
      String missing,
      String addShift,
      String addGroup,
      String nobody,
      String overlap,
      String created,
      String week,
      String settings,
      String same,
      String different,
      String changed,
      String save,
      String saved,
      String delete,
      String deleteNamed,
      String deleted) {
    static final Words ENGLISH =
        new Words(
            "There is no rota yet.",
            "Create a rota",
            "Name is missing.",
            "Add a shift",
            "Add a group",
            "Nobody",
            "Overlap",
            "The rota was created.",
            "Week",
            "Settings",
            "Nothing changes.",
            "crowd-3 instead of crowd-2",
            "Somebody else has changed this in the meantime",
            "Save",
            "The rota was changed.",
            "Delete the rota",
            "Delete Front desk",
            "The rota was deleted.");
    static final Words CHINESE =
        new Words(
            "还没有值班表。",
            "创建值班表",
            "请填写名称。",
            "添加班次",
            "添加小组",
            "无人值班",
            "班次重叠",
            "值班表创建成功。",
            "周",
            "设置",
            "没有变化。",
            "由“crowd-2”改为“crowd-3”",
            "内容刚刚已被其他人修改",
            "保存",
            "值班表修改成功。",
            "删除值班表",
            "删除 Front desk",
            "值班表删除成功。");
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void areMadeSeenChangedAndDeleted(Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String picture = "rotas-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "rotas")) {
      Page page = console.page();
      Locator main = page.locator("main");
      page.getByText(words.none()).waitFor();
      console.look(picture + "none");
      main.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words.create())).click();
      Locator form = page.locator("form.source-form");
      console.button(form, words.create()).click();
      assertThat(form.locator(".summary").innerText()).contains(words.missing());
      console.look(picture + "errors");

      console.fill(form, "displayName", "Desk");
      console.fill(form, "timeZone", "Asia/Shanghai");
      times(form, 0, "08:00", "20:00");
      invite(form, 0, "crowd-1");
      console.button(form, words.addShift()).click();
      times(form, 1, "19:00", "08:00");
      invite(form, 1, "crowd-2");
      Locator effect = page.locator("section.effect");
      effect.locator(".overlap").getByText(words.overlap()).first().waitFor();
      effect.locator(".gap").getByText(words.nobody()).first().waitFor();
      console.look(picture + "form");
      console.button(form, words.create()).click();
      console.said(words.created());

      Locator days = page.locator("ol.days.month > li");
      days.first().waitFor(Console.ATTACHED);
      assertThat(days.count() % 7).isZero();
      main.locator(".piece.overlap").first().waitFor(Console.ATTACHED);
      console.look(picture + "month");
      main.locator("nav.ranges").getByText(words.week(), EXACT).click();
      // a phone shows what is past of the week to nobody
      page.locator("ol.days.week > li").last().waitFor();
      assertThat(page.locator("ol.days.week > li").count()).isEqualTo(7);
      console.look(picture + "week");

      page.locator("nav.tabs").getByText(words.settings()).click();
      effect.getByText(words.same()).waitFor();
      Locator night = people(form, 1);
      night.locator(".chosen button").click();
      invite(form, 1, "crowd-3");
      effect.getByText(words.different()).first().waitFor();
      console.look(picture + "effect");
      String id = rota(tenant).path("id").asText();
      world
          .management()
          .patch("/tenants/%s/rotas/%s".formatted(tenant.id(), id), "{'displayName':'Front desk'}");
      console.button(form, words.save()).click();
      page.locator("[role=alert].summary").getByText(words.changed()).first().waitFor();
      console.look(picture + "conflict");
      console.button(form, words.save()).click();
      console.said(words.saved());
      assertThat(rota(tenant).path("displayName").asText()).isEqualTo("Front desk");
      assertThat(rota(tenant).at("/shifts/1/members/0/userId").asText()).isEqualTo("crowd-3");

      world
          .management()
          .post(
              "/tenants/%s/war-room-rules".formatted(tenant.id()),
              "{'displayName':'Shop is down','then':{'platforms':['wechatwork'],'rotas':['%s']}}"
                  .formatted(id));
      console.go("t/%s/rotas".formatted(tenant.id()));
      main.getByText("Front desk").waitFor();
      console.look(picture + "list");
      main.getByText("Front desk").click();
      console.button(main, words.delete()).click();
      console.dialog().getByText("Shop is down").waitFor();
      console.look(picture + "delete");
      console.button(console.dialog(), words.deleteNamed()).click();
      console.said(words.deleted());
      page.getByText(words.none()).waitFor();
    }
  }

  @ParameterizedTest
  @MethodSource("manners")
  void groupsTakeTurns(Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "rotas?create=")) {
      Locator form = console.page().locator("form.source-form");
      console.fill(form, "displayName", "Payment");
      form.locator("input[type=radio]").nth(1).check();
      console.button(form, words.addGroup()).click();
      for (int group = 0; group < 3; group++) {
        add(form.locator("[id$='-group-" + group + "']"), "crowd-" + (group + 1));
      }
      form.locator("select[id$='-every']").selectOption("day");
      console.page().locator("section.effect .plan").getByText("crowd-3").first().waitFor();
      console.look("rotas-" + manner.language() + "-rotation");
      console.button(form, words.create()).click();
      console.said(words.created());
      JsonNode rotation = rota(tenant).path("rotation");
      assertThat(rotation.path("every").asText()).isEqualTo("day");
      assertThat(rotation.at("/groups/2/members/0/userId").asText()).isEqualTo("crowd-3");
    }
  }

  private static final Locator.GetByTextOptions EXACT =
      new Locator.GetByTextOptions().setExact(true);

  private JsonNode rota(Tenant tenant) {
    return world.management().get("/tenants/%s/rotas".formatted(tenant.id())).at("/items/0");
  }

  private static void times(Locator form, int shift, String start, String end) {
    Locator times = form.locator(".part").nth(shift).locator("input[type=time]");
    times.nth(0).fill(start);
    times.nth(1).fill(end);
  }

  private static Locator people(Locator form, int shift) {
    return form.locator("[id$='-shift-" + shift + "-members']");
  }

  private static void invite(Locator form, int shift, String person) {
    add(people(form, shift), person);
  }

  private static void add(Locator people, String person) {
    if (people.locator("details[open]").count() == 0) {
      people.locator("summary").click();
    }
    people.locator("details input").fill(person);
    people.locator("details input").press("Enter");
    people.locator(".chosen").getByText(person).first().waitFor();
  }
}
