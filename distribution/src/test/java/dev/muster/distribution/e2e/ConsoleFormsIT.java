package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.process.Management;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every form of the console. */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleFormsIT {
  private static final String PASSWORD = "correct horse battery";

  private final World world;
  private final Company company;

  ConsoleFormsIT(World world) {
    this.world = world;
    this.company = new Company(world);
  }

  /**
   * A form that changes what is stored.
   *
   * @param place its page
   * @param opener the button that opens it, where it is a dialog
   * @param field one of its fields
   * @param path of what it changes, in the API
   * @param verb how the API changes that
   * @param theirs what somebody else stores meanwhile
   */
  private record Edit(
      String place, String opener, String field, String path, String verb, String theirs) {
    @Override
    public String toString() {
      return place + " " + opener;
    }
  }

  static Stream<Edit> edits() {
    String theirs = "{'displayName':'Theirs'}";
    return Stream.of(
        edit("t/{tenant}/identity-sources/work", "/tenants/{tenant}/identity-sources/work"),
        edit("t/{tenant}/clients/{client}", "/tenants/{tenant}/clients/{client}"),
        edit("t/{tenant}/users/{user}", "/tenants/{tenant}/users/{user}"),
        edit("administrators/{other}", "/admins/{other}"),
        new Edit(
            "t/{tenant}/branding", "", "displayName", "/tenants/{tenant}/branding", "PUT", theirs),
        new Edit("tenants", "Rename", "displayName", "/tenants/{tenant}", "PATCH", theirs),
        new Edit(
            "t/{tenant}/mobile-apps",
            "Edit",
            "groupRobotId",
            "/tenants/{tenant}/mobile-apps/dingtalk",
            "PATCH",
            "{'fields':{'groupRobotId':'Theirs'}}"));
  }

  private static Edit edit(String place, String path) {
    return new Edit(place, "", "displayName", path, "PATCH", "{'displayName':'Theirs'}");
  }

  @ParameterizedTest
  @MethodSource("edits")
  void aChangeOutlivesTheSessionAndSomebodyElsesChange(Edit edit) {
    Scene scene = new Scene();
    Management api = world.management();
    try (Console console = scene.open(edit.place(), edit.opener())) {
      Page page = console.page();
      Locator form = form(page);
      console.fill(form, edit.field(), "Mine");
      scene.endSessions();
      submit(form);
      console.dialog().filter(having("Your session has ended")).waitFor();
      console.look("session-ended");
      signInAgain(console, scene.admin());
      assertThat(form.locator("[id$='-" + edit.field() + "']").inputValue()).isEqualTo("Mine");

      String path = scene.filled(edit.path());
      if (edit.verb().equals("PUT")) {
        api.put(path, edit.theirs());
      } else {
        api.patch(path, edit.theirs());
      }
      submit(form);
      Locator conflict = page.getByText("Somebody else has changed this in the meantime");
      conflict.waitFor();
      page.getByText("Mine: Mine").click();
      submit(form);
      conflict.waitFor(Console.GONE);
      JsonNode stored = api.get(path);
      assertThat(
              stored.has("fields") && !edit.field().equals("displayName")
                  ? stored.path("fields").path(edit.field()).asText()
                  : stored.path(edit.field()).asText())
          .isEqualTo("Mine");
    }
  }

  /**
   * A form that makes something, or has it done.
   *
   * @param place its page
   * @param opener the button that opens it, where it is a dialog
   * @param typed what is entered, by field
   * @param said what the console says once it is done
   */
  private record Act(String place, String opener, Map<String, String> typed, String said) {
    @Override
    public String toString() {
      return place + " " + opener;
    }
  }

  static Stream<Act> acts() {
    String password = "a password for somebody";
    return Stream.of(
        new Act(
            "t/{tenant}/users?create=",
            "",
            Map.of("username", "wang", "displayName", "王", "password", password),
            "The user was created."),
        new Act(
            "t/{tenant}/users/{user}", "Disable", Map.of("", "On leave"), "The user was disabled."),
        new Act(
            "t/{tenant}/users/{user}",
            "Set password",
            Map.of("", password),
            "The password was set."),
        new Act(
            "t/{tenant}/clients?create=native",
            "",
            Map.of("displayName", "Wiki", "redirectUris", "https://wiki.example/cb"),
            "The application was created."),
        new Act(
            "t/{tenant}/identity-sources?create=dingtalk&methods=browser",
            "",
            Map.of("displayName", "Guests"),
            "The identity source was created."),
        new Act(
            "t/{tenant}/mobile-apps",
            "Enable now",
            ChatPlatform.LARK.binding(),
            "The mobile application was created."),
        new Act(
            "t/{tenant}/mobile-apps",
            "Modify key",
            Map.of("clientSecret", "another-secret"),
            "The key was changed."),
        new Act(
            "tenants?create=",
            "",
            Map.of("id", "{tenant}-new", "displayName", "New"),
            "The tenant was created."),
        new Act(
            "administrators?create=",
            "",
            Map.of("username", "{tenant}-new", "password", password),
            "The administrator was added."),
        new Act(
            "administrators/{other}",
            "Reset password",
            Map.of("password", password),
            "The password was reset."),
        new Act("api-tokens?create=", "", Map.of("displayName", "Build"), "The token for Build"),
        new Act(
            "account",
            "",
            Map.of("current", PASSWORD, "password", password, "again", password),
            "Your password was changed."));
  }

  @ParameterizedTest
  @MethodSource("acts")
  void whatIsTypedOutlivesTheSession(Act act) {
    Scene scene = new Scene();
    try (Console console = scene.open(act.place(), act.opener())) {
      Page page = console.page();
      Locator form = form(page);
      Map<String, String> typed = new LinkedHashMap<>();
      act.typed().forEach((field, value) -> typed.put(field, scene.filled(value)));
      typed.forEach((field, value) -> Console.fill(input(form, field), value));
      if (form.locator("input[value=owner]").count() == 1) {
        form.locator("input[value=owner]").check();
      }
      scene.endSessions();
      submit(form);
      signInAgain(console, scene.admin());
      typed.forEach((field, value) -> assertThat(input(form, field).inputValue()).isEqualTo(value));
      submit(form);
      page.getByText(act.said()).first().waitFor();
    }
  }

  @Test
  void aFileThatWasChosenOutlivesTheSession() {
    Scene scene = new Scene();
    try (Console console = scene.open("t/{tenant}/users/import", "")) {
      Page page = console.page();
      byte[] csv = "username\nwang\n".getBytes(StandardCharsets.UTF_8);
      page.locator("input[type=file]")
          .setInputFiles(new FilePayload("people.csv", "text/csv", csv));
      Locator dryRun = console.button(page.locator("main"), "Dry run");
      dryRun.waitFor();
      scene.endSessions();
      dryRun.click();
      signInAgain(console, scene.admin());
      dryRun.click();
      page.getByText("Dry run: this is what would happen").waitFor();
    }
  }

  @Test
  void noWayOutOfAFormLosesWhatWasTyped() {
    Tenant tenant = world.unbound(ChatPlatform.LARK);
    try (Console console = new Console(world, Console.DESK).asAdmin(tenant.id(), "users")) {
      Page page = console.page();
      Locator stay = page.getByText("Stay", new Page.GetByTextOptions().setExact(true));
      page.locator("nav a").filter(having("Mobile app management")).first().click();
      Locator enable = console.button(page.locator("article").filter(having("Lark")), "Enable now");
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
      page.waitForURL("**/mobile-apps");

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

  private static Locator form(Page page) {
    Locator form = page.locator("main form:not([role=search]), [role=dialog] form:not(.sign-in)");
    form.last().waitFor();
    return form.last();
  }

  /** A field by its name; the only one there is without. */
  private static Locator input(Locator form, String field) {
    return form.locator(field.isEmpty() ? "input.ant-input" : "[id$='-" + field + "']");
  }

  private static void submit(Locator form) {
    form.locator("button[type=submit]").click();
  }

  private static void signInAgain(Console console, String admin) {
    Locator dialog = console.dialog().filter(having("Your session has ended"));
    dialog.locator("input[name=username]").fill(admin);
    dialog.locator("input[name=password]").fill(PASSWORD);
    dialog.locator("button[type=submit]").click();
    dialog.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  /**
   * A tenant with one of everything, which is enough for all tests: each changes something else.
   */
  private static final class Company {
    private final AtomicInteger administrators = new AtomicInteger();
    private final Management api;
    private final Tenant tenant;
    private final Application application;
    private final String other;
    private final String user;

    Company(World world) {
      api = world.management();
      tenant = world.tenant(ChatPlatform.DINGTALK);
      application = tenant.application();
      other = administrator("auditor");
      user =
          api.post("/tenants/" + tenant.id() + "/users", "{'username':'li'}").path("id").asText();
    }

    String administrator(String role) {
      String name = role + "-" + administrators.incrementAndGet() + "-of-" + tenant.id();
      api.post(
          "/admins",
          "{'username':'%s','displayName':'Li Na','role':'%s','tenants':['*'],'password':'%s'}"
              .formatted(name, role, PASSWORD));
      return name;
    }
  }

  /** The company, and an owner whose sessions no other test uses. */
  private final class Scene {
    private final Management api = world.management();
    private final String admin = company.administrator("owner");

    String admin() {
      return admin;
    }

    String filled(String text) {
      return text.replace("{tenant}", company.tenant.id())
          .replace("{client}", company.application.clientId())
          .replace("{user}", company.user)
          .replace("{other}", company.other);
    }

    Console open(String place, String opener) {
      Console console = new Console(world, Console.DESK).enter(admin, PASSWORD, filled(place));
      if (!opener.isEmpty()) {
        Locator within = console.page().locator("main");
        if (place.equals("tenants")) {
          console.loadAll();
          within = within.locator("article").filter(having(company.tenant.id()));
        }
        within.getByRole(AriaRole.BUTTON, named(opener)).first().click();
        // until it is there the last form is that of the page
        console.dialog().locator("form").waitFor();
      }
      return console;
    }

    void endSessions() {
      for (JsonNode each : api.all("/admins/" + admin + "/sessions?limit=200")) {
        api.delete("/admins/" + admin + "/sessions/" + each.path("id").asText());
      }
    }
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
