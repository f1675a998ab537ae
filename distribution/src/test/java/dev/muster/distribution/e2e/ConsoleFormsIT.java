package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every form of the console. */
@EndToEnd
class ConsoleFormsIT {
  private static final int MOST_TABS = 60;
  private static final String PASSWORD = "correct horse battery";

  private final World world;

  ConsoleFormsIT(World world) {
    this.world = world;
  }

  @Test
  void aSessionThatEndsInTheMiddleOfAFormTakesNothingAlong() {
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    String admin = administratorOf(tenant);
    try (Console console =
        new Console(world, Console.DESK)
            .signIn(admin, PASSWORD, tenant.id(), "identity-sources/" + Tenant.SOURCE)) {
      Page page = console.page();
      Locator form = page.locator("form.source-form");
      console.fill(form, "displayName", "Typed before");
      for (JsonNode each : world.management().all("/admins/" + admin + "/sessions")) {
        world.management().delete("/admins/" + admin + "/sessions/" + each.path("id").asText());
      }
      page.locator("form.source-form button[type=submit]").click();

      Locator dialog = console.dialog();
      dialog.locator("input[name=username]").fill(admin);
      console.look("session-ended");
      dialog.locator("input[name=password]").fill(PASSWORD);
      dialog.locator("button[type=submit]").click();
      dialog.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
      assertThat(form.locator("[id$='-displayName']").inputValue()).isEqualTo("Typed before");
      page.locator("form.source-form button[type=submit]").click();
      console.said("The identity source was changed.");
    }
    assertThat(source(tenant).path("displayName").asText()).isEqualTo("Typed before");
  }

  @Test
  void bothPagesAreWalkedByKeyboardAlone() {
    Tenant tenant = world.unbound(ChatPlatform.LARK);
    try (Console console =
        new Console(world, Console.DESK)
            .signIn("admin", world.adminPassword(), tenant.id(), "mobile-apps")) {
      Page page = console.page();
      Locator card = page.locator("article").filter(having("Lark"));
      tabTo(page, console.button(card, "Enable now"));
      page.keyboard().press("Enter");
      Locator dialog = console.dialog();
      dialog.waitFor();
      for (Map.Entry<String, String> field : ChatPlatform.LARK.binding().entrySet()) {
        Locator input = dialog.locator("[id$='-" + field.getKey() + "']");
        tabTo(page, input);
        type(page, input, field.getValue());
      }
      tabTo(page, console.button(dialog, "OK"));
      page.keyboard().press("Enter");
      console.said("The mobile application was created.");

      tabTo(page, page.locator("nav a").filter(having("Identity sources")).first());
      page.keyboard().press("Enter");
      page.getByText("There is no way in yet.").waitFor();
      press(page, "Create identity source");
      press(page, "Lark");
      tabTo(page, page.locator("label").filter(having("Scan in a browser")).locator("input"));
      page.keyboard().press("Space");
      tabTo(page, page.locator("button[type=submit]"));
      page.keyboard().press("Enter");
      page.getByText("It is free.").waitFor();
      tabTo(page, page.locator("button[type=submit]"));
      page.keyboard().press("Enter");
      console.said("The identity source was created.");
    }
  }

  @Test
  void noWayOutOfAFormLosesWhatWasTyped() {
    Tenant tenant = world.unbound(ChatPlatform.LARK);
    try (Console console =
        new Console(world, Console.DESK)
            .signIn("admin", world.adminPassword(), tenant.id(), "users")) {
      Page page = console.page();
      Locator stay = page.getByText("Stay", new Page.GetByTextOptions().setExact(true));
      page.locator("nav a").filter(having("Mobile app management")).first().click();
      Locator enable =
          console.button(page.locator("article").filter(having("Lark")), "Enable now");
      enable.click();
      Locator appId = console.dialog().locator("[id$='-appId']");
      appId.waitFor();
      back(page);
      appId.waitFor(Console.GONE);
      enable.click();
      appId.fill("cli_typed");
      back(page);
      stay.click();
      stay.waitFor(Console.GONE);
      assertThat(appId.inputValue()).isEqualTo("cli_typed");
      back(page);
      page.getByText("Leave", new Page.GetByTextOptions().setExact(true)).click();
      appId.waitFor(Console.GONE);
      assertThat(page.url()).endsWith("/mobile-apps");

      console.go("administrators?create=");
      Locator form = page.locator("main form");
      console.fill(form, "username", "typed");
      page.locator(".account summary").click();
      page.locator(".account select").first().selectOption("zh-CN");
      stay.click();
      assertThat(form.locator("[id$='-username']").inputValue()).isEqualTo("typed");
      assertThat(page.locator("h1").innerText()).isEqualTo("Add administrator");
    }
  }

  private static void back(Page page) {
    page.evaluate("() => history.back()");
  }

  private static void type(Page page, Locator input, String value) {
    if ((boolean) input.evaluate("each => each.tagName === 'SELECT'")) {
      String label =
          (String)
              input.evaluate(
                  "(each, value) => [...each.options]"
                      + ".find(option => option.value === value).text",
                  value);
      page.keyboard().type(label);
    } else {
      page.keyboard().type(value);
    }
  }

  private static void press(Page page, String link) {
    Locator target = page.locator("main a").filter(having(link)).first();
    tabTo(page, target);
    page.keyboard().press("Enter");
  }

  private static void tabTo(Page page, Locator target) {
    target.waitFor();
    for (int i = 0; i < MOST_TABS; i++) {
      if ((boolean) target.evaluate("each => each === document.activeElement")) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("No key leads to " + target);
  }

  /** Somebody of their own, whose sessions no other test uses. */
  private String administratorOf(Tenant tenant) {
    String name = "admin-of-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            """
            {"username": "%s", "displayName": "Li Na", "role": "tenant-admin",
             "tenants": ["%s"], "password": "%s"}"""
                .formatted(name, tenant.id(), PASSWORD));
    return name;
  }

  private JsonNode source(Tenant tenant) {
    return world.management().get("/tenants/" + tenant.id() + "/identity-sources/" + Tenant.SOURCE);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
