package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.api.warroom.Rotas.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who is on duty when by the settings of a rota. Looks at nothing else, not even at the time. */
final class Schedule {
  /** What repeats does so within a week; where clocks are put forward a shift may be missing. */
  private static final Duration REPEATS_WITHIN = Duration.ofDays(16);

  /** A day before and after, and one more: zones have left out days, and had hours of two dates. */
  private static final int DAYS_ASIDE = 2;

  private static final int MOST_STRETCHES = 1_000;

  /** The most people of all stretches together. */
  private static final int MOST_NAMED = 20_000;

  private final Settings settings;
  private final ZoneId zone;

  Schedule(Settings settings) {
    this.settings = settings;
    this.zone = settings.timeZone();
  }

  /** People who are on duty together for a time, and where they stand among others. */
  private record Turn(Instant start, Instant end, int order, List<PersonRef> members) {
    boolean covers(Instant at) {
      return !at.isBefore(start) && at.isBefore(end);
    }
  }

  List<PersonRef> onDuty(Instant at) {
    return people(turns(at, at.plusNanos(1)).stream().filter(turn -> turn.covers(at)));
  }

  Optional<Instant> nextChange(Instant after, Instant until) {
    Instant horizon = after.plus(horizon());
    Instant end = until.isBefore(horizon) ? until : horizon;
    List<Stretch> soon = plan(after, end, 2).stretches();
    if (soon.size() > 1) {
      return Optional.of(soon.get(1).start());
    }
    if (end.equals(until)) {
      return Optional.empty();
    }
    Set<PersonRef> now = Set.copyOf(onDuty(after));
    return once()
        .filter(moment -> moment.isAfter(after) && moment.isBefore(until))
        .sorted()
        .filter(moment -> !Set.copyOf(onDuty(moment)).equals(now))
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

  private Plan plan(Instant from, Instant to, int most) {
    List<Turn> coming = new ArrayList<>(turns(from, to));
    coming.sort(Comparator.comparing(Turn::start));
    TreeSet<Instant> moments = new TreeSet<>();
    coming.forEach(turn -> moments.addAll(List.of(turn.start(), turn.end())));
    moments.add(from);
    PriorityQueue<Turn> present = new PriorityQueue<>(Comparator.comparing(Turn::end));
    List<Stretch> stretches = new ArrayList<>();
    int next = 0;
    int named = 0;
    Instant begin = from;
    List<PersonRef> people = List.of();
    boolean overlap = false;
    for (Instant moment : moments) {
      if (!moment.isBefore(to)) {
        break;
      }
      while (next < coming.size() && !coming.get(next).start().isAfter(moment)) {
        present.add(coming.get(next++));
      }
      while (!present.isEmpty() && !present.peek().end().isAfter(moment)) {
        present.remove();
      }
      if (moment.isBefore(from)) {
        continue;
      }
      List<PersonRef> then = people(present.stream().sorted(Comparator.comparingInt(Turn::order)));
      boolean several = present.stream().filter(turn -> !turn.members().isEmpty()).count() > 1;
      if (moment.equals(from)) {
        people = then;
      } else if (!new HashSet<>(then).equals(new HashSet<>(people))) {
        stretches.add(new Stretch(begin, moment, people, overlap));
        named += people.size();
        begin = moment;
        people = then;
        overlap = false;
        if (stretches.size() == most || named > MOST_NAMED) {
          return new Plan(from, moment, stretches);
        }
      }
      overlap |= several;
    }
    stretches.add(new Stretch(begin, to, people, overlap));
    return new Plan(from, to, stretches);
  }

  private static List<PersonRef> people(Stream<Turn> turns) {
    Set<PersonRef> people = new LinkedHashSet<>();
    turns.forEach(turn -> people.addAll(turn.members()));
    return List.copyOf(people);
  }

  /** Every turn that has a part of a time. */
  private List<Turn> turns(Instant from, Instant to) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < settings.shifts().size(); i++) {
      add(turns, i, settings.shifts().get(i), from, to);
    }
    settings.rotation().ifPresent(rotation -> add(turns, rotation, from, to));
    return turns;
  }

  private void add(List<Turn> turns, int order, Shift shift, Instant from, Instant to) {
    if (shift.when() instanceof Once when) {
      add(turns, new Turn(when.start(), when.end(), order, shift.members()), from, to);
      return;
    }
    Repeated when = (Repeated) shift.when();
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
                order,
                shift.members()),
            from,
            to);
      }
    }
  }

  private void add(List<Turn> turns, Rotation rotation, Instant from, Instant to) {
    long aside = ChronoUnit.DAYS.between(rotation.start(), day(from)) - DAYS_ASIDE;
    long turn = Math.max(0, Math.floorDiv(aside, rotation.every().days()) - 1);
    List<List<PersonRef>> groups = rotation.groups();
    Instant start = handover(rotation, turn);
    while (start.isBefore(to)) {
      Instant end = handover(rotation, turn + 1);
      List<PersonRef> group = groups.get((int) (turn % groups.size()));
      add(turns, new Turn(start, end, 0, group), from, to);
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
