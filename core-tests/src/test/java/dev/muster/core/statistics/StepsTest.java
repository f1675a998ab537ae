package dev.muster.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.ProblemException;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StepsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T11:10:00Z");

  private static Steps steps(String from, String to, Step step, String zone) {
    return Steps.of(
        new Period(
            Optional.of(Instant.parse(from)),
            Optional.of(Instant.parse(to)),
            step,
            ZoneId.of(zone)),
        NOW);
  }

  @Test
  void areDaysOfTheZone() {
    Steps steps = steps("2026-11-20T16:00:00Z", "2026-11-22T16:00:00Z", Step.DAY, "Asia/Shanghai");

    assertThat(steps.begins())
        .containsExactly(
            Instant.parse("2026-11-20T16:00:00Z"), Instant.parse("2026-11-21T16:00:00Z"));
    assertThat(steps.end()).isEqualTo("2026-11-22T16:00:00Z");
  }

  @Test
  void areWholeAtBothEnds() {
    Steps steps = steps("2026-11-20T15:59:59Z", "2026-11-20T16:00:01Z", Step.DAY, "Asia/Shanghai");

    assertThat(steps.begins()).hasSize(2).first().isEqualTo(Instant.parse("2026-11-19T16:00:00Z"));
    assertThat(steps.end()).isEqualTo("2026-11-21T16:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T12:00:00Z, Europe/Berlin, PT23H",
    "2026-10-25T12:00:00Z, Europe/Berlin, PT25H",
    "2026-10-04T01:00:00Z, Australia/Lord_Howe, PT23H30M",
    // at midnight there: the day begins at one o'clock
    "2026-09-06T12:00:00Z, America/Santiago, PT23H"
  })
  void areShorterAndLongerDaysWhereClocksChange(Instant at, String zone, Duration length) {
    Steps steps =
        Steps.of(
            new Period(Optional.of(at), Optional.of(at.plusSeconds(1)), Step.DAY, ZoneId.of(zone)),
            NOW);

    assertThat(steps.begins()).hasSize(1);
    assertThat(Duration.between(steps.begins().get(0), steps.end())).isEqualTo(length);
  }

  @Test
  void areAllHoursOfTheDayOnWhichOneComesTwice() {
    Steps steps = steps("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", Step.HOUR, "Europe/Berlin");

    assertThat(steps.begins()).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void areHoursOfAZoneWithAHalfHour() {
    Steps steps = steps("2026-11-22T09:40:00Z", "2026-11-22T11:30:00Z", Step.HOUR, "Asia/Kolkata");

    assertThat(steps.begins())
        .containsExactly(
            Instant.parse("2026-11-22T09:30:00Z"), Instant.parse("2026-11-22T10:30:00Z"));
  }

  @Test
  void areWeeksFromMondayOn() {
    Steps steps = steps("2026-11-15T00:00:00Z", "2026-11-22T11:00:00Z", Step.WEEK, "UTC");

    assertThat(steps.begins())
        .containsExactly(
            Instant.parse("2026-11-09T00:00:00Z"), Instant.parse("2026-11-16T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"HOUR, 25", "DAY, 31", "WEEK, 13"})
  void goBackAsFarAsIsUsual(Step step, int many) {
    Steps steps =
        Steps.of(
            new Period(Optional.empty(), Optional.empty(), step, ZoneId.of("Asia/Tokyo")), NOW);

    assertThat(steps.begins()).hasSize(many);
    assertThat(steps.end()).isAfter(NOW);
  }

  @Test
  void knowInWhichOfThemAMomentLies() {
    Steps steps = steps("2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z", Step.DAY, "UTC");

    assertThat(
            List.of(
                steps.indexOf(Instant.parse("2026-11-19T23:59:59Z")),
                steps.indexOf(Instant.parse("2026-11-20T00:00:00Z")),
                steps.indexOf(Instant.parse("2026-11-21T23:59:59Z")),
                steps.indexOf(Instant.parse("2026-11-22T00:00:00Z"))))
        .containsExactly(-1, 0, 1, -1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:00:00Z, 2026-11-22T00:00:00Z, HOUR, to",
    "2026-11-22T00:00:00Z, 2026-11-21T00:00:00Z, HOUR, to",
    "2026-01-01T00:00:00Z, 2026-01-17T16:00:01Z, HOUR, step",
    "2000-01-01T00:00:00Z, 2026-01-01T00:00:00Z, WEEK, step",
    "-999999999-01-02T00:00:00Z, 2026-01-01T00:00:00Z, DAY, from",
    "2026-01-01T00:00:00Z, +999999999-01-01T00:00:00Z, DAY, to"
  })
  void areRefusedWhereTheyAreNone(String from, String to, Step step, String field) {
    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class, () -> steps(from, to, step, "Pacific/Kiritimati"));

    assertThat(problem.errors())
        .extracting(ProblemException.FieldProblem::field)
        .containsExactly(field);
  }

  @Test
  void areUpToFourHundred() {
    assertThat(steps("2026-01-01T00:00:00Z", "2026-01-17T16:00:00Z", Step.HOUR, "UTC").begins())
        .hasSize(400);
  }
}
