package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.muster.distribution.e2e.Visitor.Manner;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts in the console: from an intake and rules to a war room, a decision and the settings. */
@EndToEnd
class ConsoleAlertsIT {
  private static final Pattern SENT = Pattern.compile("-H '([^:']+): ([^']+)'.*-d '(.+)'$", 32);

  /** Two problems, one of which is over. */
  private static final String PASTED =
      """
      [{"title": "Checkout is slow", "alertKey": "slow", "severity": "critical"},
       {"title": "Checkout is down", "alertKey": "down", "status": "resolved"}]
      """;

  private final World world;

  ConsoleAlertsIT(World world) {
    this.world = world;
  }

  /** What is written on the pages. */
  private record Words(
      String createIntake,
      String stored,
      String createRule,
      String nameMissing,
      String created,
      String up,
      String second,
      String tryIt,
      String wouldOpen,
      String paste,
      String firstOfTwo,
      String recovers,
      String routed,
      String toRoom,
      String open,
      String opened,
      String dismiss,
      String dismissed,
      String isDismissed,
      String save,
      String saved) {
    static final Words ENGLISH =
        new Words(
            "Create intake",
            "I have stored it",
            "Create rule",
            "Name is missing.",
            "The rule was created.",
            "Move “Wait and see” up",
            "“Wait and see” is number 1 of 2 now.",
            "Try",
            "A war room would be opened at once.",
            "What a sender sends",
            "Problem 1 of 2",
            "It says that the problem is over",
            "Routed",
            "To the war room",
            "Open a war room",
            "The war room is being opened",
            "Dismiss",
            "Dismissed: the problem",
            "Dismissed",
            "Save",
            "The settings were changed.");
    static final Words CHINESE =
        new Words(
            "创建接入",
            "我已保存",
            "创建规则",
            "请填写名称。",
            "规则创建成功",
            "上移“Wait and see”",
            "“Wait and see”现为第 1 条，共 2 条。",
            "开始试运行",
            "会立即创建作战室。",
            "粘贴发送方的请求体",
            "问题 1/2",
            "消息表明问题已恢复",
            "已分派",
            "查看作战室",
            "创建作战室",
            "正在为整个问题创建作战室",
            "忽略",
            "已忽略。",
            "已忽略",
            "保存",
            "设置修改成功。");
  }

