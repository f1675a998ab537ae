package dev.muster.distribution.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console without a mouse. */
@EndToEnd
class ConsoleKeyboardIT {
  private static final int MOST_TABS = 60;

  private final World world;

  ConsoleKeyboardIT(World world) {
    this.world = world;
  }

  @Test
  void bothPagesAreWalkedByKeyboardAlone() {
    Tenant tenant = world.unbound(ChatPlatform.LARK);
    try (Console console = new Console(world, Console.DESK).asAdmin(tenant.id(), "mobile-apps")) {
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

      keys(console, card, "Check again");
      card.getByText("Checked").waitFor();
      keys(console, card, "Modify key");
      Locator secret = dialog.locator("[id$='-appSecret']");
      tabTo(page, secret);
      page.keyboard().type(ChatPlatform.LARK.secret());
      page.keyboard().press("Enter");
      console.said("The key was changed.");
      dialog.waitFor(Console.GONE);

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

      press(page, "Embed");
      page.locator(".snippet").first().waitFor();
      press(page, "Settings");
      tabTo(page, page.locator("[id$='-displayName']"));
      page.keyboard().press("End");
      page.keyboard().type(" 2");
      tabTo(page, page.locator("[id$='-loginOnly']"));
      page.keyboard().press("Space");
      keys(console, dialog, "Login only");
      dialog.waitFor(Console.GONE);
      page.keyboard().press("Enter");
      tabTo(page, page.locator("button[type=submit]"));
      page.keyboard().press("Enter");
      console.said("The identity source was changed.");
      keys(console, page.locator("main"), "Delete identity source");
      keys(console, dialog, "Delete Lark 2");
      console.said("The identity source was deleted.");

      tabTo(page, page.locator("nav a").filter(having("Mobile app management")).first());
      page.keyboard().press("Enter");
      keys(console, card, "Delete");
      keys(console, dialog, "OK");
      console.said("The mobile application was deleted.");
    }
  }

  /** Goes to a button and presses it, by keys. */
  private static void keys(Console console, Locator within, String button) {
    tabTo(console.page(), console.button(within, button));
    console.page().keyboard().press("Enter");
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

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
