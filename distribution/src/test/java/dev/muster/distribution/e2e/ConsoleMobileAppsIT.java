package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mobile app management, button by button as the page that it is modelled on walks it. */
@EndToEnd
class ConsoleMobileAppsIT {
  private final World world;

  ConsoleMobileAppsIT(World world) {
    this.world = world;
  }

  /** What is written on the page. */
  private record Words(
      Map<String, String> platforms,
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

  static Stream<Arguments> walks() {
    return ChatPlatform.all().stream()
        .flatMap(
            platform ->
                Stream.of(Console.DESK, Console.PHONE)
                    .flatMap(
                        manner ->
                            Stream.of("en-US", "zh-CN")
                                .map(tag -> Arguments.of(platform, manner.in(tag)))));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void viewEnableCheckModifyKeyAndDelete(ChatPlatform platform, Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String name = words.platforms().get(platform.id());
    String picture = platform.id() + "-" + manner.language() + "-" + manner.width() + "-";
    Tenant tenant = world.unbound(platform);
    try (Console console =
        new Console(world, manner)
            .signIn("admin", world.adminPassword(), tenant.id(), "mobile-apps")) {
      Locator card =
          console
              .page()
              .locator("article")
              .filter(
                  new Locator.FilterOptions().setHas(console.page().locator("h2", heading(name))));
      card.waitFor();
      assertThat(card.innerText()).contains(words.enable());
      console.look(picture + "unbound");

      console.button(card, words.enable()).click();
      Locator dialog = console.dialog();
      console.button(dialog, words.ok()).click();
      dialog.getByText(words.missing()).first().waitFor();
      console.look(picture + "errors");
      platform.binding().forEach((field, value) -> console.fill(dialog, field, value));
      console.button(dialog, words.checkFirst()).click();
      dialog.getByText(words.tested()).waitFor();
      console.look(picture + "checked-first");
      console.button(dialog, words.ok()).click();
      console.said(words.created());
      console.button(card, words.check()).waitFor();
      assertThat(card.innerText()).contains(words.tested()).doesNotContain(platform.secret());
      console.look(picture + "bound");

      console.button(card, words.modify()).click();
      Locator keys = console.dialog();
      console.fill(keys, platform.secretField(), "not-the-secret");
      console.button(keys, words.ok()).click();
      console.said(words.changed());
      card.getByText(words.pending()).waitFor();
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
    }
  }

  @Test
  void whoeverIsBeatenToItSeesByWhom() {
    ChatPlatform platform = ChatPlatform.DINGTALK;
    Tenant tenant = world.unbound(platform);
    try (Console console =
        new Console(world, Console.PHONE.in("zh-CN"))
            .signIn("admin", world.adminPassword(), tenant.id(), "mobile-apps")) {
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

  private static Page.LocatorOptions heading(String name) {
    return new Page.LocatorOptions().setHasText(name);
  }
}
