package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users, from the empty list to the last way in. */
@EndToEnd
class ConsoleUsersIT {
  private static final String AUDITOR = "the password of an auditor";

  private final World world;

  ConsoleUsersIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      String none,
      String create,
      String missing,
      String verify,
      String created,
      String disable,
      String disabled,
      String enable,
      String enabled,
      String setPassword,
      String passwordForm,
      String passwordSet,
      String delete,
      String deleteHim,
      String deleted) {
    static final Words ENGLISH =
        new Words(
            "There is nobody yet.",
            "Create user",
            "is missing.",
            "I know it: verified",
            "The user was created.",
            "Disable",
            "The user was disabled.",
            "Enable",
            "The user was enabled.",
            "Set password",
            "A password has 10 to 128 characters.",
            "The password was set.",
            "Delete user",
            "Delete 李伟",
            "The user was deleted.");
    static final Words CHINESE =
        new Words(
            "还没有用户。",
            "创建用户",
            "请填写",
            "我已核实，设为已验证",
            "用户创建成功。",
            "停用",
            "用户已停用。",
            "启用",
            "用户已启用。",
            "设置密码",
            "密码长度为 10 至 128 个字符。",
            "密码设置成功。",
            "删除用户",
            "删除 李伟",
            "用户删除成功。");
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void createDisableEnableSetAPasswordAndDelete(Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String picture = "users-" + manner.language() + "-";
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    try (Console console = signIn(tenant, manner)) {
      Page page = console.page();
      page.getByText(words.none()).waitFor();
      console.look(picture + "none");
      link(page, words.create());
      Locator form = page.locator("form.source-form");
      Locator submit = form.locator("button[type=submit]");
      submit.click();
      assertThat(form.locator(".summary").innerText()).contains(words.missing());
      console.look(picture + "errors");
      console.fill(form, "username", "li.wei");
      console.fill(form, "displayName", "李伟");
      console.fill(form, "email", "li.wei@corp.example");
      form.locator("[id$='-emailVerified']").click();
      console.button(console.dialog(), words.verify()).click();
      submit.click();
      console.said(words.created());
      page.waitForURL("**/users/*");
      JsonNode created = users(tenant).get(0);
      assertThat(created.path("emailVerified").asBoolean()).isTrue();
      form.waitFor();
      console.look(picture + "profile");

      console.button(page.locator("main"), words.disable()).click();
      console.dialog().locator("input").fill("On leave");
      console.look(picture + "disable");
      console.button(console.dialog(), words.disable() + " 李伟").click();
      console.said(words.disabled());
      console.button(page.locator("main"), words.enable()).click();
      console.said(words.enabled());
      console.button(page.locator("main"), words.disable()).waitFor();
      assertThat(events(tenant, "user.disabled").path("detail").path("reason").asText())
          .isEqualTo("On leave");

      console.button(page.locator("main"), words.setPassword()).click();
      Locator dialog = console.dialog();
      dialog.locator("input[type=password]").fill("short");
      console.button(dialog, words.setPassword()).click();
      dialog.locator(".fault").getByText(words.passwordForm()).waitFor();
      console.look(picture + "password");
      dialog.locator("input[type=password]").fill("correct horse battery");
      console.button(dialog, words.setPassword()).click();
      console.said(words.passwordSet());
      assertThat(users(tenant).get(0).path("passwordSet").asBoolean()).isTrue();

      console.button(page.locator("main"), words.delete()).click();
      console.look(picture + "delete");
      console.dialog().locator("input").fill("li.wei");
      console.button(console.dialog(), words.deleteHim()).click();
      console.said(words.deleted());
      page.getByText(words.none()).waitFor();
    }
  }

  /** What is written on the pages of the import. */
  private record ImportWords(
      String notUtf8,
      String dryRun,
      String tried,
      String importNow,
      String imported,
      String downloadRefused,
      String export) {
    static ImportWords in(String language) {
      return language.startsWith("zh")
          ? new ImportWords("文件不是 UTF-8 编码", "试运行", "试运行完成", "导入 2 行", "导入完成", "下载被拒绝的行", "导出 CSV")
          : new ImportWords(
              "The file is not written in UTF-8",
              "Dry run",
              "Dry run: this is what would happen",
              "Import 2 lines",
              "The import is done",
              "Download refused lines",
              "Export as CSV");
    }
  }

  @ParameterizedTest
  @MethodSource("manners")
  void importAFileAfterADryRunAndExport(Manner manner) throws IOException {
    ImportWords words = ImportWords.in(manner.language());
    String picture = "users-import-" + manner.language() + "-";
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    create(tenant, "li");
    String csv =
        "login;姓名;mail;salary\n"
            + "li;李伟;li@corp.example;1\n"
            + "wang;王;nobody;2\n"
            + "zhao;\"赵 \"\"Z\"\"\";;3\n";
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "users/import")) {
      Page page = console.page();
      Locator input = page.locator("input[type=file]");
      input.setInputFiles(file(csv.getBytes(Charset.forName("GBK"))));
      page.getByText(words.notUtf8()).waitFor();
      console.look(picture + "wrong");
      input.setInputFiles(file(csv.getBytes(StandardCharsets.UTF_8)));
      page.locator("main table tbody tr").nth(2).waitFor();
      console.look(picture + "columns");
      console.button(page.locator("main"), words.dryRun()).click();
      page.getByText(words.tried()).waitFor();
      assertThat(page.locator("main dd").allInnerTexts()).containsExactly("1", "1", "0", "1");
      assertThat(users(tenant)).hasSize(1);
      console.look(picture + "tried");
      Download refused =
          page.waitForDownload(
              () -> console.button(page.locator("main"), words.downloadRefused()).click());
      assertThat(Files.readString(refused.path()))
          .contains("wang,王,nobody,2,")
          .doesNotContain("zhao");

      console.button(page.locator("main"), words.importNow()).click();
      page.getByText(words.imported()).waitFor();
      assertThat(users(tenant)).hasSize(2);
      console.look(picture + "done");
      page.reload();
      page.getByText(words.imported()).waitFor();
      page.locator("main a").first().click();
      page.locator("main article").nth(1).waitFor();
      Download export =
          page.waitForDownload(() -> console.button(page.locator("main"), words.export()).click());
      assertThat(Files.readAllLines(export.path()))
          .hasSize(3)
          .anyMatch(line -> line.contains("\"zhao\",\"赵 \"\"Z\"\"\""));
    }
  }

  private static FilePayload file(byte[] bytes) {
    return new FilePayload("people.csv", "text/csv", bytes);
  }

  @Test
  void whoIsSearchedForStandsInTheAddress() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    for (int i = 0; i < 60; i++) {
      create(tenant, "li%02d".formatted(i));
    }
    String kept = create(tenant, "wang");
    tenant.disable(kept);
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      Locator rows = page.locator("main article");
      rows.nth(49).waitFor();
      console.button(page.locator("main"), "Load more").click();
      rows.nth(60).waitFor();
      console.look("users-list");
      page.locator("input[type=search]").fill("li1");
      rows.nth(10).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      page.waitForURL("**/users?q=li1");
      assertThat(rows.count()).isEqualTo(10);
      page.locator("main select").first().selectOption("disabled");
      page.getByText("Nobody fits this search.").waitFor();
      console.look("users-nobody");
      page.reload();
      page.getByText("Nobody fits this search.").waitFor();
      link(page, "Show everybody");
      rows.nth(49).waitFor();
      assertThat(page.locator("input[type=search]").inputValue()).isEmpty();
      page.navigate(page.url() + "?status=disabled&since=2040-01-01");
      rows.first().waitFor();
      assertThat(rows.allInnerTexts()).singleElement().asString().contains("wang", "Disabled");
    }
  }

  @Test
  void twoChangesAtOnceArePutTogether() {
    Tenant tenant = world.unbound(ChatPlatform.WECHATWORK);
    String id = create(tenant, "li");
    try (Console console = signIn(tenant, Console.DESK)) {
      Page page = console.page();
      link(page, "li");
      Locator form = page.locator("form.source-form");
      console.fill(form, "displayName", "Mine");
      link(page, "Sessions");
      console.button(console.dialog(), "Stay").click();
      console
          .dialog()
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      world
          .management()
          .patch(
              "/tenants/" + tenant.id() + "/users/" + id,
              Http.write(Map.of("displayName", "Theirs", "phone", "+8613800000000")));
      Locator save = form.locator("button[type=submit]");
      save.click();
      page.getByText("Taken over from them: Phone number.").waitFor();
      console.look("users-conflict");
      page.getByText("Mine: Mine").click();
      save.click();
      console.said("The user was changed.");
      JsonNode stored = users(tenant).get(0);
      assertThat(stored.path("displayName").asText()).isEqualTo("Mine");
      assertThat(stored.path("phone").asText()).isEqualTo("+8613800000000");
    }
  }

  @Test
  void theLastWayInIsNeverTakenSilentlyAndAuditorsOnlyLook() {
    ChatPlatform platform = ChatPlatform.WECHATWORK;
    Tenant tenant = world.tenant(platform);
    Application application = tenant.application();
    for (int i = 0; i < 2; i++) {
      assertThat(Way.BROWSER.comeIn(world, application, platform.member().id()).signedIn())
          .isTrue();
    }
    JsonNode person = tenant.user();
    String id = person.path("id").asText();
    String name = person.path("displayName").asText(person.path("username").asText());
    String auditor = "auditor-" + tenant.id();
    world
        .management()
        .post(
            "/admins",
            Http.write(
                Map.of(
                    "username",
                    auditor,
                    "role",
                    "auditor",
                    "tenants",
                    List.of(tenant.id()),
                    "password",
                    AUDITOR)));
    try (Console console =
        new Console(world, Console.PHONE)
            .signIn(auditor, AUDITOR, tenant.id(), "users/" + id + "?tab=sessions")) {
      Page page = console.page();
      page.locator(".panel .row").nth(1).waitFor();
      assertThat(page.locator("main button").count()).isZero();
      console.look("users-auditor-sessions");
      link(page, "Platform accounts");
      page.locator(".panel .row").first().waitFor();
      link(page, "Profile");
      page.locator(".panel dl").waitFor();
      assertThat(page.locator("main button, main input").count()).isZero();
      console.look("users-auditor-profile");
    }
    try (Console console =
        new Console(world, Console.DESK).asAdmin(tenant.id(), "users/" + id + "?tab=sessions")) {
      Page page = console.page();
      Locator rows = page.locator(".panel .row");
      rows.nth(1).waitFor();
      rows.first().locator("button").click();
      console.said("The session was ended.");
      rows.nth(1).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      assertThat(rows.count()).isEqualTo(1);
      console.button(page.locator("main"), "End all sessions").click();
      console.button(console.dialog(), "End all sessions of " + name).click();
      page.getByText("This person is signed in nowhere.").waitFor();

      link(page, "Platform accounts");
      rows.first().locator("button").click();
      console.dialog().getByText("This is the last way in").waitFor();
      console.look("users-last-way-in");
      console.button(console.dialog(), "Unlink " + platform.member().id()).click();
      console.said("The account was unlinked.");
      assertThat(tenant.identities(id)).isEmpty();
    }
  }

  private Console signIn(Tenant tenant, Manner manner) {
    return new Console(world, manner).asAdmin(tenant.id(), "users");
  }

  private JsonNode users(Tenant tenant) {
    return world.management().get("/tenants/" + tenant.id() + "/users").path("items");
  }

  private String create(Tenant tenant, String username) {
    return world
        .management()
        .post("/tenants/" + tenant.id() + "/users", Http.write(Map.of("username", username)))
        .path("id")
        .asText();
  }

  private JsonNode events(Tenant tenant, String action) {
    return world
        .management()
        .get("/tenants/" + tenant.id() + "/audit-events?action=" + action)
        .path("items")
        .path(0);
  }

  private static void link(Page page, String name) {
    page.locator("main a").filter(new Locator.FilterOptions().setHasText(name)).first().click();
  }
}
