package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was done, and what is done in the background. */
@EndToEnd
class ConsoleAuditIT {
  private final World world;

  ConsoleAuditIT(World world) {
    this.world = world;
  }

  @Test
  void isFilteredOpenedAndExported() throws IOException {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    IntStream.range(0, 55).forEach(number -> user(tenant, "someone" + number));
    try (Console console = signIn(tenant, Console.DESK, "audit")) {
      Page page = console.page();
      Locator events = page.locator("details.event");
      events.first().waitFor();
      assertThat(events.count()).isEqualTo(50);
      console.button(page.locator("main"), "Load more").click();
      events.nth(50).waitFor();
      console.button(page.locator("main"), "Back to the top").waitFor();
      // the words of the actions come with an answer of their own
      events.first().getByText("A user was created.").waitFor();
      assertThat(events.first().innerText()).contains("token:settings");

      events.first().locator("summary").click();
      assertThat(events.first().innerText()).contains("127.0.0.1", "Correlation ID");
      console.look("audit");
      events.first().locator("button").nth(1).click();
      page.waitForURL("**/audit?action=user.created");
      Download download =
          page.waitForDownload(() -> console.button(page.locator("main"), "Export as CSV").click());
      List<String> rows = Files.readAllLines(download.path());
      assertThat(rows).hasSize(56);
      assertThat(rows.get(0))
          .isEqualTo(
              "\uFEFF\"id\",\"at\",\"actor\",\"action\",\"subject\",\"tenant\",\"address\",\"correlationId\",\"detail\",\"actorName\"");
      assertThat(rows.subList(1, 56)).allMatch(row -> row.contains("\"user.created\""));

      page.reload();
      events.first().waitFor();
      assertThat(page.locator("input[list]").inputValue()).isEqualTo("user.created");
      page.locator("input[placeholder='admin:alice']").fill("admin:nobody");
      page.getByText("Nothing of the kind is in the log.").waitFor();
      console.look("audit-nothing");
      page.locator("main").locator("button").filter(having("Clear the filters")).first().click();
      events.first().waitFor();
      page.waitForURL("**/audit");

      console.go("audit");
      // the words of the actions come after the events
      events.filter(having("An administrator signed in.")).first().waitFor();
    }
  }

  @Test
  void everyResourceLeadsToWhatWasDoneWithIt() {
    ChatPlatform platform = ChatPlatform.WECHATWORK;
    Tenant tenant = world.tenant(platform);
    String client = tenant.application().clientId();
    String user = user(tenant, "someone");
    String admin = "admin-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            "{'username':'"
                + admin
                + "','password':'a-long-password','role':'auditor','tenants':['"
                + tenant.id()
                + "']}");
    String token =
        world
            .management()
            .post(
                "/api-tokens",
                "{'displayName':'of " + tenant.id() + "','role':'auditor','tenants':['*']}")
            .path("id")
            .asText();
    world.management().put("/tenants/" + tenant.id() + "/branding", "{'displayName':'Other'}");
    String own = "t/" + tenant.id() + "/";
    Map<String, String> places =
        Map.of(
            own + "mobile-apps", "mobile-app:" + platform.id(),
            own + "identity-sources/" + Tenant.SOURCE, "identity-source:" + Tenant.SOURCE,
            own + "clients/" + client, "client:" + client,
            own + "users/" + user, "user:" + user,
            own + "branding", "tenant:" + tenant.id(),
            "administrators/" + admin, "admin:" + admin);
    try (Console console = signIn(tenant, Console.DESK, "audit")) {
      places.forEach(
          (place, subject) -> {
            console.go(place);
            leads(console, "", subject);
          });
      console.go("api-tokens");
      leads(console, "of " + tenant.id(), "api-token:" + token);
      console.go("tenants");
      log(console, "").first().click();
      console.page().waitForURL("**/audit?subject=tenant%3A*");
      console.go("plugins");
      log(console, "dev.muster.wechatwork").click();
      console.page().waitForURL("**/console/audit?subject=plugin%3Adev.muster.wechatwork");
    }
  }

  private static void leads(Console console, String name, String subject) {
    log(console, name).click();
    Locator event = console.page().locator("details.event").first();
    event.waitFor();
    assertThat(event.innerText()).contains(subject);
    assertThat(console.page().locator("input[placeholder='user:…']").inputValue())
        .isEqualTo(subject);
  }

