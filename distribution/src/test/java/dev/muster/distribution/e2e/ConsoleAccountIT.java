package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import org.junit.jupiter.api.Test;

/** What is one's own: the password, the sessions, and the keys to go about by. */
@EndToEnd
class ConsoleAccountIT {
  private static final String PASSWORD = "a-first-password";

  private final World world;

  ConsoleAccountIT(World world) {
    this.world = world;
  }

  @Test
  void otherSessionsAreEndedOneByOneOrByAnotherPassword() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    String name = administrator(tenant);
    try (Console console = signIn(name, PASSWORD, tenant, Console.DESK);
        Console phone = signIn(name, PASSWORD, tenant, Console.PHONE.in("zh-CN"))) {
      Page page = console.page();
      page.locator(".account summary").click();
      page.getByText("My account").click();
      Locator session = page.locator("section article");
      session.waitFor();
      assertThat(session.innerText()).contains("Chrome", "127.0.0.1");
      console.look("account");
      session.locator("button").click();
      console.said("The session was ended.");
      page.getByText("Nowhere else.").waitFor();
      phone.page().reload();
      phone.page().locator("input[name=password]").waitFor();

      try (Console other = signIn(name, PASSWORD, tenant, Console.PHONE.in("zh-CN"))) {
        other.go("account");
        other.page().locator("section article").waitFor();
        other.look("account-zh");
        Locator form = page.locator("form");
        Locator submit = page.locator("button[type=submit]");
        console.fill(form, "current", "wrong");
        console.fill(form, "password", "another-password");
        console.fill(form, "again", "another-passwort");
        submit.click();
        page.getByText("The two passwords are not the same.").first().waitFor();
        console.fill(form, "again", "another-password");
        submit.click();
        form.locator(".summary").waitFor();
        console.look("account-wrong");
        console.fill(form, "current", PASSWORD);
        submit.click();
        console.said("Your password was changed.");
        assertThat(form.locator("input").first().inputValue()).isEmpty();
        other.page().reload();
        other.page().locator("input[name=password]").waitFor();
      }
      signIn(name, "another-password", tenant, Console.DESK).close();
    }
  }

  @Test
  void keysLeadToPagesPeopleAndApplications() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    String api = "/tenants/" + tenant.id();
    world.management().post(api + "/users", "{'username':'wang.wei','displayName':'王伟'}");
    world
        .management()
        .post(
            api + "/clients",
            "{'clientId':'wiki','displayName':'Wiki','type':'public','redirectUris':['https://w.example/cb'],"
                + "'scopes':['openid'],'identitySources':['*'],'tokenEndpointAuthMethod':'none'}");
    try (Console console = new Console(world, Console.DESK).asAdmin(tenant.id(), "mobile-apps")) {
      Page page = console.page();
      page.keyboard().press("?");
      console.dialog().getByText("this list").waitFor();
      console.look("keys");
      page.keyboard().press("Escape");
      console.dialog().waitFor(Console.GONE);

      page.keyboard().press("Control+k");
      Locator box = console.dialog().locator("input");
      box.fill("王");
      Locator person = option(console, "wang.wei");
      person.waitFor();
      console.look("palette");
      page.keyboard().press("Enter");
      page.waitForURL("**" + "/t/" + tenant.id() + "/users/*");
      console.dialog().waitFor(Console.GONE);

      page.keyboard().press("Control+k");
      box.fill("wik");
      option(console, "Wiki").click();
      page.waitForURL("**/clients/wiki");
      console.dialog().waitFor(Console.GONE);

      page.keyboard().press("Control+k");
      box.fill("a");
      option(console, "Audit log").first().waitFor();
      box.fill("王");
      person.waitFor();
      box.fill("administr");
      // what was found before stays until what is typed now has been looked for
      person.waitFor(Console.GONE);
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      page.waitForURL("**/administrators");

      console.go("audit");
      page.locator("details.event").first().waitFor();
      page.keyboard().press("/");
      assertThat(
              page.locator("main input[type=search]")
                  .first()
                  .evaluate("e => e === document.activeElement"))
          .isEqualTo(true);
    }
  }

  @Test
  void thePaletteShowsNobodyWhatTheyMayNotSee() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console =
        signIn(administrator(tenant), PASSWORD, tenant, Console.PHONE.in("zh-CN"))) {
      console.page().locator("header .search").click();
      Locator box = console.dialog().locator("input");
      box.fill("审计");
      option(console, "审计日志").waitFor();
      assertThat(console.dialog().innerText()).doesNotContain("全局审计日志");
      console.look("palette-zh");
    }
  }

  private String administrator(Tenant tenant) {
    String name = "reader-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            "{'username':'%s','password':'%s','role':'auditor','tenants':['%s']}"
                .formatted(name, PASSWORD, tenant.id()));
    return name;
  }

  private Console signIn(String name, String password, Tenant tenant, Manner manner) {
    return new Console(world, manner).signIn(name, password, tenant.id(), "mobile-apps");
  }

  private static Locator option(Console console, String text) {
    return console
        .dialog()
        .locator("[role=option]")
        .filter(new Locator.FilterOptions().setHasText(text));
  }
}
