package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import org.junit.jupiter.api.Test;

/** Tenants: made, renamed by two people at once, and deleted by typing the id. */
@EndToEnd
class ConsoleTenantsIT {
  private static final String PLACE = "tenants";

  private final World world;

  ConsoleTenantsIT(World world) {
    this.world = world;
  }

  @Test
  void createRenameAndDelete() {
    try (Console console = owner(Console.DESK)) {
      Page page = console.page();
      console.go(PLACE);
      console.button(page.locator("main"), "Create tenant").click();
      Locator dialog = console.dialog();
      console.button(dialog, "Create tenant").click();
      assertThat(dialog.locator(".summary").innerText())
          .contains("ID is missing.", "Name is missing.");
      console.fill(dialog, "id", "default");
      console.fill(dialog, "displayName", "Umbrella");
      console.button(dialog, "Create tenant").click();
      dialog.locator(".fault").first().waitFor();
      console.look("tenant-taken");
      console.fill(dialog, "id", "umbrella");
      console.button(dialog, "Create tenant").click();
      console.said("The tenant was created.");
      console.loadAll();

      Locator row = page.locator("article").filter(having("umbrella"));
      row.getByText("Rename").click();
      dialog.locator("form").waitFor();
      console.fill(dialog, "displayName", "Mine");
      world.management().patch("/tenants/umbrella", "{'displayName':'Theirs'}");
      console.button(dialog, "Rename").click();
      dialog.getByText("Somebody else has changed this in the meantime").waitFor();
      console.look("tenant-conflict");
      dialog.getByText("Mine: Mine").click();
      console.button(dialog, "Rename").click();
      console.said("The tenant was renamed.");
      assertThat(world.management().get("/tenants/umbrella").path("displayName").asText())
          .isEqualTo("Mine");

      row.locator("h2 a").click();
      page.waitForURL("**/t/umbrella/**");
      console.go(PLACE);
      console.loadAll();
      row.getByText("Delete tenant").click();
      Locator delete = console.button(dialog, "Delete Mine");
      assertThat(delete.isDisabled()).isTrue();
      dialog.locator("input").fill("umbrella");
      console.look("tenant-delete");
      delete.click();
      console.said("The tenant was deleted.");
      row.waitFor(Console.GONE);
      assertThat(world.management().all("/tenants?limit=200"))
          .noneMatch(each -> each.path("id").asText().equals("umbrella"));
    }
  }

  @Test
  void onAPhone() {
    try (Console console = owner(Console.PHONE.in("zh-CN"))) {
      console.go(PLACE);
      Locator first = console.page().locator("article").filter(having("default"));
      first.waitFor();
      assertThat(first.innerText()).contains("重命名").doesNotContain("删除");
      console.look("tenants-zh");
      console.go(PLACE + "?create=");
      console.dialog().locator("form").waitFor();
      console.look("tenant-form-zh");
    }
  }

  private Console owner(Manner manner) {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    return new Console(world, manner).asAdmin(tenant.id(), "mobile-apps");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
