package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rota.When;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.api.warroom.Rotas.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who is on duty when by the settings of a rota. Looks at nothing else, not even at the time. */
final class Schedule {
  /** What repeats does so within a week; where clocks are put forward a shift may be missing. */
  private static final Duration REPEATS_WITHIN = Duration.ofDays(16);

  /** A day before and after, and one more: zones have left out days, and had hours of two dates. */
  private static final int DAYS_ASIDE = 2;

  private static final int MOST_STRETCHES = 1_000;

  /** The most people of all stretches together. */
  static final int MOST_NAMED = 20_000;

  /**
   * Above that a plan ends: people of turns that begin, end or are gathered. What can be stored
   * needs less; others' schedules have more people.
   */
  private static final long MOST_STEPS = 4_000_000;

  private final Settings settings;
  private final ZoneId zone;
  private final Crews crews = new Crews();

  /** Of the shifts or of the groups of the rotation, in their order. */
  private final List<Crew> inOrder;

  Schedule(Settings settings) {
    this.settings = settings;
    this.zone = settings.timeZone();
    this.inOrder =
        Stream.concat(
                settings.shifts().stream().map(Shift::members),
                settings.rotation().stream().flatMap(it -> it.groups().stream()))
            .map(crews::crew)
            .toList();
  }

  List<PersonRef> onDuty(Instant at) {
    return crews.of(present(at));
  }

  private List<Turn> present(Instant at) {
    return turns(at, at.plusNanos(1)).stream().filter(turn -> turn.covers(at)).toList();
  }

  Optional<Instant> nextChange(Instant after, Instant until) {
    Instant horizon = after.plus(horizon());
    Instant end = until.isBefore(horizon) ? until : horizon;
    Instant same = plan(after, end, 1).to();
    if (same.isBefore(end)) {
      return Optional.of(same);
    }
    if (end.equals(until)) {
      return Optional.empty();
    }
    BitSet now = crews.numbers(present(after));
    return once()
        .filter(moment -> moment.isAfter(after) && moment.isBefore(until))
        .sorted()
        .filter(moment -> !crews.numbers(present(moment)).equals(now))
        .findFirst();
  }

  /** In that time everything that repeats has shown what it does. */
  private Duration horizon() {
    return settings
        .rotation()
        .map(it -> Duration.ofDays(it.every().days() * (it.groups().size() + 1L)))
        .map(cycle -> cycle.plus(REPEATS_WITHIN))
        .orElse(REPEATS_WITHIN);
  }

  /** What happens once, however far away. */
  private Stream<Instant> once() {
    return Stream.concat(
        settings.rotation().map(it -> handover(it, 0)).stream(),
        settings.shifts().stream()
            .flatMap(
                shift ->
                    shift.when() instanceof Once when
                        ? Stream.of(when.start(), when.end())
                        : Stream.of()));
  }

  Plan plan(Instant from, Instant to) {
    return plan(from, to, MOST_STRETCHES);
  }

  /** What begins and ends is gone through once, in its order. */
  private Plan plan(Instant from, Instant to, int most) {
    List<Turn> turns = turns(from, to);
    List<Integer> begins = places(turns, Turn::start);
    List<Integer> ends = places(turns, Turn::end);
    OnDuty onDuty = new OnDuty(crews);
    List<Stretch> stretches = new ArrayList<>();
    int begun = 0;
    int ended = 0;
    int named = 0;
    Instant begin = from;
    List<PersonRef> people = List.of();
    boolean overlap = false;
    for (Instant moment = from; moment.isBefore(to); ) {
      while (begun < begins.size() && !turns.get(begins.get(begun)).start().isAfter(moment)) {
        int place = begins.get(begun++);
        onDuty.begin(place, turns.get(place));
      }
      while (ended < ends.size() && !turns.get(ends.get(ended)).end().isAfter(moment)) {
        int place = ends.get(ended++);
        onDuty.end(place, turns.get(place));
      }
      if (moment.equals(from)) {
        people = onDuty.people();
      } else if (onDuty.hasChanged()) {
        stretches.add(new Stretch(begin, moment, people, overlap));
        named += people.size();
        if (stretches.size() == most || named > MOST_NAMED || onDuty.steps() > MOST_STEPS) {
          return new Plan(from, moment, stretches);
        }
        begin = moment;
        people = onDuty.people();
        overlap = false;
      }
      overlap |= onDuty.overlaps();
      moment = ended < ends.size() ? turns.get(ends.get(ended)).end() : to;
      if (begun < begins.size()) {
        moment = earlier(moment, turns.get(begins.get(begun)).start());
      }
    }
    stretches.add(new Stretch(begin, to, people, overlap));
    return new Plan(from, to, stretches);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The places of turns in the order of a time. */
  private static List<Integer> places(List<Turn> turns, Function<Turn, Instant> time) {
    return IntStream.range(0, turns.size())
        .boxed()
        .sorted(Comparator.comparing(place -> time.apply(turns.get(place))))
        .toList();
  }

  /** Every turn that has a part of a time, in the order of the shifts. */
  private List<Turn> turns(Instant from, Instant to) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < settings.shifts().size(); i++) {
      add(turns, inOrder.get(i), settings.shifts().get(i).when(), from, to);
    }
    settings.rotation().ifPresent(rotation -> add(turns, rotation, from, to));
    return turns;
  }

  private void add(List<Turn> turns, Crew crew, When shift, Instant from, Instant to) {
    if (shift instanceof Once when) {
      add(turns, new Turn(when.start(), when.end(), crew), from, to);
      return;
    }
    Repeated when = (Repeated) shift;
    int days = when.end().isAfter(when.start()) ? 0 : 1;
    LocalDate last = day(to).plusDays(DAYS_ASIDE);
    for (LocalDate day = day(from).minusDays(DAYS_ASIDE);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (when.days().contains(day.getDayOfWeek())) {
        add(
            turns,
            new Turn(
                WallTime.at(day, when.start(), zone),
                WallTime.at(day.plusDays(days), when.end(), zone),
                crew),
            from,
            to);
      }
    }
  }

  private void add(List<Turn> turns, Rotation rotation, Instant from, Instant to) {
    long aside = ChronoUnit.DAYS.between(rotation.start(), day(from)) - DAYS_ASIDE;
    long turn = Math.max(0, Math.floorDiv(aside, rotation.every().days()) - 1);
    Instant start = handover(rotation, turn);
    while (start.isBefore(to)) {
      Instant end = handover(rotation, turn + 1);
      add(turns, new Turn(start, end, inOrder.get((int) (turn % inOrder.size()))), from, to);
      start = end;
      turn++;
    }
  }

  private Instant handover(Rotation rotation, long turn) {
    LocalDate day = rotation.start().plusDays(turn * rotation.every().days());
    return WallTime.at(day, rotation.handover(), zone);
  }

  private static void add(List<Turn> turns, Turn turn, Instant from, Instant to) {
    if (turn.start().isBefore(turn.end())
        && turn.start().isBefore(to)
        && turn.end().isAfter(from)) {
      turns.add(turn);
    }
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }
}
