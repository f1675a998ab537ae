package dev.muster.web.api;

import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Chat;
import dev.muster.api.warroom.WarRoom.ClosedChat;
import dev.muster.api.warroom.WarRoom.Closing;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRoom.Outcome;
import dev.muster.api.warroom.WarRoom.Result;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report on a war room in one language, before it is written as anything: all of it is plain
 * text.
 *
 * @param language in which language it is
 * @param title its heading
 * @param sections its parts
 */
record ReportText(Language language, String title, List<Section> sections) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  ReportText {
    title = plain(title);
    sections = List.copyOf(sections);
  }

  /** A part of a report. */
  record Section(String heading, List<Block> blocks) {
    Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** A piece of a part. */
  sealed interface Block {}

  /** What has a name and a value. */
  record Facts(List<Fact> facts) implements Block {
    Facts {
      facts = List.copyOf(facts);
    }
  }

  /** A name and a value of one line. */
  record Fact(String name, String value) {
    Fact {
      value = plain(value);
    }
  }

  /** Rows below headings, as many cells as headings. */
  record Table(List<String> headings, List<List<String>> rows) implements Block {
    Table {
      headings = headings.stream().map(ReportText::plain).toList();
      rows = rows.stream().map(row -> row.stream().map(ReportText::plain).toList()).toList();
    }
  }

  /** What somebody wrote, in however many lines. */
  record Said(String text) implements Block {
    Said {
      text = plain(text);
    }
  }

  /** What happened. */
  record Events(List<Event> events) implements Block {
    Events {
      events = List.copyOf(events);
    }
  }

  /** Something that happened, and what was said then. */
  record Event(String when, String what, Optional<String> said) {
    Event {
      what = plain(what);
      said = said.map(ReportText::plain);
    }
  }

  static ReportText of(WarRoomReport report, Language language) {
    WarRoom room = report.room().value();
    Writer writer = new Writer(report, room, language);
    List<Section> sections = new ArrayList<>(List.of(writer.facts(), writer.times()));
    sections.add(writer.chats());
    room.closing().ifPresent(closing -> sections.add(writer.closing(closing)));
    sections.add(writer.members());
    sections.add(writer.timeline());
    return new ReportText(
        language, language.of(new Text("War room: ", "作战室：")) + room.facts().title(), sections);
  }

  /**
   * A text without what is no part of it: control characters, and what turns the direction of
   * whatever stands behind it (Unicode Standard Annex 9, section 2). Chats have all of that.
   */
  private static String plain(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(ReportText::isPlain)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isPlain(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      return true;
    }
    boolean turns =
        codePoint == 0x061C
            || codePoint == 0x200E
            || codePoint == 0x200F
            || (codePoint >= 0x202A && codePoint <= 0x202E)
            || (codePoint >= 0x2066 && codePoint <= 0x2069);
    int type = Character.getType(codePoint);
    return !turns && type != Character.CONTROL && type != Character.SURROGATE;
  }

  /** When something is, as reports write it; as it is where it is no time. */
  static String time(String at) {
    try {
      return TIME.format(Instant.parse(at));
    } catch (DateTimeParseException e) {
      return at;
    }
  }

  /** Finds the words. */
  private record Writer(WarRoomReport report, WarRoom room, Language language) {
    private String words(String en, String zhCn) {
      return language.of(new Text(en, zhCn));
    }

    Section facts() {
      NewWarRoom.Facts about = room.facts();
      List<Fact> facts = new ArrayList<>();
      facts.add(new Fact(words("Severity", "级别"), about.severity().name()));
      facts.add(new Fact(words("Status", "状态"), language.of(ReportWords.of(room.status()))));
      listed(about.applications())
          .ifPresent(it -> facts.add(new Fact(words("Applications", "应用"), it)));
      listed(about.regions()).ifPresent(it -> facts.add(new Fact(words("Regions", "区域"), it)));
      room.owner().ifPresent(it -> facts.add(new Fact(words("Owner", "负责人"), person(it))));
      room.recorder().ifPresent(it -> facts.add(new Fact(words("Recorder", "记录人"), person(it))));
      facts.add(new Fact(words("Opened by", "创建人"), actor(room.openedBy())));
      report.names().origin().ifPresent(it -> add(it, facts));
      facts.add(new Fact(words("Report of", "报告时间"), TIME.format(report.at())));
      List<Block> blocks = new ArrayList<>(List.of(new Facts(facts)));
      about.summary().map(Said::new).ifPresent(blocks::add);
      return new Section(words("Summary", "概要"), blocks);
    }

    private void add(ReportOrigins.Named origin, List<Fact> facts) {
      for (String title : origin.titles()) {
        facts.add(new Fact(words("Alert", "告警"), title));
      }
      facts.add(new Fact(words("Alert intake", "告警接入"), origin.intake()));
      origin.rule().ifPresent(it -> facts.add(new Fact(words("Rule", "规则"), it)));
    }

    private String person(PersonRef ref) {
      return person(
          ref,
          report.members().stream()
              .filter(it -> it.ref().equals(ref))
              .flatMap(it -> it.name().stream())
              .findFirst());
    }

    private String person(PersonRef ref, Optional<String> name) {
      String by = language.of(ReportWords.of(ref));
      // an id of ours says nothing beside a name
      return name.map(it -> ref instanceof PersonRef.OurUser ? it : it + " (" + by + ")")
          .orElse(by);
    }

    private static Optional<String> listed(List<String> values) {
      return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    Section times() {
      List<Fact> facts = new ArrayList<>();
      facts.add(new Fact(words("Opened", "创建"), TIME.format(room.times().openedAt())));
      time(words("Acknowledged", "响应"), room.times().acknowledgedAt(), report.toAcknowledge())
          .ifPresent(facts::add);
      time(words("Recovered", "恢复"), room.times().recoveredAt(), report.toRecover())
          .ifPresent(facts::add);
      time(words("Closed", "关闭"), room.times().closedAt(), Optional.of(report.open()))
          .ifPresent(facts::add);
      return new Section(words("Times", "时间"), List.of(new Facts(facts)));
    }

    private Optional<Fact> time(String name, Optional<Instant> at, Optional<Duration> after) {
      return at.map(
          it ->
              new Fact(
                  name,
                  TIME.format(it)
                      + after
                          .map(ReportWords::of)
                          .map(
                              length ->
                                  words(" (after ", "（历时 ") + language.of(length) + words(")", "）"))
                          .orElse("")));
    }

    Section chats() {
      List<List<String>> rows = new ArrayList<>();
      for (Chat chat : room.chats()) {
        rows.add(
            List.of(
                platform(chat.platform()),
                language.of(ReportWords.of(chat.state())),
                chat.chatId().orElse(""),
                chat.problem().map(it -> language.of(it.message())).orElse("")));
      }
      return new Section(
          words("Chats", "群聊"),
          List.of(
              new Table(
                  List.of(
                      words("Platform", "平台"),
                      words("State", "状态"),
                      words("Chat ID", "群聊 ID"),
                      words("Problem", "问题")),
                  rows)));
    }

    Section closing(Closing closing) {
      List<Fact> facts =
          List.of(
              new Fact(words("Asked for", "关闭方式"), language.of(ReportWords.of(closing.policy()))),
              new Fact(words("Closed by", "关闭人"), actor(closing.by())));
      List<List<String>> rows = new ArrayList<>();
      for (ClosedChat chat : closing.chats()) {
        String unfinished = words(" (goes on)", "（进行中）");
        rows.add(
            List.of(
                platform(chat.platform()),
                language.of(ReportWords.of(chat.policy())),
                language.of(ReportWords.of(chat.done())) + (chat.complete() ? "" : unfinished),
                chat.detail().map(language::of).orElse("")));
      }
      List<Block> blocks = new ArrayList<>(List.of(new Facts(facts)));
      closing.reason().map(Said::new).ifPresent(blocks::add);
      blocks.add(
          new Table(
              List.of(
                  words("Platform", "平台"),
                  words("Asked for", "关闭方式"),
                  words("What was done", "实际处理"),
                  words("Detail", "说明")),
              rows));
      return new Section(words("Closing", "关闭"), blocks);
    }

    Section members() {
      List<Block> blocks = new ArrayList<>();
      List<List<String>> counts = new ArrayList<>();
      report
          .results()
          .forEach(
              (platform, results) -> counts.add(List.of(platform(platform), counted(results))));
      blocks.add(new Table(List.of(words("Platform", "平台"), words("People", "人数")), counts));
      List<String> headings =
          new ArrayList<>(
              List.of(words("Who", "成员"), words("Role", "角色"), words("Invited", "邀请时间")));
      List<String> platforms = List.copyOf(report.results().keySet());
      platforms.forEach(it -> headings.add(platform(it)));
      blocks.add(
          new Table(
              headings, report.members().stream().map(each -> member(each, platforms)).toList()));
      return new Section(words("Members", "成员"), blocks);
    }

    private String counted(Map<Outcome, Integer> results) {
      return results.entrySet().stream()
          .map(it -> language.of(ReportWords.of(it.getKey())) + " " + it.getValue())
          .collect(Collectors.joining(words(", ", "，")));
    }

    private List<String> member(Member member, List<String> platforms) {
      List<String> row = new ArrayList<>();
      row.add(person(member.ref(), member.name()));
      row.add(language.of(ReportWords.of(member.role())));
      row.add(TIME.format(member.invitedAt()));
      for (String platform : platforms) {
        row.add(
            member.results().stream()
                .filter(it -> it.platform().equals(platform))
                .map(this::result)
                .findFirst()
                .orElse(""));
      }
      return row;
    }

    private String result(Result result) {
      String outcome = language.of(ReportWords.of(result.outcome()));
      String code =
          result
              .platformCode()
              .map(it -> words(" (code of the platform: ", "（平台错误码：") + it + words(")", "）"))
              .orElse("");
      return result.detail().map(it -> outcome + words(": ", "：") + language.of(it)).orElse(outcome)
          + code;
    }

    Section timeline() {
      List<Block> blocks = new ArrayList<>();
      blocks.add(new Events(report.timeline().stream().map(this::event).toList()));
      if (!report.complete()) {
        blocks.add(
            new Said(
                words(
                    "More has happened than a report holds; the timeline of the room has the rest.",
                    "事件过多，报告未全部列出，其余请查看作战室时间线。")));
      }
      return new Section(words("Timeline", "时间线"), blocks);
    }

    private Event event(TimelineEntry entry) {
      ReportDetail details = new ReportDetail(report.members(), report.names());
      String what =
          Stream.concat(
                  Stream.of(
                      language.of(ReportWords.ofKind(entry.kind())),
                      entry.platform().map(this::platform).orElse(""),
                      actor(entry.actor())),
                  new TreeMap<>(entry.detail())
                      .entrySet().stream()
                          .flatMap(it -> details.of(it.getKey(), entry.detail()).stream())
                          .map(language::of))
              .filter(it -> !it.isBlank())
              .collect(Collectors.joining(" · "));
      return new Event(TIME.format(entry.at()), what, entry.text());
    }

    private String platform(String id) {
      return language.of(report.names().platform(id));
    }

    private String actor(String actor) {
      return language.of(report.names().actor(actor));
    }
  }
}