  static Stream<Manner> manners() {
    return Stream.of(Console.DESK, Console.PHONE.in("zh-CN"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void takeAlertsInRouteThemAndDecide(Manner manner) {
    Words words = manner.language().startsWith("zh") ? Words.CHINESE : Words.ENGLISH;
    String picture = "alerts-" + manner.language() + "-";
    Tenant tenant = world.tenant(ChatPlatform.WECHATWORK);
    try (Console console = new Console(world, manner).asAdmin(tenant.id(), "alert-intakes")) {
      String place = "t/" + tenant.id() + "/";
      String url = intake(console, words, picture);
      rules(console, words, picture, place);
      tryOut(console, words, picture, place);

      send(console, url, "CheckoutDown", "critical");
      send(console, url, "DiskFull", "warning");
      send(console, url, "CertificateExpires", "warning");
      decide(console, words, picture, place);

      console.go(place + "alert-intakes");
      console.page().locator("main article").filter(having("CheckoutDown")).waitFor();
      console.page().locator("main article").filter(having("Prometheus")).first().waitFor();
      console.look(picture + "intakes");
      settings(console, words, picture, place);
    }
  }

  /** Makes an intake whose samples are taken as they are shown, and returns its address. */
  private static String intake(Console console, Words words, String picture) {
    Page page = console.page();
    console.look(picture + "no-intake");
    console.button(page.locator("main"), words.createIntake()).click();
    Locator dialog = console.dialog();
    console.fill(dialog, "displayName", "Prometheus");
    console.button(dialog, words.createIntake()).click();
    page.getByText(words.stored()).waitFor();
    Locator once = console.dialog();
    once.locator(".senders details").last().waitFor();
    List<Locator> senders = once.locator(".senders details").all();
    assertThat(senders).hasSize(5);
    for (Locator sender : senders) {
      sender.locator("summary").click();
    }
    console.look(picture + "key");
    for (Locator sender : senders) {
      String url = sender.locator("p code").first().innerText();
      Matcher call = SENT.matcher(sender.locator("pre").last().innerText());
      assertThat(call.find()).as(sender.innerText()).isTrue();
      APIResponse answer =
          page.context()
              .request()
              .post(
                  url,
                  RequestOptions.create()
                      .setHeader(call.group(1), call.group(2))
                      .setData(call.group(3)));
      assertThat(answer.status()).as(url + answer.text()).isEqualTo(202);
    }
    String url = senders.get(0).locator("p code").first().innerText();
    console.button(once, words.stored()).click();
    page.getByText(words.stored()).waitFor(Console.GONE);
    assertThat(page.content()).doesNotContain(url);
    return url;
  }

  private static void rules(Console console, Words words, String picture, String place) {
    Page page = console.page();
    Locator main = page.locator("main");
    console.go(place + "rules");
    console.look(picture + "no-rule");
    link(main, words.createRule()).click();
    Locator form = page.locator("form.source-form");
    console.button(form, words.createRule()).click();
    assertThat(form.locator(".summary").innerText()).contains(words.nameMissing());
    console.look(picture + "rule-errors");
    console.fill(form, "displayName", "Call everybody");
    form.locator("[id$='-severities'] input").first().check();
    Locator members = form.locator("[id$='-members']");
    members.locator("summary").click();
    for (String person : List.of("crowd-1", "crowd-2")) {
      members.locator("details input").fill(person);
      members.locator("details input").press("Enter");
      members.locator(".chosen").getByText(person).first().waitFor();
    }
    console.look(picture + "rule");
    console.button(form, words.createRule()).click();
    console.said(words.created());

    link(main, words.createRule()).click();
    console.fill(form, "displayName", "Wait and see");
    form.locator("button[id$='-triage']").click();
    console.button(form, words.createRule()).click();
    console.said(words.created());
    main.locator("article").nth(1).waitFor();
    console.look(picture + "rules");
    console.button(main, words.up()).click();
    console.said(words.second());
    assertThat(main.locator("article h2").allInnerTexts())
        .containsExactly("Wait and see", "Call everybody");
    // the row is the first: the focus is on the button that moves it back
    page.keyboard().press("Enter");
    main.locator("li:nth-child(2)").filter(having("Wait and see")).waitFor();
  }

  private static void tryOut(Console console, Words words, String picture, String place) {
    Locator main = console.page().locator("main");
    console.go(place + "rules?tab=try");
    Locator form = main.locator("form.source-form");
    console.fill(form, "title", "Checkout is slow");
    console.fill(form, "severity", "critical");
    console.fill(form, "application", "shop");
    console.button(form, words.tryIt()).click();
    Locator outcome = main.locator(".outcome");
    outcome.getByText(words.wouldOpen()).waitFor();
    link(outcome, "Call everybody").waitFor();
    outcome.getByText("crowd-2").first().waitFor();
    console.look(picture + "try");

    form.getByText(words.paste()).click();
    form.locator("select").selectOption("json");
    console.fill(form, "body", PASTED);
    console.button(form, words.tryIt()).click();
    main.getByText(words.firstOfTwo()).waitFor();
    outcome.first().getByText(words.wouldOpen()).waitFor();
    outcome.last().getByText(words.recovers()).waitFor();
    console.look(picture + "try-body");
  }

  /** What was taken without asking has a room; of what waits, one gets one and one does not. */
  private static void decide(Console console, Words words, String picture, String place) {
    Page page = console.page();
    Locator rows = page.locator("main article");
    console.go(place + "alerts");
    Locator routed = rows.filter(having("CheckoutDown")).filter(having(words.toRoom()));
    routed.getByText(words.routed()).waitFor();
    Locator full = rows.filter(having("DiskFull"));
    Locator expires = rows.filter(having("CertificateExpires"));
    decision(full, words.open()).waitFor();
    decision(expires, words.dismiss()).waitFor();
    console.look(picture + "list");
    decision(full, words.open()).click();
    console.said(words.opened());
    link(full, words.toRoom()).waitFor();
    decision(expires, words.dismiss()).click();
    console.said(words.dismissed());
    expires.locator(".tags").getByText(words.isDismissed()).waitFor();
    page.locator("main select").selectOption("dismissed");
    expires.waitFor();
    full.waitFor(Console.GONE);
    assertThat(page.url()).endsWith("?state=dismissed");
    console.look(picture + "filtered");
    page.locator("main select").selectOption("");
    link(routed, words.toRoom()).click();
    page.waitForURL("**/war-rooms/*");
    page.locator("main h1").getByText("CheckoutDown").waitFor();
  }

  private static void settings(Console console, Words words, String picture, String place) {
    Page page = console.page();
    console.go(place + "alerts/settings");
    Locator form = page.locator("form.source-form");
    console.fill(form, "titleTemplate", "{{nothing}}");
    console.fill(form, "maxNewRooms", "5");
    console.button(form, words.save()).click();
    assertThat(form.locator(".summary").innerText()).contains("{{nothing}}");
    console.look(picture + "settings");
    console.fill(form, "titleTemplate", "{{severity}} {{title}}");
    console.button(form, words.save()).click();
    console.said(words.saved());
  }

  private static void send(Console console, String url, String name, String severity) {
    Map<String, String> labels = Map.of("alertname", name, "severity", severity);
    Map<String, Object> body =
        Map.of(
            "version",
            "4",
            "status",
            "firing",
            "groupKey",
            "{}:{alertname=\"" + name + "\"}",
            "groupLabels",
            Map.of("alertname", name),
            "alerts",
            List.of(Map.of("status", "firing", "labels", labels)));
    APIResponse answer =
        console.page().context().request().post(url, RequestOptions.create().setData(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator link(Locator within, String name) {
    return within.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
  }

  /** Its name has the alert's behind it. */
  private static Locator decision(Locator row, String name) {
    return row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }
}
