package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** War rooms in the console, from the empty list to a closed room. */
@EndToEnd
class ConsoleWarRoomsIT {
  private static final Map<String, ?> ALWAYS =
      Map.of(
          "displayName",
          "Desk",
          "timeZone",
          "Asia/Shanghai",
          "shifts",
          List.of(
              Map.of(
                  "start",
                  "00:00",
                  "end",
                  "24:00",
                  "members",
                  List.of(Map.of("platform", "wechatwork", "userId", "crowd-3")))));

  private static final Map<String, ?> ON_BOTH =
      Map.of(
          "title",
          "Checkout is down",
          "severity",
          "P1",
          "platforms",
          List.of("wechatwork", "lark"),
          "members",
          List.of(
              Map.of("platform", "wechatwork", "userId", "crowd-1"),
              Map.of("platform", "wechatwork", "userId", "crowd-2"),
              Map.of("platform", "lark", "userId", "crowd-1")));

  private final World world;

  ConsoleWarRoomsIT(World world) {
    this.world = world;
  }

  /** What is written on the pages. */
  private record Words(
      String none,
      String open,
      String missing,
      String submit,
      String opened,
      String chatOpen,
      String allIn,
      String diagnosing,
      String send,
      String sent,
      String close,
      String closed,
      String kept,
      String archived,
      String closeLater,
      String callOff,
      String calledOff,
      String reopen,
      String reopened) {
    static final Words ENGLISH =
        new Words(
            "There is no war room yet.",
            "Open a war room",
            "Title is missing.",
            "Open the war room",
            "The war room was opened.",
            "open",
            "3 of 3 are in every chat",
            "Diagnosing",
            "Send",
            "The message was sent.",
            "Close the war room",
            "The war room was closed.",
            "stays as it was",
            "was renamed, and nobody but its owner can write",
            "Close it then",
            "Call off",
            "The close was called off.",
            "Reopen",
            "The war room was reopened.");
    static final Words CHINESE =
        new Words(
            "还没有作战室。",
            "创建作战室",
            "请填写标题。",
            "确认创建",
            "作战室创建成功。",
            "已创建",
            "已入群 3 / 3 人",
            "定位中",
            "发送",
            "消息发送成功。",
            "关闭作战室",
            "作战室已关闭。",
            "保持不变",
            "已修改群名称，并只允许群主发言",
            "定时关闭",
            "取消关闭",
            "已取消关闭作战室。",
            "重新打开",
            "作战室已重新打开。");

    static Words of(Manner manner) {
      return manner.language().startsWith("zh") ? CHINESE : ENGLISH;
    }
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void openLeadCloseAndReopen(Manner manner) {
    Words words = Words.of(manner);
    String picture = "war-rooms-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    String template =
        tenant.add(
            "war-room-templates",
            Map.of("displayName", "Short", "briefing", "Look here: {{title}}"));
    tenant.add("rotas", ALWAYS);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "war-rooms")) {
      Page page = console.page();
      Locator main = page.locator("main");
      page.getByText(words.none()).waitFor();
      console.look(picture + "none");
      main.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words.open())).click();
      Locator form = page.locator("form.source-form");
      console.button(form, words.submit()).click();
      assertThat(form.locator(".summary").innerText()).contains(words.missing());
      console.look(picture + "errors");
      console.fill(form, "title", "Checkout is down");
      console.fill(form, "applications", "shop");
      Locator members = form.locator("[id$='-members']");
      members.locator("summary").click();
      for (String person : List.of("crowd-1", "crowd-2")) {
        members.locator("details input").fill(person);
        members.locator("details input").press("Enter");
        members.locator(".chosen").getByText(person).first().waitFor();
      }
      Locator rotas = form.locator("[id$='-rotas']");
      rotas.getByText("Desk").click();
      rotas.getByText("crowd-3").waitFor();
      console.fill(form, "template", template);
      form.getByText("Look here: Checkout is down").waitFor();
      console.look(picture + "form");
      console.button(form, words.submit()).click();
      console.said(words.opened());
      page.waitForURL("**/war-rooms/*");

      Locator chat = main.locator("section[aria-labelledby=chats] .tag");
      chat.getByText(Pattern.compile("^" + words.chatOpen() + "$")).waitFor();
      main.getByText(words.allIn()).waitFor();
      console.look(picture + "open");
      console.button(main, words.diagnosing()).click();
      main.locator("dd").getByText(words.diagnosing()).waitFor();
      Locator composer = main.locator("section.panel form");
      composer.locator("textarea").fill("Rolled back");
      console.button(composer, words.send()).click();
      console.said(words.sent());
      main.locator("section[aria-labelledby=timeline]").getByText("Rolled back").waitFor();
      console.look(picture + "talk");

      console.button(main, words.close()).click();
      console.look(picture + "close");
      console.button(console.dialog(), words.close()).click();
      console.said(words.closed());
      main.locator("section[aria-labelledby=closing]").getByText(words.kept()).waitFor();
      console.look(picture + "closed");
      console.button(main, words.reopen()).click();
      console.button(console.dialog(), words.reopen()).click();
      console.said(words.reopened());
      console.button(main, words.close()).waitFor();
    }
  }

  @ParameterizedTest
  @MethodSource("manners")
  void closeLaterOrOnEachPlatformAsItIsChosenThere(Manner manner) {
    Words words = Words.of(manner);
    String picture = "war-rooms-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    tenant.add(
        "mobile-apps",
        Map.of("platform", ChatPlatform.LARK.id(), "fields", ChatPlatform.LARK.binding()));
    String room = tenant.add("war-rooms", ON_BOTH);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "war-rooms/" + room)) {
      Locator main = console.page().locator("main");
      Locator chats = main.locator("section[aria-labelledby=chats] .tag");
      chats.getByText(Pattern.compile("^" + words.chatOpen() + "$")).nth(1).waitFor();

      Locator dialog = chooseOnEach(console, words);
      console.fill(dialog, "farewell", "Thank you.");
      console.fill(dialog, "delaySeconds", "900");
      console.look(picture + "close-each");
      console.button(dialog, words.closeLater()).click();
      Locator planned = main.locator("section[aria-labelledby=planned]");
      planned.getByText("Thank you.").waitFor();
      console.look(picture + "planned");
      console.button(planned, words.callOff()).click();
      console.said(words.calledOff());
      planned.waitFor(Console.GONE);

      console.button(chooseOnEach(console, words), words.close()).click();
      console.said(words.closed());
      Locator closing = main.locator("section[aria-labelledby=closing]");
      closing.getByText(words.kept()).waitFor();
      closing.getByText(words.archived()).waitFor();
    }
  }

  /** Keeps the chat of one platform, and archives that of the other. */
  private static Locator chooseOnEach(Console console, Words words) {
    console.button(console.page().locator("main"), words.close()).click();
    Locator dialog = console.dialog();
    dialog.locator("input[type=radio]").last().check();
    console.fill(dialog, "policies-lark", "archive");
    return dialog;
  }
}
