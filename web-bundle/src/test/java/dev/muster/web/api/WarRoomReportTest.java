package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Chat;
import dev.muster.api.warroom.WarRoom.ChatState;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Done;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Policy;
import dev.muster.api.warroom.WarRoom.Problem;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.api.warroom.WarRoom.Role;
import dev.muster.api.warroom.WarRoom.Status;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarRoomReportTest {
  private static final Instant OPENED = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant NOW = OPENED.plus(Duration.ofHours(30));

  /** Everything that markup of either kind is made of, and what a chat may hold besides. */
  private static final String HOSTILE =
      "<script>alert('x')</script> <img src=x onerror=1> &lt; \"q\" [a](javascript:b) ![i](x)"
          + " **b** __c__ `d` ~~e~~ | f | <https://evil.example> https://evil.example"
          + " www.evil.example a@b.example {g} $h$ :i: \u202Ej\u2066k \u0000\u0007";

  private static final ReportNames NAMES =
      new ReportNames(
          Map.of("wechatwork", new Text("Enterprise WeChat", "企业微信")), Map.of("token:t1", "Desk"));

  private static WarRoomReport report(String text) {
    return report(text, Optional.of(OPENED.plusSeconds(95)));
  }

  private static WarRoomReport report(String text, Optional<Instant> acknowledged) {
    WarRoom room =
        new WarRoom(
            "r1",
            new NewWarRoom.Facts(
                text, Severity.P1, Optional.of(text + "\n# " + text), List.of(text), List.of("n")),
            Status.CLOSED,
            Optional.empty(),
            Optional.of(new PersonRef.Email("li@corp.example")),
            Optional.of("Li Lei"),
            Optional.of(new PersonRef.PlatformUser("lark", text)),
            List.of(),
            List.of(
                new Chat(
                    "lark",
                    ChatState.CLOSED,
                    Optional.of("oc_1"),
                    Optional.empty(),
                    Optional.empty()),
                new Chat(
                    "wechatwork",
                    ChatState.FAILED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new Problem(
                            "too-few-people",
                            new Text("Add people.", "请添加成员。"),
                            Optional.empty())))),
            new WarRoom.Times(
                OPENED,
                acknowledged,
                Optional.of(OPENED.plusSeconds(3_720)),
                Optional.of(OPENED.plus(Duration.ofHours(25)))),
            "admin:alice",
            Optional.of(
                new Closing(
                    Policy.DISSOLVE,
                    Optional.of(text),
                    "admin:alice",
                    List.of(
                        new ClosedChat(
                            "lark",
                            Policy.DISSOLVE,
                            Done.DISSOLVED,
                            true,
                            Optional.empty(),
                            Optional.empty()),
                        new ClosedChat(
                            "wechatwork",
                            Policy.DISSOLVE,
                            Done.RENAMED,
                            false,
                            Optional.of(new Text("It cannot dissolve.", "无法解散。")),
                            Optional.empty())))),
            Optional.empty(),
            Optional.empty());
    List<Member> members =
        List.of(
            new Member(
                "m1",
                new PersonRef.Email("li@corp.example"),
                Optional.of(text),
                Role.OWNER,
                OPENED,
                List.of(
                    result("lark", Outcome.JOINED, Optional.of("email")),
                    result("wechatwork", Outcome.PENDING, Optional.empty()))),
            new Member(
                "m2",
                new PersonRef.Mobile("+8613800000000"),
                Optional.empty(),
                Role.MEMBER,
                OPENED,
                List.of(
                    new Result(
                        "lark",
                        Outcome.NOT_FOUND,
                        Optional.of("mobile"),
                        Optional.of(new Text("Nobody has it.", "无人使用该号码。")),
                        Optional.of("46004"),
                        Optional.empty()))),
            new Member(
                "m3",
                new PersonRef.Department("lark", "od-7"),
                Optional.empty(),
                Role.MEMBER,
                OPENED,
                List.of(result("lark", Outcome.JOINED, Optional.of("department")))));
    List<TimelineEntry> timeline =
        List.of(
            new TimelineEntry(
                "t1",
                OPENED,
                "opened",
                "admin:alice",
                Optional.empty(),
                Optional.empty(),
                Map.of()),
            new TimelineEntry(
                "t2",
                OPENED.plusSeconds(60),
                "message",
                "admin:alice",
                Optional.of("lark"),
                Optional.of(text + "\n\n    " + text + "\n- " + text + "\n1. " + text),
                Map.of("note", text)),
            new TimelineEntry(
                "t3",
                OPENED.plusSeconds(70),
                "chat-owner-changed",
                "token:t1",
                Optional.of("wechatwork"),
                Optional.empty(),
                Map.of("member", "m2", "kind", "first", "joined", "1", "left", "0")),
            new TimelineEntry(
                "t4",
                OPENED.plusSeconds(80),
                "chat-failed",
                "system",
                Optional.of("wechatwork"),
                Optional.empty(),
                Map.of("problem", "too-few-people", "since", "2026-11-22T08:00:00Z")));
    return new WarRoomReport(NOW, new Versioned<>(room, 7), members, timeline, false, NAMES);
  }

  private static Result result(String platform, Outcome outcome, Optional<String> by) {
    return new Result(platform, outcome, by, Optional.empty(), Optional.empty(), Optional.empty());
  }

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
        .contains("群聊出现问题 · 企业微信 · system · 问题：成员人数不足，无法创建群聊 · 开始于：2026-11-22 08:00:00 UTC<")
        .doesNotContain("too-few-people");
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
