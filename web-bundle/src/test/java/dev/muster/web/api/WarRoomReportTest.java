package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarRoomReportTest extends WarRoomReportFixture {
  private static String markdown(WarRoomReport report, Language language) {
    return MarkdownReport.of(ReportText.of(report, language));
  }

  private static String html(WarRoomReport report, Language language) {
    return new String(
        HtmlReport.of(ReportText.of(report, language)).body(), StandardCharsets.UTF_8);
  }

  @Test
  void tellsHowLongItTook() {
    WarRoomReport.View view = WarRoomReport.View.of(report("Down"), Language.ENGLISH);
    assertThat(view.secondsToAcknowledge()).hasValue(95L);
    assertThat(view.secondsToRecover()).hasValue(3_720L);
    assertThat(view.secondsOpen()).isEqualTo(25 * 3_600);
    assertThat(markdown(report("Down"), Language.ENGLISH))
        .contains(
            "- **Acknowledged**: 2026\\-11\\-22 09\\:01\\:35 UTC \\(after 1 min 35 s\\)\n",
            "\\(after 1 h 2 min\\)",
            "\\(after 1 d 1 h\\)");
    assertThat(html(report("Down"), Language.CHINESE)).contains("（历时 1 分 35 秒）");
  }

  @Test
  void neverTellsOfLessThanNoTime() {
    WarRoomReport before = report("Down", Optional.of(OPENED.minusSeconds(5)));
    assertThat(before.toAcknowledge()).hasValue(Duration.ZERO);
    assertThat(report("Down", Optional.empty()).toAcknowledge()).isEmpty();
  }

  @Test
  void callsThingsAsPeopleDo() {
    assertThat(html(report("Down"), Language.ENGLISH))
        .contains(
            "The group chat has another owner · Enterprise WeChat · API token Desk · 1 joined · First notice"
                + " · +8613800000000<");
    assertThat(html(report("Down"), Language.CHINESE))
        .contains("群主已变更 · 企业微信 · API 令牌 Desk · 1 人加入 · 首次通报 · +8613800000000<");
  }

  @Test
  void saysWhatOfTheRoomIsAnotherAndWhoLeadsIt() {
    ReportDetail details = new ReportDetail(report("Down").members(), NAMES);

    assertThat(details.of("owner", Map.of("owner", "m1")))
        .contains(new Text("owner: Down", "负责人：Down"));
    assertThat(details.of("recorder", Map.of("recorder", "m9", "recorderName", "Wang")))
        .contains(new Text("recorder: Wang", "记录人：Wang"));
    assertThat(details.of("owner", Map.of("owner", ""))).contains(new Text("owner: none", "负责人：无"));
    assertThat(details.of("regions", Map.of("regions", "cn-north")))
        .contains(new Text("regions: cn-north", "区域：cn-north"));
    assertThat(details.of("regions", Map.of("regions", "")))
        .contains(new Text("regions: none", "区域：无"));
    assertThat(details.of("ownerName", Map.of("owner", "m1", "ownerName", "Down"))).isEmpty();
    assertThat(details.of("member", Map.of("member", "m9", "name", "Wang")))
        .contains(Text.english("Wang"));
  }

  @Test
  void hasNoCodesAmongItsWords() {
    assertThat(html(report("Down"), Language.ENGLISH))
        .contains("Problem: too few people for a group chat · Since: 2026-11-22 08:00:00 UTC<")
        .doesNotContain("too-few-people");
    assertThat(html(report("Down"), Language.CHINESE))
        .contains("群聊出现问题 · 企业微信 · 系统 · 问题：成员人数不足，无法创建群聊 · 开始于：2026-11-22 08:00:00 UTC<")
        .doesNotContain("too-few-people");
  }

  @Test
  void saysWhichAlertsOpenedIt() {
    assertThat(html(report("Down"), Language.ENGLISH))
        .contains(
            "<dt>Alert</dt><dd>Checkout is slow</dd>",
            "<dt>Alert intake</dt><dd>Prometheus</dd>",
            "<dt>Rule</dt><dd>Shops</dd>");
    assertThat(markdown(report("Down"), Language.CHINESE))
        .contains("- **告警**: Checkout is slow\n- **告警接入**: Prometheus\n- **规则**: Shops\n");
  }

  @Test
  void namesWhoLeads() {
    assertThat(html(report("Down"), Language.ENGLISH))
        .contains("Down (li@corp.example)</dd>", "lark Down</dd>");
  }

  @Test
  void countsWhatBecameOfThePeople() {
    assertThat(WarRoomReport.View.of(report("Down"), Language.ENGLISH).results())
        .containsExactly(
            new WarRoomReport.CountsView("lark", Map.of("joined", 1, "not-found", 1)),
            new WarRoomReport.CountsView("wechatwork", Map.of("pending", 1)));
  }

  @Test
  void countsWhoWasInvitedInSeveralWaysOnce() {
    WarRoomReport down = report("Down");
    List<Member> members =
        List.of(
            member("m1", new PersonRef.Mobile("+8613800000000"), "li", Outcome.PENDING),
            member("m2", new PersonRef.PlatformUser("lark", "li"), "li", Outcome.JOINED),
            member("m3", new PersonRef.PlatformUser("lark", "m1"), "m1", Outcome.JOINED));

    assertThat(new WarRoomReport(NOW, down.room(), members, down.timeline(), true, NAMES).results())
        .containsEntry("lark", Map.of(Outcome.JOINED, 2));
  }

  private static Member member(String id, PersonRef ref, String userId, Outcome outcome) {
    return new Member(
        id,
        ref,
        Optional.empty(),
        Role.MEMBER,
        OPENED,
        List.of(
            new Result(
                "lark",
                outcome,
                Optional.of("mobile"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(userId))));
  }

  @Test
  void saysWhatEachPlatformReallyDid() {
    assertThat(markdown(report("Down"), Language.ENGLISH))
        .contains(
            "| lark | Dissolve | Was dissolved |  |\n",
            "| Enterprise WeChat | Dissolve | Was renamed \\(goes on\\) | It cannot dissolve\\. |\n",
            "| \\+8613800000000 | Member | 2026\\-11\\-22 09\\:00\\:00 UTC"
                + " | Not found\\: Nobody has it\\. \\(code of the platform\\: 46004\\) |  |\n");
    assertThat(html(report("Down"), Language.CHINESE)).contains("无人使用该号码。（平台错误码：46004）");
  }

  @Test
  void saysThatThereIsMore() {
    assertThat(markdown(report("Down"), Language.ENGLISH)).contains("the timeline of the room has");
    assertThat(html(report("Down"), Language.CHINESE)).contains("其余请查看作战室时间线");
  }

  @Test
  void isInTheLanguageOfWhoeverAsks() {
    assertThat(html(report("Down"), Language.CHINESE))
        .contains("<html lang=\"zh-CN\">", "作战室：Down", "请添加成员。", "已解散")
        .doesNotContain("Add people.");
  }

  @Test
  void hasNoMarkupOfPeopleInHtml() {
    String page = html(report(HOSTILE), Language.ENGLISH);
    assertThat(page)
        .doesNotContain("<script", "<img", "onerror=1>", "\u202E", "\u2066", "\u0000", "\u0007")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", "&amp;lt;");
    assertThat(
            page.replaceAll(
                "</?(html|head|meta|title|style|body|main|h1|h2|dl|dt|dd|div|table"
                    + "|thead|tbody|tr|th|td|ul|li|strong|p)\\b[^<>]*>",
                ""))
        .as("no other elements, of the doctype but")
        .startsWith("<!doctype html>")
        .satisfies(rest -> assertThat(rest.substring(1)).doesNotContain("<"));
    assertThat(page).doesNotContain("href", "src=\"").doesNotContainPattern("<[^>]* on");
  }

  @Test
  void letsABrowserRunAndLoadNothing() {
    Response page = HtmlReport.of(ReportText.of(report("Down"), Language.ENGLISH));
    assertThat(page.headers())
        .filteredOn(header -> header.name().equals("Content-Security-Policy"))
        .singleElement()
        .satisfies(
            header ->
                assertThat(header.value())
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .contains("base-uri 'none'", "sandbox")
                    .doesNotContain("unsafe", "script-src"));
  }

  /** Every sign of Markdown that people wrote has a backslash before it. */
  @Test
  void hasNoMarkupOfPeopleInMarkdown() {
    String text = markdown(report(HOSTILE), Language.ENGLISH);
    assertThat(text)
        .contains(
            "\\<script\\>alert\\('x'\\)\\</script\\>",
            "\\[a\\]\\(javascript\\:b\\)",
            "\\!\\[i\\]\\(x\\)",
            "\\*\\*b\\*\\* \\_\\_c\\_\\_ \\`d\\` \\~\\~e\\~\\~ \\| f \\|",
            "https\\://evil\\.example",
            "www\\.evil\\.example",
            "a\\@b\\.example")
        .doesNotContain("\u202E", "\u2066", "\u0000", "\u0007");
    assertThat(text.replaceAll("\\\\[!-/:-@\\[-`{-~]", ""))
        .as("what is left when signs without meaning are taken out")
        .doesNotContain("<", "[", "`", "~", "@", "&", "$", "{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# heading",
        "    code",
        "\tcode",
        "- item",
        "1. item",
        "1) item",
        "> quote",
        "```",
        "---",
        "===",
        "+ item",
        "* item",
        "| a | b |",
        "<b>"
      })
  void beginsNothingInMarkdownWithALineOfPeople(String line) {
    String text = markdown(report("a\n" + line), Language.ENGLISH);
    assertThat(
            text.lines()
                .filter(each -> each.matches(" *>.*"))
                .map(each -> each.replaceFirst("^ *> ?", "")))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).doesNotMatch("(\\s|[#>`|<=+*-]|[0-9]+[.)]).*"));
  }

  @Test
  void keepsATableARow() {
    String text = markdown(report("a\nb | c"), Language.ENGLISH);
    assertThat(text).contains("| a b \\| c \\(li\\@corp\\.example\\) | Owner |");
    assertThat(text.lines().filter(line -> line.startsWith("|")))
        .allSatisfy(line -> assertThat(line).endsWith("|"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 s,0 秒",
    "59,59 s,59 秒",
    "60,1 min,1 分",
    "86400,1 d,1 天",
    "90061,1 d 1 h 1 min 1 s,1 天 1 小时 1 分 1 秒"
  })
  void saysHowLongInWords(long seconds, String en, String zhCn) {
    assertThat(ReportWords.of(Duration.ofSeconds(seconds))).isEqualTo(new Text(en, zhCn));
  }
}
