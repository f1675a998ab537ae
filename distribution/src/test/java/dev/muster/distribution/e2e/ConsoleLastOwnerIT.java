package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An installation keeps an owner, whatever is pressed and whoever presses it first. */
@EndToEnd
class ConsoleLastOwnerIT {
  private static final String PASSWORD = "correct horse battery";

  private final World world;

  ConsoleLastOwnerIT(World world) {
    this.world = world;
  }

  /** The page does not offer it: here, it takes the owner for somebody else. */
  @Test
  void isToldWhyNobodyTakesTheirOwnRights() {
    String name = owner();
    try (Console console = new Console(world, Console.DESK)) {
      Page page = console.page();
      page.route("**/api/v1/session", ConsoleLastOwnerIT::asSomebodyElse);
      console.signIn(name, PASSWORD, "administrators/" + name);
      page.locator("input[value=auditor]").check();
      page.locator("main label").filter(having("All tenants")).locator("input").check();
      page.locator("main button[type=submit]").click();
      Locator refusal = page.locator("main .error");
      refusal.getByText("Somebody else has to do this to you.").waitFor();
      console.look("last-owner-demoted");
      assertThat(page.locator("input[value=auditor]").isChecked()).isTrue();

      console.button(page.locator("main"), "Delete administrator").click();
      console.button(console.dialog(), "Delete " + name).click();
      console.dialog().getByText("Somebody else has to do this to you.").waitFor();
      console.look("last-owner-deleted");
    }
    assertThat(stored(name).path("role").asText()).isEqualTo("owner");
  }

  @Test
  void isTheOneOfTwoWhoPressedFirst() {
    String first = owner();
    String second = owner();
    String third = owner();
    try (Console deleted = open(second, first);
        Console demoted = open(third, first);
        Console console = open(first, second)) {
      console.button(console.page().locator("main"), "Delete administrator").click();
      console.button(console.dialog(), "Delete " + second).click();
      console.said("The administrator was deleted.");
      world.management().patch("/admins/" + third, "{'role':'auditor'}");

      for (Console late : List.of(deleted, demoted)) {
        late.button(late.page().locator("main"), "Delete administrator").click();
        late.button(late.dialog(), "Delete " + first).click();
        late.dialog().getByText("Your session has ended").waitFor();
        late.look("last-owner-too-late");
      }
    }
    assertThat(stored(first).path("role").asText()).isEqualTo("owner");
  }

  private static void asSomebodyElse(Route route) {
    APIResponse answer = route.fetch();
    JsonNode session = Http.parse(answer.text());
    if (session instanceof ObjectNode object && session.has("username")) {
      object.put("username", "somebody-else");
    }
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(Http.write(session)));
  }

  private Console open(String owner, String whose) {
    return new Console(world, Console.DESK).signIn(owner, PASSWORD, "administrators/" + whose);
  }

  private String owner() {
    String name = "owner-" + world.unbound(ChatPlatform.LARK).id();
    world
        .management()
        .post(
            "/admins",
            "{'username':'%s','role':'owner','tenants':['*'],'password':'%s'}"
                .formatted(name, PASSWORD));
    return name;
  }

  private JsonNode stored(String username) {
    return world.management().get("/admins/" + username);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
