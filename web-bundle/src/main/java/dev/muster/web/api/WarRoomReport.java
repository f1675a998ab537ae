package dev.muster.web.api;

import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRoom.Member;
import dev.muster.api.warroom.WarRooms;
import dev.muster.api.warroom.WarRooms.TimelineEntry;
import dev.muster.spi.Page;
import dev.muster.web.api.WarRoomView.EntryView;
import dev.muster.web.http.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of a problem, when its room is looked back at. */
record WarRoomReport(
    Instant generatedAt,
    WarRoomView room,
    Optional<Long> secondsToAcknowledge,
    Optional<Long> secondsToRecover,
    long secondsOpen,
    List<Results> results,
    List<EntryView> timeline,
    boolean timelineComplete) {
  /** So much of a timeline is read by people; the rest is in the timeline. */
  private static final int MOST_ENTRIES = 1_000;

  private static final int PAGE = 200;

  /** What became of the invitations on one platform. */
  record Results(String platform, Map<String, Integer> counts) {}

  static WarRoomReport of(
      WarRooms rooms, String tenant, WarRoom room, Instant now, Language language) {
    List<EntryView> entries = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<TimelineEntry> page = rooms.timeline(tenant, room.id(), PAGE, after);
      page.items().stream().map(EntryView::of).forEach(entries::add);
      after = page.next();
    } while (after.isPresent() && entries.size() < MOST_ENTRIES);
    List<Member> members = rooms.members(tenant, room.id());
    WarRoom.Times times = room.times();
    return new WarRoomReport(
        now,
        WarRoomView.of(room, Optional.of(members), language),
        times.acknowledgedAt().map(it -> seconds(times.openedAt(), it)),
        times.recoveredAt().map(it -> seconds(times.openedAt(), it)),
        seconds(times.openedAt(), times.closedAt().orElse(now)),
        room.chats().stream().map(it -> results(it.platform(), members)).toList(),
        entries,
        after.isEmpty());
  }

  private static long seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toSeconds());
  }

  private static Results results(String platform, List<Member> members) {
    Map<String, Integer> counts = new TreeMap<>();
    members.stream()
        .flatMap(it -> it.results().stream())
        .filter(it -> it.platform().equals(platform))
        .forEach(it -> counts.merge(WarRoomView.word(it.outcome()), 1, Integer::sum));
    return new Results(platform, counts);
  }

  /** As Markdown, in which nothing that people wrote is markup. */
  String markdown(Language language) {
    StringBuilder text = new StringBuilder(256);
    for (Line line : lines(language)) {
      text.append(line.heading() ? "## " : "- ").append(plain(line.text())).append("\n");
    }
    return text.toString();
  }

  /** As a page without anything that runs, in which nothing that people wrote is markup. */
  String html(Language language) {
    StringBuilder page = new StringBuilder(512);
    page.append("<!doctype html><html lang=\"")
        .append(language.tag())
        .append("\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(room.settings().title()))
        .append("</title></head><body>");
    for (Line line : lines(language)) {
      String element = line.heading() ? "h2" : "p";
      page.append('<').append(element).append('>');
      page.append(escaped(line.text()));
      page.append("</").append(element).append('>');
    }
    return page.append("</body></html>").toString();
  }

  private record Line(boolean heading, String text) {}

  private List<Line> lines(Language language) {
    boolean english = language == Language.ENGLISH;
    List<Line> lines = new ArrayList<>();
    WarRoomView.SettingsView it = room.settings();
    lines.add(new Line(true, it.severity() + " " + it.title()));
    it.summary().ifPresent(summary -> lines.add(new Line(false, summary)));
    lines.add(new Line(false, (english ? "Status: " : "状态：") + room.status()));
    lines.add(new Line(false, (english ? "Opened: " : "打开时间：") + room.openedAt()));
    secondsToAcknowledge.ifPresent(
        seconds ->
            lines.add(
                new Line(false, (english ? "Seconds to acknowledge: " : "响应用时（秒）：") + seconds)));
    secondsToRecover.ifPresent(
        seconds ->
            lines.add(new Line(false, (english ? "Seconds to recover: " : "恢复用时（秒）：") + seconds)));
    results.forEach(each -> lines.add(new Line(false, each.platform() + ": " + each.counts())));
    lines.add(new Line(true, english ? "Timeline" : "时间线"));
    for (EntryView entry : timeline) {
      lines.add(
          new Line(
              false,
              entry.at()
                  + " "
                  + entry.kind()
                  + entry.platform().map(platform -> " " + platform).orElse("")
                  + " "
                  + entry.actor()
                  + (entry.detail().isEmpty() ? "" : " " + new TreeMap<>(entry.detail()))
                  + entry.text().map(said -> ": " + said).orElse("")));
    }
    if (!timelineComplete) {
      lines.add(new Line(false, english ? "The timeline has more." : "时间线还有更多内容。"));
    }
    return lines;
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (each == '\n') {
                plain.append(' ');
                return;
              }
              if ("\\`*_{}[]()<>#+-.!|~&".indexOf(each) >= 0) {
                plain.append('\\');
              }
              plain.appendCodePoint(each);
            });
    return plain.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(each);
      }
    }
    return escaped.toString();
  }
}