  private static Locator log(Console console, String name) {
    return console
        .page()
        .locator("main a")
        .filter(having("Show in the audit log"))
        .filter(having(name));
  }

  @Test
  void onAPhoneOfSomebodyWhoOnlyReads() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    String name = "auditor-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            "{'username':'"
                + name
                + "','password':'a-long-password','role':'auditor','tenants':['"
                + tenant.id()
                + "']}");
    user(tenant, "someone");
    try (Console console =
        new Console(world, Console.PHONE.in("zh-CN"))
            .signIn(name, "a-long-password", tenant.id(), "audit")) {
      Page page = console.page();
      Locator event = page.locator("details.event").first();
      event.locator("summary").click();
      event.getByText("创建了用户。").waitFor();
      assertThat(event.innerText()).contains("来源地址");
      console.look("audit-zh");
      tasks(console, tenant);
      page.getByText("new-kind").waitFor();
      assertThat(page.locator("main button").allInnerTexts()).doesNotContain("重试", "删除");
      console.look("tasks-zh");
      page.locator(".open-menu").click();
      assertThat(console.dialog().innerText()).contains("后台任务").doesNotContain("全局审计日志");
    }
  }

  @Test
  void workInTheBackgroundIsTriedAgainAndDeleted() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console = signIn(tenant, Console.DESK, "tasks")) {
      Page page = console.page();
      page.getByText("Nothing waits and nothing has failed.").waitFor();
      console.look("tasks-none");
      tasks(console, tenant);
      Locator failed = page.locator("article").filter(having("The platform refuses us."));
      assertThat(failed.innerText()).contains("looked up", "tried 140 times", "failed");
      assertThat(page.locator("article").filter(having("new-kind")).locator("button").count())
          .isZero();
      console.look("tasks");
      page.route(
          "**/tasks/1/retry",
          route ->
              json(
                  route,
                  "{'id':'1','type':'x','state':'waiting','createdAt':'2026-01-01T00:00:00Z','attempts':0,"
                      + "'deletable':true}"));
      failed.getByText("Retry now").click();
      console.said("It is tried again soon.");
      page.route("**/tasks/1", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
      failed.getByText("Delete").click();
      console.look("task-delete");
      console
          .button(console.dialog(), "Delete Event of a platform, looked up in its address book")
          .click();
      console.said("The work was deleted.");
      // the last thing that is asked for: the page is not closed before it has its answer
      page.waitForResponse(
          answer -> answer.url().contains("state=waiting"),
          () -> page.locator("select.choice:has(option[value=waiting])").selectOption("waiting"));
      page.waitForURL("**/tasks?state=waiting");
    }
  }

  /**
   * It takes two days until a task has failed for good: what the API says then is put before the
   * page.
   */
  private static void tasks(Console console, Tenant tenant) {
    console
        .page()
        .route(
            "**/tenants/" + tenant.id() + "/tasks?**",
            route ->
                json(
                    route,
                    "{'items':[{'id':'1','type':'platform-event-lookup','state':'failed','attempts':140,"
                        + "'createdAt':'2026-01-01T00:00:00Z','failedAt':'2026-01-03T00:00:00Z',"
                        + "'problem':'The platform refuses us.','deletable':true},"
                        + "{'id':'2','type':'source-end','state':'waiting','attempts':0,"
                        + "'createdAt':'2026-01-03T00:00:00Z','dueAt':'2026-01-03T01:00:00Z','deletable':false},"
                        + "{'id':'3','type':'new-kind','state':'running','attempts':1,"
                        + "'createdAt':'2026-01-03T00:00:00Z','deletable':false}]}"));
    console.go("t/" + tenant.id() + "/tasks");
  }

  private static void json(Route route, String body) {
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBody(body.replace('\'', '"')));
  }

  private String user(Tenant tenant, String username) {
    return world
        .management()
        .post("/tenants/" + tenant.id() + "/users", "{'username':'" + username + "'}")
        .path("id")
        .asText();
  }

  private Console signIn(Tenant tenant, Manner manner, String place) {
    return new Console(world, manner).signIn("admin", world.adminPassword(), tenant.id(), place);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
