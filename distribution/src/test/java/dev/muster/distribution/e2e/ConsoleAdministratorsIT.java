package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Administrators: who is one, what each may do, and how one is kept out. */
@EndToEnd
class ConsoleAdministratorsIT {
  private static final String PLACE = "administrators";

  private final World world;

  ConsoleAdministratorsIT(World world) {
    this.world = world;
  }

  @Test
  void addChangeResetSignOutAndDelete() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console = owner(tenant, Console.DESK)) {
      Page page = console.page();
      console.go(PLACE);
      page.locator("main article").filter(having("All tenants")).first().waitFor();
      console.look("administrators");

      page.getByText("Add administrator").click();
      Locator submit = page.locator("button[type=submit]");
      submit.click();
      assertThat(page.locator(".summary").innerText())
          .contains("User name is missing.", "10 to 128 characters", "at least one tenant");
      console.look("administrator-errors");
      console.fill(page.locator("form"), "username", "alice");
      console.fill(page.locator("form"), "displayName", "Alice");
      console.fill(page.locator("form"), "password", "her-first-password");
      page.locator("input[value=auditor]").check();
      Locator tenants = page.locator(".scrolls label");
      console.loadAll(tenants);
      tenants.filter(having(tenant.id())).locator("input").check();
      submit.click();
      console.said("The administrator was added.");
      page.waitForURL("**/administrators/alice");
      // the form that made her stays for a moment, with the address of the next one
      console.button(page.locator("main"), "Delete administrator").waitFor();
      assertThat(stored("alice").path("role").asText()).isEqualTo("auditor");
      assertThat(stored("alice").path("tenants")).hasToString("[\"" + tenant.id() + "\"]");
      assertThat(page.content()).doesNotContain("her-first-password");
      console.look("administrator");

      console.fill(page.locator("form"), "displayName", "Mine");
      world
          .management()
          .patch("/admins/alice", "{'displayName':'Theirs','role':'responder','tenants':['*']}");
      submit.click();
      page.getByText("Somebody else has changed this in the meantime").waitFor();
      assertThat(page.locator("main").innerText()).contains("Taken over from them: Role");
      console.look("administrator-conflict");
      page.getByText("Mine: Mine").click();
      submit.click();
      console.said("The administrator was changed.");
      assertThat(stored("alice").path("displayName").asText()).isEqualTo("Mine");
      assertThat(stored("alice").path("role").asText()).isEqualTo("responder");

      console.button(page.locator("main"), "Reset password").click();
      console.fill(console.dialog(), "password", "her-other-password");
      console.look("administrator-password");
      console.button(console.dialog(), "Reset password").click();
      console.said("The password was reset.");

      try (Console alice =
          new Console(world, Console.PHONE.in("zh-CN"))
              .signIn("alice", "her-other-password", tenant.id(), "mobile-apps")) {
        alice.go(PLACE);
        assertThat(alice.page().locator("main").innerText()).contains("仅限所有者");
        alice.look("administrators-refused");

        page.reload();
        Locator session = page.locator("section").filter(having("Chrome · "));
        session.locator("button").click();
        console.said("The session was ended.");
        alice.page().reload();
        alice.page().locator("input[name=password]").waitFor();
      }

      console.button(page.locator("main"), "Delete administrator").click();
      console.look("administrator-delete");
      console.button(console.dialog(), "Delete Mine").click();
      console.said("The administrator was deleted.");
      page.waitForURL("**/administrators");
      assertThat(world.management().all("/admins?limit=200"))
          .noneMatch(each -> each.path("username").asText().equals("alice"));
    }
  }

  @Test
  void nobodyTakesTheirOwnRights() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console = owner(tenant, Console.PHONE.in("zh-CN"))) {
      Page page = console.page();
      console.go(PLACE);
      page.getByText("所有租户").first().waitFor();
      console.look("administrators-zh");
      console.go(PLACE + "/admin");
      page.getByText("您的角色和租户只能由其他所有者修改。").waitFor();
      assertThat(page.locator("main").innerText()).doesNotContain("删除管理员").contains("我的账号");
      console.look("administrator-oneself");
      console.go(PLACE + "?create=");
      page.locator("button[type=submit]").click();
      page.getByText("请填写用户名。").first().waitFor();
      console.look("administrator-errors-zh");
    }
  }

  private Console owner(Tenant tenant, Visitor.Manner manner) {
    return new Console(world, manner).asAdmin(tenant.id(), "mobile-apps");
  }

  private JsonNode stored(String username) {
    return world.management().get("/admins/" + username);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
