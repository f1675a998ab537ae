package dev.muster.core.statistics;

import dev.muster.api.ProblemException;
import dev.muster.api.Statistics;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.Step;
import dev.muster.spi.Text;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The steps of a period: whole ones, so that none is cut at the ends.
 *
 * @param begins when each begins, in order, at least one
 * @param end when the last ends
 */
record Steps(List<Instant> begins, Instant end) {
  private static final Instant FIRST = Instant.parse("1970-01-05T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  static Steps of(Period period, Instant now) {
    Instant to = period.to().orElse(now);
    check("to", to);
    Instant from = period.from().orElseGet(() -> to.minus(period.step().usual()));
    check("from", from);
    if (!from.isBefore(to)) {
      throw ProblemException.invalid(
          "to", "before-from", new Text("to must be later than from.", "须晚于 from。"));
    }
    List<Instant> begins = new ArrayList<>();
    Instant begin = begin(from, period.step(), period.zone());
    while (begin.isBefore(to)) {
      if (begins.size() == Statistics.MAX_STEPS) {
        throw ProblemException.invalid(
            "step",
            "too-many-points",
            new Text(
                "There are more than " + Statistics.MAX_STEPS + " points; take a longer step.",
                "超过 " + Statistics.MAX_STEPS + " 个点，请选择更长的步长。"));
      }
      begins.add(begin);
      begin = next(begin, period.step(), period.zone());
    }
    return new Steps(List.copyOf(begins), begin);
  }

  private static void check(String name, Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw ProblemException.invalid(
          name,
          "out-of-range",
          new Text(
              name + " must be between " + FIRST + " and " + LAST + ".",
              "须在 " + FIRST + " 与 " + LAST + " 之间。"));
    }
  }

  private static Instant begin(Instant at, Step step, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return switch (step) {
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> midnight(local.toLocalDate(), zone);
      case WEEK ->
          midnight(
              local.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
    };
  }

  private static Instant next(Instant begin, Step step, ZoneId zone) {
    LocalDate day = begin.atZone(zone).toLocalDate();
    return switch (step) {
      case HOUR -> begin.plus(1, ChronoUnit.HOURS);
      case DAY -> midnight(day.plusDays(1), zone);
      case WEEK -> midnight(day.plusWeeks(1), zone);
    };
  }

  /** Where clocks change at midnight a day begins later. */
  private static Instant midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** In which step a moment lies, or -1. */
  int indexOf(Instant at) {
    if (!at.isBefore(end)) {
      return -1;
    }
    int found = Collections.binarySearch(begins, at);
    return found < 0 ? -found - 2 : found;
  }
}
