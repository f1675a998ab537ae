package dev.muster.distribution.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A picture of {@code docs/console}.
 *
 * @param name the name of its file, without the ending
 * @param place the address of the page, below {@code /console/}
 * @param steps what is done on the page before the picture is taken
 */
record ConsolePicture(String name, String place, Consumer<PictureStage> steps) {
  private static final String PEOPLE =
      """
      User name,Full name,Mail,Phone,Department
      mei.lin,林梅,mei.lin@sandbox.example,+8613800020001,Sales
      zhang.wei,张伟,zhang.wei@sandbox.example,+8613800010000,Engineering
      noah.fischer,Noah Fischer,noah.fischer@sandbox.example,,Support
      sofia.rossi,Sofia Rossi,not-an-address,+8613800020004,Legal
      """;

  /**
   * All of them, in the order in which they are taken: the last one signs the administrator out.
   */
  static List<ConsolePicture> all() {
    return List.of(
        of("overview", "t/demo/overview?range=30d"),
        of("war-rooms", "t/demo/war-rooms"),
        of("war-room-open", "t/demo/war-rooms?open="),
        new ConsolePicture("war-room", "t/demo/war-rooms", ConsolePicture::enterRoom),
        new ConsolePicture(
            "war-room-chats",
            "t/demo/war-rooms",
            stage ->
                stage.showBeside(
                    Stream.of("wechatwork", "dingtalk", "lark")
                        .map(platform -> chat(stage, "/sandbox/" + platform + "/control"))
                        .toList())),
        of("alerts", "t/demo/alerts"),
        of("alert-settings", "t/demo/alerts/settings"),
        of("rules", "t/demo/rules"),
        of("rule-create", "t/demo/rules?create="),
        of("rules-try", "t/demo/rules?tab=try"),
        of("alert-intakes", "t/demo/alert-intakes"),
        new ConsolePicture(
            "mobile-apps",
            "t/demo/mobile-apps",
            stage -> {
              press(stage.page().locator("article").first(), "Check");
              stage.page().getByText("Everything is right.").waitFor();
            }),
        new ConsolePicture(
            "mobile-app-enable",
            "t/default/mobile-apps",
            stage -> {
              press(
                  stage
                      .page()
                      .locator("article")
                      .filter(new Locator.FilterOptions().setHasText("Enterprise WeChat")),
                  "Enable now");
              stage.page().getByRole(AriaRole.DIALOG).waitFor();
            }),
        of("rotas", "t/demo/rotas"),
        new ConsolePicture(
            "rota",
            "t/demo/rotas",
            stage -> {
              stage.page().locator("main article a").first().click();
              stage.page().locator("ol.days > li").first().waitFor();
            }),
        of("templates", "t/demo/templates"),
        of("template", "t/demo/templates/default"),
        of("identity-sources", "t/demo/identity-sources"),
        of(
            "identity-source-create",
            "t/demo/identity-sources?create=wechatwork&methods=browser,in-app"),
        of("identity-source", "t/demo/identity-sources/dingtalk"),
        of("identity-source-callbacks", "t/demo/identity-sources/dingtalk?tab=callbacks"),
        new ConsolePicture(
            "identity-source-try",
            "t/demo/identity-sources/dingtalk?tab=try",
            stage -> {
              Locator main = stage.page().locator("main");
              Page opened = stage.page().waitForPopup(() -> press(main, "Try it"));
              opened.waitForURL(PictureStage.ORIGIN + "/**");
              stage.signInAt(opened.url());
              opened.close();
              main.getByText("What decided it").waitFor();
            }),
        of("applications", "t/demo/clients"),
        of("application", "t/demo/clients/wiki"),
        of("application-snippets", "t/demo/clients/wiki?tab=snippets"),
        of("users", "t/demo/users"),
        new ConsolePicture(
            "user",
            "t/demo/users?q=developer",
            stage -> {
              stage.page().locator("main article a, main li a").first().click();
              stage.page().getByText("Known since").waitFor();
            }),
        new ConsolePicture(
            "users-import",
            "t/demo/users/import",
            stage -> {
              stage
                  .page()
                  .locator("input[type=file]")
                  .setInputFiles(
                      new FilePayload(
                          "people.csv", "text/csv", PEOPLE.getBytes(StandardCharsets.UTF_8)));
              Locator columns = stage.page().locator("main th select");
              columns.first().waitFor();
              columns.nth(1).selectOption("displayName");
              columns.nth(2).selectOption("email");
              press(stage.page().locator("main"), "Dry run");
              stage.page().getByText("this is what would happen").waitFor();
            }),
        of("branding", "t/demo/branding"),
        of("tenants", "tenants"),
        of("plugins", "plugins"),
        of("administrators", "administrators"),
        of("api-tokens", "api-tokens"),
        of("background-work", "t/demo/tasks"),
        of("audit", "t/demo/audit"),
        of("installation-audit", "audit"),
        of("account", "account"),
        new ConsolePicture(
            "sign-in",
            "account",
            stage -> {
              stage.page().locator("details.account summary").click();
              press(stage.page().locator("details.account"), "Sign out");
              stage.page().locator("input[name=username]").waitFor();
            }));
  }

  private static ConsolePicture of(String name, String place) {
    return new ConsolePicture(name, place, stage -> {});
  }

  private static void enterRoom(PictureStage stage) {
    stage.page().locator("main article a").first().click();
    stage.page().getByText("The war room was opened").first().waitFor();
  }

  /** The address of the only chat of a simulated platform. */
  private static String chat(PictureStage stage, String control) {
    Object id =
        stage
            .page()
            .evaluate(
                "chats => fetch(chats).then(answer => answer.json())"
                    + ".then(all => encodeURIComponent(all[0].id))",
                control + "/chats");
    return control + "/chat?id=" + id;
  }

  private static void press(Locator within, String button) {
    within
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Override
  public String toString() {
    return name;
  }
}
