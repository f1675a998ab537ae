package dev.muster.core.rota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.PersonRef.OurUser;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rota.Turn;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.api.warroom.Rotas.Plan;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  private static final String BERLIN = "Europe/Berlin";
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
  private static final PersonRef A = new OurUser("a");
  private static final PersonRef B = new OurUser("b");
  private static final PersonRef C = new OurUser("c");

  private static Schedule shifts(String zone, Shift... shifts) {
    return new Schedule(new Settings("Duty", ZoneId.of(zone), List.of(shifts), Optional.empty()));
  }

  private static Shift daily(String start, String end, PersonRef... members) {
    return on(DAILY, start, end, members);
  }

  private static Shift on(Set<DayOfWeek> days, String start, String end, PersonRef... members) {
    return new Shift(
        new Repeated(LocalTime.parse(start), LocalTime.parse(end), days), List.of(members));
  }

  private static Schedule turns(String zone, String start, Turn every, String handover) {
    return new Schedule(
        new Settings(
            "Duty",
            ZoneId.of(zone),
            List.of(),
            Optional.of(
                new Rotation(
                    LocalDate.parse(start),
                    every,
                    LocalTime.parse(handover),
                    List.of(List.of(A), List.of(B, C), List.of())))));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  private static List<String> shown(Plan plan) {
    return plan.stretches().stream().map(ScheduleTest::shown).toList();
  }

  private static String shown(Stretch stretch) {
    return stretch.start()
        + " "
        + String.join(
            "", stretch.members().stream().map(member -> ((OurUser) member).id()).toList());
  }

  @Test
  void aNightShiftGoesOnAfterMidnight() {
    Schedule schedule =
        shifts("Asia/Shanghai", daily("08:00", "20:00", A), daily("20:00", "08:00", B));

    assertThat(schedule.onDuty(at("2026-11-30T00:00:00Z"))).containsExactly(A);
    assertThat(schedule.onDuty(at("2026-11-30T11:59:59.999999999Z"))).containsExactly(A);
    assertThat(schedule.onDuty(at("2026-11-30T12:00:00Z"))).containsExactly(B);
    assertThat(schedule.onDuty(at("2026-11-30T16:30:00Z"))).containsExactly(B);
    assertThat(schedule.onDuty(at("2026-11-30T23:59:59Z"))).containsExactly(B);
    assertThat(schedule.nextChange(at("2026-11-30T12:00:00Z"), Instant.MAX))
        .contains(at("2026-12-01T00:00:00Z"));
  }

  /** Others have called everybody in at an end that they took for the beginning of the same day. */
  @Test
  void midnightAsAnEndIsTheEndOfTheDay() {
    Set<DayOfWeek> monday = EnumSet.of(DayOfWeek.MONDAY);
    Schedule schedule =
        shifts("Asia/Shanghai", on(monday, "18:00", "00:00", A), on(monday, "00:00", "00:00", B));

    Plan week = schedule.plan(at("2026-11-29T16:00:00Z"), at("2026-12-06T16:00:00Z"));
    assertThat(shown(week))
        .containsExactly(
            "2026-11-29T16:00:00Z b", "2026-11-30T10:00:00Z ab", "2026-11-30T16:00:00Z ");
  }

  @Test
  void anEndAtTheTimeOfTheStartIsADayLater() {
    Schedule schedule =
        shifts(
            BERLIN,
            on(EnumSet.of(DayOfWeek.SATURDAY), "09:00", "09:00", A),
            on(EnumSet.of(DayOfWeek.SUNDAY), "09:00", "09:00", B));

    assertThat(shown(schedule.plan(at("2026-12-05T00:00:00Z"), at("2026-12-08T00:00:00Z"))))
        .containsExactly(
            "2026-12-05T00:00:00Z ",
            "2026-12-05T08:00:00Z a",
            "2026-12-06T08:00:00Z b",
            "2026-12-07T08:00:00Z ");
  }

  /** 2026-03-29 in Berlin: from 02:00 to 03:00. */
  @Test
  void aTimeThatClocksLeaveOutIsWhenTheyArePutForward() {
    Schedule schedule = shifts(BERLIN, daily("22:00", "02:30", A), daily("02:30", "10:00", B));

    assertThat(shown(schedule.plan(at("2026-03-28T21:00:00Z"), at("2026-03-29T12:00:00Z"))))
        .containsExactly(
            "2026-03-28T21:00:00Z a", "2026-03-29T01:00:00Z b", "2026-03-29T08:00:00Z ");
  }

  @Test
  void aShiftThatLiesInWhatClocksLeaveOutIsMissingThatDay() {
    Schedule schedule = shifts(BERLIN, on(EnumSet.of(DayOfWeek.SUNDAY), "02:10", "02:50", A));

    assertThat(schedule.onDuty(at("2026-03-29T01:00:00Z"))).isEmpty();
    assertThat(schedule.nextChange(at("2026-03-23T00:00:00Z"), Instant.MAX))
        .contains(at("2026-04-05T00:10:00Z"));
  }

  /** 2026-10-25 in Berlin: from 03:00 back to 02:00. */
  @Test
  void ofATimeThatComesTwiceTheFirstCounts() {
    Schedule schedule = shifts(BERLIN, daily("20:00", "02:30", A), daily("02:30", "08:00", B));

    assertThat(shown(schedule.plan(at("2026-10-24T18:00:00Z"), at("2026-10-25T08:00:00Z"))))
        .containsExactly(
            "2026-10-24T18:00:00Z a", "2026-10-25T00:30:00Z b", "2026-10-25T07:00:00Z ");
    assertThat(schedule.onDuty(at("2026-10-25T01:15:00Z"))).containsExactly(B);
  }

  /** 2026-10-25 in Azores: from 01:00 back to 00:00; 2024-10-27 in Nuuk: from 00:00 to 23:00. */
  @Test
  void clocksMayBePutBackToTheDayBefore() {
    Schedule schedule =
        shifts("America/Nuuk", daily("00:00", "23:30", A), daily("23:30", "00:00", B));

    Plan plan = schedule.plan(at("2024-10-26T12:00:00Z"), at("2024-10-28T12:00:00Z"));
    assertThat(plan.stretches()).allMatch(stretch -> stretch.members().size() == 1);
    assertThat(shown(plan))
        .containsExactly(
            "2024-10-26T12:00:00Z a",
            "2024-10-27T00:30:00Z b",
            "2024-10-27T02:00:00Z a",
            "2024-10-28T01:30:00Z b",
            "2024-10-28T02:00:00Z a");
  }

  /** Samoa had no 2011-12-30. */
  @Test
  void aDayThatAZoneLeavesOutChangesNothingOfTheOthers() {
    Schedule schedule =
        shifts("Pacific/Apia", daily("08:00", "20:00", A), daily("20:00", "08:00", B));

    assertThat(shown(schedule.plan(at("2011-12-30T00:00:00Z"), at("2011-12-31T12:00:00Z"))))
        .containsExactly(
            "2011-12-30T00:00:00Z a",
            "2011-12-30T06:00:00Z b",
            "2011-12-30T18:00:00Z a",
            "2011-12-31T06:00:00Z b");
  }

  @Test
  void whoIsOnDutyTwiceIsNamedOnce() {
    Schedule schedule = shifts("UTC", daily("08:00", "16:00", A, B), daily("12:00", "20:00", B, C));

    assertThat(schedule.onDuty(at("2026-11-30T13:00:00Z"))).containsExactly(A, B, C);
    assertThat(schedule.onDuty(at("2026-11-30T20:00:00Z"))).isEmpty();
  }

  @Test
  void aChangeOfShiftsThatLeavesThePeopleIsNone() {
    Schedule schedule = shifts("UTC", daily("00:00", "12:00", A, B), daily("12:00", "00:00", B, A));

    assertThat(schedule.nextChange(at("2026-11-30T09:00:00Z"), Instant.MAX)).isEmpty();
    assertThat(schedule.plan(at("2026-11-30T09:00:00Z"), at("2026-12-30T09:00:00Z")).stretches())
        .hasSize(1);
  }

  @Test
  void severalShiftsAtATimeAreAnOverlap() {
    Schedule schedule =
        shifts(
            "UTC",
            daily("08:00", "16:00", A),
            daily("15:00", "20:00", B),
            daily("20:00", "22:00", B),
            daily("00:00", "00:00"));

    assertThat(schedule.plan(at("2026-11-30T08:00:00Z"), at("2026-12-01T00:00:00Z")).stretches())
        .extracting(stretch -> shown(stretch) + " " + stretch.overlap())
        .containsExactly(
            "2026-11-30T08:00:00Z a false",
            "2026-11-30T15:00:00Z ab true",
            "2026-11-30T16:00:00Z b false",
            "2026-11-30T22:00:00Z  false");
  }

  @Test
  void whoIsInTwoShiftsAtATimeOverlapsWithThemselves() {
    Schedule schedule = shifts("UTC", daily("08:00", "16:00", A), daily("12:00", "20:00", A));

    assertThat(schedule.plan(at("2026-11-30T08:00:00Z"), at("2026-11-30T20:00:00Z")).stretches())
        .singleElement()
        .satisfies(stretch -> assertThat(stretch.overlap()).isTrue());
  }

  @Test
  void whatIsOnceIsFoundHoweverFarAway() {
    Schedule schedule =
        shifts(
            "UTC",
            new Shift(new Once(at("2031-05-01T00:00:00Z"), at("2031-05-02T00:00:00Z")), List.of(A)),
            new Shift(
                new Once(at("2031-05-01T12:00:00Z"), at("2031-06-02T00:00:00Z")), List.of(A)));

    assertThat(schedule.nextChange(at("2026-11-30T00:00:00Z"), Instant.MAX))
        .contains(at("2031-05-01T00:00:00Z"));
    assertThat(schedule.nextChange(at("2031-05-01T00:00:00Z"), Instant.MAX))
        .contains(at("2031-06-02T00:00:00Z"));
    assertThat(schedule.nextChange(at("2031-06-02T00:00:00Z"), Instant.MAX)).isEmpty();
    assertThat(schedule.nextChange(at("2026-11-30T00:00:00Z"), at("2031-05-01T00:00:00Z")))
        .as("no farther than asked")
        .isEmpty();
    assertThat(schedule.nextChange(at("2031-04-30T23:55:00Z"), at("2031-05-01T00:00:00Z")))
        .as("no farther than asked")
        .isEmpty();
    assertThat(schedule.nextChange(at("2031-04-30T23:55:00Z"), at("2031-05-01T00:00:01Z")))
        .contains(at("2031-05-01T00:00:00Z"));
  }

  @Test
  void groupsFollowOneAnotherByTheClockEveryDay() {
    Schedule schedule = turns(BERLIN, "2026-10-24", Turn.DAY, "09:00");

    assertThat(schedule.onDuty(at("2026-10-24T06:59:59Z"))).isEmpty();
    assertThat(shown(schedule.plan(at("2026-10-24T00:00:00Z"), at("2026-10-28T00:00:00Z"))))
        .containsExactly(
            "2026-10-24T00:00:00Z ",
            "2026-10-24T07:00:00Z a",
            "2026-10-25T08:00:00Z bc",
            "2026-10-26T08:00:00Z ",
            "2026-10-27T08:00:00Z a");
  }

  @Test
  void groupsFollowOneAnotherEveryWeek() {
    Schedule schedule = turns("Asia/Shanghai", "2026-11-30", Turn.WEEK, "10:00");

    assertThat(schedule.nextChange(at("2020-01-01T00:00:00Z"), Instant.MAX))
        .contains(at("2026-11-30T02:00:00Z"));
    assertThat(schedule.nextChange(at("2026-11-30T02:00:00Z"), Instant.MAX))
        .contains(at("2026-12-07T02:00:00Z"));
    assertThat(schedule.onDuty(at("2026-12-14T01:59:59Z"))).containsExactly(B, C);
    assertThat(schedule.onDuty(at("2026-12-14T02:00:00Z"))).isEmpty();
    assertThat(schedule.onDuty(at("2126-12-14T02:00:00Z")).size()).isLessThan(3);
  }

  @Test
  void aPlanEndsBeforeItBecomesTooLarge() {
    List<Shift> often = new ArrayList<>();
    for (int hour = 0; hour < 24; hour += 2) {
      often.add(daily("%02d:00".formatted(hour), "%02d:00".formatted(hour + 1), A));
    }
    Schedule schedule = shifts("UTC", often.toArray(new Shift[0]));

    Instant from = at("2026-11-30T00:00:00Z");
    Plan plan = schedule.plan(from, from.plus(Duration.ofDays(92)));
    assertThat(plan.stretches()).hasSize(1000);
    assertThat(plan.to()).isEqualTo(from.plus(Duration.ofHours(1000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", BERLIN, "America/Nuuk", "Australia/Lord_Howe", "Africa/Cairo"})
  void aPlanSaysWhatEachMomentSays(String zone) {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      Schedule schedule = shifts(zone, random(random, A), random(random, B), random(random, C));
      Instant from = at("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(525_600)));
      Plan plan = schedule.plan(from, from.plus(Duration.ofDays(3)));
      Instant end = from;
      for (Stretch stretch : plan.stretches()) {
        assertThat(stretch.start()).isEqualTo(end);
        end = stretch.end();
        for (Instant moment : Stream.of(stretch.start(), end.minusNanos(1)).toList()) {
          assertThat(schedule.onDuty(moment)).hasSameElementsAs(stretch.members());
        }
        if (end.isBefore(plan.to())) {
          assertThat(schedule.nextChange(stretch.start(), Instant.MAX)).contains(end);
        }
      }
      assertThat(end).isEqualTo(plan.to());
    }
  }

  /** What a plan costs follows from what begins and ends, not from that times who else is there. */
  @Test
  void manyShiftsAtATimeCostWhatTheyHave() {
    List<PersonRef> ten =
        IntStream.range(0, 10).<PersonRef>mapToObj(i -> new OurUser("u" + i)).toList();
    Shift[] shifts = new Shift[100];
    for (int i = 0; i < shifts.length; i++) {
      String time = LocalTime.MIDNIGHT.plusMinutes(14L * i).toString();
      shifts[i] = daily(time, time, ten.toArray(new PersonRef[0]));
    }
    Schedule schedule = shifts("Asia/Shanghai", shifts);
    Instant from = at("2026-11-30T09:00:00Z");

    long before = allocated();
    Plan plan = schedule.plan(from, from.plus(Duration.ofDays(92)));
    Optional<Instant> next = schedule.nextChange(from, Instant.MAX);

    assertThat(allocated() - before).as("bytes").isLessThan(20_000_000);
    assertThat(plan.stretches())
        .containsExactly(new Stretch(from, from.plus(Duration.ofDays(92)), ten, true));
    assertThat(next).isEmpty();
  }

  /** By this thread: unlike its time the same on a busy machine. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static Shift random(Random random, PersonRef who) {
    EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (int i = random.nextInt(7); i > 0; i--) {
      days.add(DayOfWeek.of(1 + random.nextInt(7)));
    }
    return new Shift(
        new Repeated(
            LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
            LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
            days),
        List.of(who));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29, 01:59, 2026-03-29T00:59:00Z",
    "2026-03-29, 02:00, 2026-03-29T01:00:00Z",
    "2026-03-29, 02:59, 2026-03-29T01:00:00Z",
    "2026-03-29, 03:00, 2026-03-29T01:00:00Z",
    "2026-10-25, 02:00, 2026-10-25T00:00:00Z",
    "2026-10-25, 02:59, 2026-10-25T00:59:00Z",
    "2026-10-25, 03:00, 2026-10-25T02:00:00Z"
  })
  void clocksShowATimeAtAMoment(LocalDate day, LocalTime time, Instant moment) {
    assertThat(WallTime.at(day, time, ZoneId.of(BERLIN))).isEqualTo(moment);
  }
}
