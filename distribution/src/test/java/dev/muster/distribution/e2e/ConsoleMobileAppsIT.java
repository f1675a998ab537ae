package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mobile app management, button by button as the page that it is modelled on walks it. */
@EndToEnd
class ConsoleMobileAppsIT {
  private static final String ADDRESS_BOOK = "addressBookSecret";

  private final World world;

  ConsoleMobileAppsIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      Map<String, String> platforms,
      String basic,
      String title,
      String enable,
      String ok,
      String missing,
      String checkFirst,
      String created,
      String check,
      String tested,
      String wrong,
      String modify,
      String changed,
      String pending,
      String delete,
      String inUse,
      String anyway,
      String deleted) {
    static final Words ENGLISH =
        new Words(
            Map.of("wechatwork", "Enterprise WeChat", "dingtalk", "DingTalk", "lark", "Lark"),
            "Basic configurations",
            "Mobile app management",
            "Enable now",
            "OK",
            "is missing.",
            "Check before saving",
            "The mobile application was created.",
            "Check again",
            "Checked",
            "Not everything is right.",
            "Modify key",
            "The key was changed.",
            "The old key works until the new one has been used.",
            "Delete",
            "can no longer sign anybody in",
            "Delete all the same",
            "The mobile application was deleted.");
    static final Words CHINESE =
        new Words(
            Map.of("wechatwork", "企业微信", "dingtalk", "钉钉", "lark", "飞书"),
            "基础配置",
            "移动应用管理",
            "立即启用",
            "确定",
            "请填写",
            "保存前检查",
            "移动应用创建成功。",
            "重新检查",
            "检查时间",
            "存在问题。",
            "修改密钥",
            "密钥修改成功。",
            "旧密钥仍然有效",
            "删除",
            "将无法登录",
            "仍要删除",
            "移动应用删除成功。");
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platformsAndManners")
  void viewEnableCheckModifyKeyAndDelete(ChatPlatform platform, Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String name = words.platforms().get(platform.id());
    String picture = platform.id() + "-" + manner.language() + "-" + manner.width() + "-";
    Tenant tenant = world.unbound(platform);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "overview")) {
      fromTheMenu(console, words);
      Locator card =
          console
              .page()
              .locator("article")
              .filter(
                  new Locator.FilterOptions().setHas(console.page().locator("h2", heading(name))));
      card.waitFor();
      assertThat(card.innerText()).contains(words.enable());
      assertThat(console.page().locator("main article").count()).isEqualTo(3);
      console.look(picture + "unbound");

      console.button(card, words.enable()).click();
      Locator dialog = console.dialog();
      console.button(dialog, words.ok()).click();
      dialog.getByText(words.missing()).first().waitFor();
      console.look(picture + "errors");
      platform.binding().forEach((field, value) -> console.fill(dialog, field, value));
      if (platform == ChatPlatform.WECHATWORK) {
        console.fill(dialog, ADDRESS_BOOK, "sandbox-address-book-secret");
      }
      console.button(dialog, words.checkFirst()).click();
      dialog.getByText(words.tested()).waitFor();
      console.look(picture + "checked-first");
      console.button(dialog, words.ok()).click();
      console.said(words.created());
      console.button(card, words.check()).waitFor();
      assertThat(card.innerText())
          .contains(words.tested())
          .contains(identity(platform))
          .doesNotContain(platform.secret());
      console.look(picture + "bound");

      console.button(card, words.modify()).click();
      Locator keys = console.dialog();
      console.fill(keys, platform.secretField(), "not-the-secret");
      if (platform == ChatPlatform.WECHATWORK) {
        console.fill(keys, ADDRESS_BOOK, "not-the-secret-either");
      }
      console.button(keys, words.ok()).click();
      console.said(words.changed());
      assertThat(topRight(console.page(), words.changed())).as("top right").isTrue();
      card.getByText(words.pending()).first().waitFor();
      console.button(card, words.check()).click();
      card.getByText(words.wrong()).waitFor();
      console.look(picture + "wrong-key");

      tenant.source("work", Map.of("platform", platform.id(), "methods", List.of("browser")));
      console.button(card, words.delete()).click();
      console.button(console.dialog(), words.ok()).click();
      console.dialog().getByText(words.inUse()).waitFor();
      console.look(picture + "in-use");
      console.dialog().locator("input").fill(name);
      console.button(console.dialog(), words.anyway()).click();
      console.said(words.deleted());
      console.button(card, words.enable()).waitFor();

      world.management().delete("/tenants/" + tenant.id() + "/identity-sources/work");
      tenant.bind();
      console.page().reload();
      console.button(card, words.delete()).click();
      console.button(console.dialog(), words.ok()).click();
      console.said(words.deleted());
      console.button(card, words.enable()).waitFor();
    }
  }

  @Test
  void whoeverIsBeatenToItSeesByWhom() {
    ChatPlatform platform = ChatPlatform.DINGTALK;
    Tenant tenant = world.unbound(platform);
    try (Console console =
        new Console(world, Console.PHONE.in("zh-CN")).asAdmin(tenant.id(), "mobile-apps")) {
      Locator card =
          console
              .page()
              .locator("article")
              .filter(
                  new Locator.FilterOptions().setHas(console.page().locator("h2", heading("钉钉"))));
      console.button(card, "立即启用").click();
      platform.binding().forEach((field, value) -> console.fill(console.dialog(), field, value));
      world
          .management()
          .post(
              "/tenants/" + tenant.id() + "/mobile-apps",
              Http.write(Map.of("platform", platform.id(), "fields", platform.binding())));
      console.button(console.dialog(), "确定").click();
      card.getByText("settings已于").waitFor();
      console.button(card, "检查").waitFor();
      console.dialog().waitFor(Console.GONE);
      console.look("mobile-apps-beaten");
    }
  }

  /** As it is described: by its group in the menu on the left, which a phone has in a drawer. */
  private static void fromTheMenu(Console console, Words words) {
    Page page = console.page();
    if (page.viewportSize().width < 768) {
      page.locator("button.open-menu").click();
    }
    page.locator("nav.menu:visible h2", heading(words.basic()))
        .locator("+ ul a", new Locator.LocatorOptions().setHasText(words.title()))
        .click();
    page.locator("main h1", heading(words.title())).waitFor();
  }

  /** What a binding shows of which app it is. */
  private static List<String> identity(ChatPlatform platform) {
    return platform.binding().entrySet().stream()
        .filter(field -> !Set.of(platform.secretField(), "cloud").contains(field.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Whether it is said in the corner: below what was said before, and where it comes to rest. */
  private static boolean topRight(Page page, String said) {
    Locator corner =
        page.locator(".ant-notification").filter(new Locator.FilterOptions().setHasText(said));
    BoundingBox box = corner.boundingBox();
    int width = page.viewportSize().width;
    return box.y < 100 && box.x + box.width <= width && box.x + box.width > width - 50;
  }

  private static Page.LocatorOptions heading(String name) {
    return new Page.LocatorOptions().setHasText(name);
  }
}
