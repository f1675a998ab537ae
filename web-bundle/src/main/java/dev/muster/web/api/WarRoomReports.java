package dev.muster.web.api;

import dev.muster.api.ApiTokens;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.TimelineEntry;
import dev.muster.api.warroom.WarRoom;
import dev.muster.api.warroom.WarRooms;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.web.http.Language;
import dev.muster.web.http.Request;
import dev.muster.web.http.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code …/war-rooms/{room}/report}: for programs, for a wiki, for a browser. */
final class WarRoomReports {
  /** A report is one answer; whoever wants the rest of a long timeline reads that. */
  static final int MOST_ENTRIES = 2_000;

  /** What was said may be long. */
  static final int MOST_CHARACTERS = 1_000_000;

  private static final int ENTRIES_AT_ONCE = 200;

  private static final String MARKDOWN_TYPE = "text/markdown;charset=utf-8";

  private final WarRooms rooms;
  private final Platforms platforms;
  private final ApiTokens tokens;
  private final ReportOrigins origins;
  private final InstantSource clock;

  /** What a report is written as. */
  private enum Format {
    JSON("application/json"),
    MARKDOWN("text/markdown"),
    HTML("text/html");

    /** What a request accepts it by. */
    private final String type;

    Format(String type) {
      this.type = type;
    }
  }

  WarRoomReports(
      WarRooms rooms,
      Platforms platforms,
      ApiTokens tokens,
      ReportOrigins origins,
      InstantSource clock) {
    this.rooms = rooms;
    this.platforms = platforms;
    this.tokens = tokens;
    this.origins = origins;
    this.clock = clock;
  }

  Response answer(Call call) {
    Format format = format(call.request());
    WarRoomReport report = read(call.tenant(), call.path("room"));
    Language language = call.request().language();
    Response response =
        switch (format) {
          case JSON -> Response.json(200, WarRoomReport.View.of(report, language));
          case MARKDOWN ->
              file(
                  Response.text(
                      200, MARKDOWN_TYPE, MarkdownReport.of(ReportText.of(report, language))),
                  report,
                  "md");
          case HTML -> file(HtmlReport.of(ReportText.of(report, language)), report, "html");
        };
    return response.with("Vary", "Accept").in(language);
  }

  private static Response file(Response response, WarRoomReport report, String kind) {
    return response.with(
        "Content-Disposition",
        "inline; filename=\"war-room-" + report.room().value().id() + "." + kind + "\"");
  }

  private static Format format(Request request) {
    return Inputs.word(request.query(), "format", Format.values(), WarRoomView::word)
        .orElseGet(() -> accepted(request.header("Accept").orElse("")));
  }

  /** Of ours the one that is named first. */
  private static Format accepted(String header) {
    String accept = header.toLowerCase(Locale.ROOT);
    Format best = Format.JSON;
    int first = Integer.MAX_VALUE;
    for (Format each : Format.values()) {
      int at = accept.indexOf(each.type);
      if (at >= 0 && at < first) {
        best = each;
        first = at;
      }
    }
    return best;
  }

  private WarRoomReport read(String tenant, String id) {
    Versioned<WarRoom> room =
        rooms.find(tenant, id).orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM));
    List<TimelineEntry> timeline = new ArrayList<>();
    long characters = 0;
    Optional<String> after = Optional.empty();
    do {
      Page<TimelineEntry> page = rooms.timeline(tenant, id, ENTRIES_AT_ONCE, after);
      for (TimelineEntry entry : page.items()) {
        characters += entry.text().map(String::length).orElse(0);
        if (timeline.size() == MOST_ENTRIES || characters > MOST_CHARACTERS) {
          return report(tenant, room, timeline, false);
        }
        timeline.add(entry);
      }
      after = page.next();
    } while (after.isPresent());
    return report(tenant, room, timeline, true);
  }

  private WarRoomReport report(
      String tenant, Versioned<WarRoom> room, List<TimelineEntry> timeline, boolean complete) {
    // what is told late is recorded behind what came after it
    List<TimelineEntry> inOrder =
        timeline.stream().sorted(Comparator.comparing(TimelineEntry::at)).toList();
    return new WarRoomReport(
        clock.instant(),
        room,
        rooms.members(tenant, room.value().id()),
        inOrder,
        complete,
        names(tenant, room.value(), timeline));
  }

  private ReportNames names(String tenant, WarRoom room, List<TimelineEntry> timeline) {
    Map<String, Text> called = new HashMap<>();
    for (WarRoom.Chat chat : room.chats()) {
      platforms
          .find(chat.platform())
          .flatMap(Platforms.Platform::descriptor)
          .ifPresent(it -> called.put(chat.platform(), it.displayName()));
    }
    Set<String> actors = new LinkedHashSet<>(Set.of(room.openedBy()));
    room.closing().ifPresent(it -> actors.add(it.by()));
    room.planned().ifPresent(it -> actors.add(it.by()));
    timeline.forEach(it -> actors.add(it.actor()));
    ActorNames found = new ActorNames(tokens);
    Map<String, String> names = new HashMap<>();
    actors.forEach(it -> found.apply(it).ifPresent(name -> names.put(it, name)));
    return new ReportNames(called, names, room.origin().map(it -> origins.named(tenant, it)));
  }
}
