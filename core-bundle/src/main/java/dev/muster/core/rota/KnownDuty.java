package dev.muster.core.rota;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rota.When;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.person.PersonRecord;
import dev.muster.core.person.PersonRules;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyShift;
import dev.muster.spi.rota.RotaSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a source's answer: within our bounds, in our form.
 *
 * @param from when it begins
 * @param until when it ends
 * @param stretches all of that time, in order, one or more
 * @param leftOut how many people are left out, because they are too many or in no form of ours
 */
record KnownDuty(Instant from, Instant until, List<Stretch> stretches, int leftOut) {
  /** Whoever asks for the present means the minute that it is in. */
  static final Duration AROUND = Duration.ofMinutes(2);

  /** Of a person's names of fields, and of a platform. */
  private static final int BYTES_ASIDE = 120;

  /** JSON may escape each. */
  private static final int BYTES_OF_A_CHAR = 6;

  KnownDuty {
    stretches = List.copyOf(stretches);
  }

  /** What an answer says of a time; empty if that is nothing. */
  static Optional<KnownDuty> of(DutyPlan plan, Instant from, Instant to) {
    Instant begin = later(plan.knownFrom().orElse(from), from);
    Instant end = earlier(plan.knownUntil().orElse(to), to);
    end = endOfFirst(plan.shifts(), begin, end);
    if (!begin.isBefore(end)) {
      return Optional.empty();
    }
    People people = new People();
    List<Shift> shifts = new ArrayList<>();
    for (DutyShift each : plan.shifts()) {
      Instant start = later(each.start(), begin);
      Instant over = earlier(each.end(), end);
      if (start.isBefore(over)) {
        shifts.add(new Shift(new When.Once(start, over), people.of(each.people())));
      }
    }
    Settings settings = new Settings("", ZoneOffset.UTC, shifts, Optional.empty());
    Plan made = new Schedule(settings).plan(begin, end);
    return Optional.of(new KnownDuty(begin, made.to(), made.stretches(), people.leftOut()));
  }

  /** Where there are more shifts than are kept, the time ends with the first that is not. */
  private static Instant endOfFirst(List<DutyShift> shifts, Instant from, Instant until) {
    return shifts.stream()
        .filter(each -> each.start().isBefore(until) && each.end().isAfter(from))
        .map(DutyShift::start)
        .sorted()
        .skip(RotaSource.MAX_SHIFTS)
        .findFirst()
        .orElse(until);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** People of an answer in our form: the same are in many shifts. */
  private static final class People {
    private final Map<DutyPerson, Optional<PersonRef>> seen = new HashMap<>();
    private int beyond;

    List<PersonRef> of(List<DutyPerson> people) {
      beyond = Math.max(beyond, people.size() - RotaSource.MAX_PEOPLE);
      return people.stream()
          .limit(RotaSource.MAX_PEOPLE)
          .flatMap(each -> seen.computeIfAbsent(each, People::clean).stream())
          .toList();
    }

    int leftOut() {
      return beyond + (int) seen.values().stream().filter(Optional::isEmpty).count();
    }

    private static Optional<PersonRef> clean(DutyPerson person) {
      FieldErrors errors = new FieldErrors();
      PersonRef clean = PersonRules.clean("", ref(person), errors);
      return errors.isEmpty() ? Optional.of(clean) : Optional.empty();
    }

    private static PersonRef ref(DutyPerson person) {
      return switch (person.by()) {
        case USER -> new PersonRef.OurUser(person.value());
        case EMAIL -> new PersonRef.Email(person.value());
        case MOBILE -> new PersonRef.Mobile(person.value());
        case ACCOUNT -> new PersonRef.PlatformUser(person.platform().orElse(""), person.value());
      };
    }
  }

  /**
   * The same with so many people of all stretches together. Where they are more, what was before a
   * moment goes, and the time ends with what is too much behind it; those on duty at the moment
   * itself are cut, and the others counted as left out.
   */
  KnownDuty cut(int most, Instant moment) {
    if (stretches.stream().mapToInt(each -> each.members().size()).sum() <= most) {
      return this;
    }
    int first = 0;
    while (first + 1 < stretches.size() && !stretches.get(first + 1).start().isAfter(moment)) {
      first++;
    }
    Stretch present = stretches.get(first);
    List<PersonRef> members =
        present.members().subList(0, Math.min(most, present.members().size()));
    List<Stretch> kept = new ArrayList<>();
    kept.add(new Stretch(present.start(), present.end(), members, present.overlap()));
    int named = members.size();
    for (Stretch each : stretches.subList(first + 1, stretches.size())) {
      named += each.members().size();
      if (named > most) {
        break;
      }
      kept.add(each);
    }
    return new KnownDuty(
        present.start(),
        kept.get(kept.size() - 1).end(),
        kept,
        leftOut + present.members().size() - members.size());
  }

  /** What its people have at the most where they are stored. */
  long bytes() {
    return stretches.stream()
        .flatMap(each -> each.members().stream())
        .map(PersonRecord::of)
        .mapToLong(each -> BYTES_ASIDE + BYTES_OF_A_CHAR * (long) each.value().length())
        .sum();
  }

  /** The same with another beginning and end: whoever is at one of them is until there. */
  KnownDuty within(Instant begin, Instant end) {
    List<Stretch> all = new ArrayList<>(stretches);
    Stretch first = all.get(0);
    all.set(0, new Stretch(begin, first.end(), first.members(), first.overlap()));
    Stretch last = all.get(all.size() - 1);
    all.set(all.size() - 1, new Stretch(last.start(), end, last.members(), last.overlap()));
    return new KnownDuty(begin, end, all, leftOut);
  }

  boolean covers(Instant begin, Instant end) {
    return !begin.isBefore(from) && !end.isAfter(until);
  }

  /** Whether it speaks of a moment, or of one that is as good as that. */
  boolean speaksOf(Instant moment) {
    return hasBegun(moment) && !until.isBefore(moment.minus(AROUND));
  }

  /** Whether who is on duty at a moment is known; it stays so once the time is over. */
  boolean hasBegun(Instant moment) {
    return !from.isAfter(moment.plus(AROUND));
  }

  /**
   * Who is on duty; once the time is over that is known, whoever was at its end. Before it begins
   * nobody is known: those who come later must not be called for that.
   */
  List<PersonRef> at(Instant moment) {
    return hasBegun(moment)
        ? stretches.stream()
            .filter(each -> !each.start().isAfter(moment))
            .max(Comparator.comparing(Stretch::start))
            .orElse(stretches.get(0))
            .members()
        : List.of();
  }

  Optional<Instant> nextChange(Instant after, Instant before) {
    return stretches.stream()
        .skip(1)
        .map(Stretch::start)
        .filter(start -> start.isAfter(after) && start.isBefore(before))
        .findFirst();
  }

  /** The part of a time that is known. */
  List<Stretch> during(Instant begin, Instant end) {
    return stretches.stream()
        .filter(each -> each.start().isBefore(end) && each.end().isAfter(begin))
        .map(
            each ->
                new Stretch(
                    later(each.start(), begin),
                    earlier(each.end(), end),
                    each.members(),
                    each.overlap()))
        .toList();
  }
}
