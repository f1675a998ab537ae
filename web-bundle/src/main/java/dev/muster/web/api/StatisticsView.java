package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.api.Statistics.AlertCounts;
import dev.muster.api.Statistics.CallError;
import dev.muster.api.Statistics.Durations;
import dev.muster.api.Statistics.Outcomes;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.PlatformHealth;
import dev.muster.api.Statistics.QuotaUse;
import dev.muster.api.Statistics.RefusalCount;
import dev.muster.api.Statistics.Report;
import dev.muster.api.Statistics.RoomOutcomes;
import dev.muster.api.Statistics.Series;
import dev.muster.api.Statistics.UserCounts;
import dev.muster.api.Statistics.WarRoomCounts;
import dev.muster.web.api.Views.Localized;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A report as the API shows it. What there is none of yet is zero or empty, never absent. */
record StatisticsView(
    Instant from,
    Instant to,
    String step,
    String timeZone,
    Instant asOf,
    SignInsView signIns,
    UserCounts users,
    WarRoomsView warRooms,
    List<PlatformView> platforms,
    List<QuotaView> quotas,
    AlertCounts alerts) {
  static StatisticsView of(Period period, Report report) {
    return new StatisticsView(
        report.from(),
        report.to(),
        StatisticsApi.shown(period.step()),
        period.zone().equals(ZoneOffset.UTC) ? "UTC" : period.zone().getId(),
        report.asOf(),
        new SignInsView(points(report), report.refusals()),
        report.users(),
        WarRoomsView.of(report),
        report.platforms().stream().map(PlatformView::of).toList(),
        report.quotas().stream().map(QuotaView::of).toList(),
        report.alerts());
  }

  private static List<PointView> points(Report report) {
    List<PointView> points = new ArrayList<>();
    List<Series> signIns = report.signIns();
    for (int step = 0; step < report.steps().size(); step++) {
      Instant at = report.steps().get(step);
      for (Series series : signIns) {
        points.add(
            PointView.of(
                at, Optional.of(series.platform()), series.source(), series.points().get(step)));
      }
      if (signIns.isEmpty()) {
        points.add(PointView.of(at, Optional.empty(), Optional.empty(), new Outcomes(0, 0, 0)));
      }
    }
    return points;
  }

  record SignInsView(List<PointView> points, List<RefusalCount> refusals) {}

  /** Without a source where there is none, or where it stands for many. */
  record PointView(
      Instant at,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> platform,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> source,
      long succeeded,
      long refused,
      long failed) {
    static PointView of(
        Instant at, Optional<String> platform, Optional<String> source, Outcomes outcomes) {
      return new PointView(
          at, platform, source, outcomes.succeeded(), outcomes.refused(), outcomes.failed());
    }
  }

  record WarRoomsView(
      Map<String, Long> open, List<RoomPointView> points, Durations mtta, Durations mttr) {
    static WarRoomsView of(Report report) {
      WarRoomCounts rooms = report.warRooms();
      Map<String, Long> open = new TreeMap<>();
      rooms.open().forEach((severity, number) -> open.put(severity.name(), number));
      List<RoomPointView> points = new ArrayList<>();
      for (int step = 0; step < report.steps().size(); step++) {
        RoomOutcomes each = rooms.points().get(step);
        points.add(
            new RoomPointView(
                report.steps().get(step), each.opened(), each.recovered(), each.closed()));
      }
      return new WarRoomsView(open, points, rooms.acknowledged(), rooms.recovered());
    }
  }

  record RoomPointView(Instant at, long opened, long recovered, long closed) {}

  record QuotaView(
      String platform,
      Localized name,
      long used,
      long limit,
      String period,
      Instant resetsAt,
      String basis) {
    static QuotaView of(QuotaUse use) {
      return new QuotaView(
          use.platform(),
          Localized.of(use.name()),
          use.used(),
          use.limit(),
          use.period().name().toLowerCase(Locale.ROOT),
          use.resetsAt(),
          use.saidByPlatform() ? "platform" : "counted");
    }
  }

  record PlatformView(
      String platform,
      boolean available,
      long calls,
      long errors,
      long p95Millis,
      String credential,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Instant> restsUntil,
      @JsonInclude(JsonInclude.Include.ALWAYS) Optional<CallError> lastError) {
    static PlatformView of(PlatformHealth health) {
      return new PlatformView(
          health.platform(),
          health.available(),
          health.calls(),
          health.errors(),
          health.p95Millis(),
          health.credential().name().toLowerCase(Locale.ROOT),
          health.restsUntil(),
          health.lastError());
    }
  }
}
