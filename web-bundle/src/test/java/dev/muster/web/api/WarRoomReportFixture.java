package dev.muster.web.api;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report in which every text is what a test wants. */
abstract class WarRoomReportFixture {
  static final Instant OPENED = Instant.parse("2026-11-22T09:00:00Z");
  static final Instant NOW = OPENED.plus(Duration.ofHours(30));

  /** Everything that markup of either kind is made of, and what a chat may hold besides. */
  static final String HOSTILE =
      "<script>alert('x')</script> <img src=x onerror=1> &lt; \"q\" [a](javascript:b) ![i](x)"
          + " **b** __c__ `d` ~~e~~ | f | <https://evil.example> https://evil.example"
          + " www.evil.example a@b.example {g} $h$ :i: \u202Ej\u2066k \u0000\u0007";

  static final ReportNames NAMES =
      new ReportNames(
          Map.of("wechatwork", new Text("Enterprise WeChat", "企业微信")),
          Map.of("token:t1", "Desk"),
          Optional.of(
              new ReportOrigins.Named(
                  List.of("Checkout is slow"), "Prometheus", Optional.of("Shops"))));

  static WarRoomReport report(String text) {
    return report(text, Optional.of(OPENED.plusSeconds(95)));
  }

  static WarRoomReport report(String text, Optional<Instant> acknowledged) {
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

  static Result result(String platform, Outcome outcome, Optional<String> by) {
    return new Result(platform, outcome, by, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
