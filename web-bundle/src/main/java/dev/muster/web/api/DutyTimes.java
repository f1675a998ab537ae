package dev.muster.web.api;

import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.spi.Text;
import dev.muster.web.http.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Times of rotas as they are sent and shown. */
final class DutyTimes {
  private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private static final Pattern OFFSET = Pattern.compile("[Zz]|T.*[+-]");

  /** The midnight at the end of a day. */
  private static final String END_OF_DAY = "24:00";

  private static final Text NO_TIME_OF_DAY =
      new Text("Give a time of day such as 09:30.", "请填写时刻，例如 09:30。");

  private static final Text NO_TIME =
      new Text(
          "Give a time of day such as 09:30, or a time such as 2026-01-31T09:30.",
          "请填写时刻（例如 09:30）或日期时间（例如 2026-01-31T09:30）。");

  private static final Text ONE_KIND =
      new Text("Give two times of day, or two times with their date.", "开始和结束须同为时刻，或同为日期时间。");

  private DutyTimes() {}

  /** How a shift's times are shown: a time of day, or a time in UTC. */
  record Shown(String start, String end, Optional<List<String>> days) {}

  static Shown shown(Rota.When when) {
    if (when instanceof Once once) {
      return new Shown(once.start().toString(), once.end().toString(), Optional.empty());
    }
    Repeated repeated = (Repeated) when;
    return new Shown(
        repeated.start().toString(),
        repeated.end().equals(LocalTime.MIDNIGHT) ? END_OF_DAY : repeated.end().toString(),
        Optional.of(repeated.days().stream().sorted().map(DutyTimes::id).toList()));
  }

  private static String id(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  /** When a shift is; empty if something is wrong, which the body's end refuses. */
  static Optional<Rota.When> read(JsonObject body, ZoneId zone) {
    body.required("start");
    body.required("end");
    Optional<Set<DayOfWeek>> days = Inputs.words(body, "days", DayOfWeek.values(), DutyTimes::id);
    Optional<String> start = body.text("start");
    Optional<String> end = body.text("end");
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    boolean dated = start.get().indexOf('T') >= 0;
    if (dated != end.get().indexOf('T') >= 0) {
      body.problem("end", "choice", ONE_KIND);
      return Optional.empty();
    }
    if (!dated) {
      return repeated(body, start.get(), end.get(), days);
    }
    if (days.isPresent()) {
      body.problem(
          "days", "choice", new Text("What has a date has no days of the week.", "有日期的班次不能再指定星期。"));
    }
    Optional<Instant> from = moment(body, "start", start.get(), zone);
    Optional<Instant> to = moment(body, "end", end.get(), zone);
    return from.flatMap(first -> to.map(last -> new Once(first, last)));
  }

  private static Optional<Rota.When> repeated(
      JsonObject body, String start, String end, Optional<Set<DayOfWeek>> days) {
    Optional<LocalTime> from = timeOfDay(body, "start", start, NO_TIME);
    Optional<LocalTime> to =
        end.equals(END_OF_DAY)
            ? Optional.of(LocalTime.MIDNIGHT)
            : timeOfDay(body, "end", end, NO_TIME);
    Set<DayOfWeek> on = days.orElseGet(() -> EnumSet.allOf(DayOfWeek.class));
    return from.flatMap(first -> to.map(last -> new Repeated(first, last, on)));
  }

  /** By the clocks of a time zone where it has no offset of its own. */
  private static Optional<Instant> moment(JsonObject body, String name, String text, ZoneId zone) {
    try {
      Instant at =
          OFFSET.matcher(text).find() ? OffsetDateTime.parse(text).toInstant() : local(text, zone);
      return Optional.of(at.truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      body.problem(name, "invalid-time", NO_TIME);
      return Optional.empty();
    }
  }

  /** A time that clocks leave out is when they are put forward; of two the first. */
  private static Instant local(String text, ZoneId zone) {
    LocalDateTime local = LocalDateTime.parse(text);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty()
        ? zone.getRules().getTransition(local).getInstant()
        : local.toInstant(offsets.get(0));
  }

  static Optional<LocalTime> timeOfDay(JsonObject body, String name) {
    return body.text(name).flatMap(text -> timeOfDay(body, name, text, NO_TIME_OF_DAY));
  }

  private static Optional<LocalTime> timeOfDay(
      JsonObject body, String name, String text, Text problem) {
    if (!TIME_OF_DAY.matcher(text).matches()) {
      body.problem(name, "invalid-time", problem);
      return Optional.empty();
    }
    return Optional.of(LocalTime.parse(text));
  }

  static Optional<LocalDate> date(JsonObject body, String name) {
    return body.text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeException e) {
                body.problem(
                    name,
                    "invalid-date",
                    new Text("Give a date such as 2026-01-31.", "请填写日期，例如 2026-01-31。"));
                return Optional.empty();
              }
            });
  }

  /** A time zone, UTC if it is absent or wrong, which the body's end refuses. */
  static ZoneId zone(JsonObject body, String name) {
    Optional<ZoneId> zone = TimeZones.of(body.requiredText(name));
    if (zone.isEmpty()) {
      body.problem(name, "unknown-time-zone", TimeZones.UNKNOWN);
    }
    return zone.orElse(ZoneOffset.UTC);
  }
}
