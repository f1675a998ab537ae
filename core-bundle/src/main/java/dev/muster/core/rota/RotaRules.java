package dev.muster.core.rota;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.api.warroom.Rotas;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.person.PersonRules;
import dev.muster.spi.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a rota may be. */
final class RotaRules {
  /** Of a tenant. */
  private static final int MAX_ROTAS = 200;

  private static final int MAX_SHIFTS = 100;
  private static final int MAX_GROUPS = 100;

  /** Of one shift or group. */
  private static final int MAX_MEMBERS = 100;

  /** Of all shifts or groups together. */
  static final int MAX_PEOPLE = 1_000;

  private static final int MAX_SCHEDULE = 200;

  private static final int LAST_YEAR = 9998;

  private static final Text RANGE =
      new Text("Give a time between 1970 and 9998.", "时间须在 1970 年至 9998 年之间。");

  private RotaRules() {}

  /** Checks whether there may be another one. */
  static void checkCount(long present) {
    if (present >= MAX_ROTAS) {
      throw ProblemException.invalid(
          "", "too-many", new Text("A tenant has at most 200 rotas.", "每个租户最多 200 个值班表。"));
    }
  }

  /**
   * Checks settings and cleans them.
   *
   * @param user which of our users they may name
   */
  static Settings clean(Settings raw, Predicate<String> user) {
    FieldErrors errors = new FieldErrors();
    errors.checkName("displayName", raw.displayName());
    checkKind(raw, errors);
    List<Shift> shifts = new ArrayList<>();
    for (int i = 0; i < Math.min(raw.shifts().size(), MAX_SHIFTS); i++) {
      shifts.add(shift("shifts." + i, raw.shifts().get(i), user, errors));
    }
    Settings clean =
        new Settings(
            raw.displayName(),
            raw.timeZone(),
            shifts,
            raw.rotation().map(it -> rotation(it, user, errors)),
            raw.source().map(it -> source(it, errors)));
    int people =
        shifts.stream().mapToInt(shift -> shift.members().size()).sum()
            + clean.rotation().stream()
                .flatMap(it -> it.groups().stream())
                .mapToInt(List::size)
                .sum();
    if (people > MAX_PEOPLE) {
      errors.add(
          raw.rotation().isPresent() ? "rotation.groups" : "shifts",
          "too-many",
          new Text("Give at most 1000 people in all.", "合计最多填写 1000 人。"));
    }
    errors.throwIfAny();
    return clean;
  }

  private static void checkKind(Settings raw, FieldErrors errors) {
    long kinds =
        Stream.of(!raw.shifts().isEmpty(), raw.rotation().isPresent(), raw.source().isPresent())
            .filter(is -> is)
            .count();
    if (kinds != 1) {
      errors.add(
          "shifts",
          "choice",
          new Text(
              "Give either shifts, a rotation or a source.",
              "请填写班次（shifts）、轮值（rotation）或来源（source），三者选一。"));
    }
    if (raw.shifts().size() > MAX_SHIFTS) {
      errors.add("shifts", "too-many", new Text("Give at most 100 shifts.", "最多填写 100 个班次。"));
    }
  }

  private static Shift shift(String field, Shift raw, Predicate<String> user, FieldErrors errors) {
    if (raw.when() instanceof Once when) {
      checkYear(field + ".start", when.start(), errors);
      checkYear(field + ".end", when.end(), errors);
      if (!when.start().isBefore(when.end())) {
        errors.add(field + ".end", "order", new Text("It must be after the start.", "须晚于开始时间。"));
      }
    } else if (((Repeated) raw.when()).days().isEmpty()) {
      errors.add(field + ".days", "required", new Text("Give at least one day.", "请至少填写一天。"));
    }
    return new Shift(raw.when(), people(field + ".members", raw.members(), user, errors));
  }

  private static Rotation rotation(Rotation raw, Predicate<String> user, FieldErrors errors) {
    checkYear("rotation.start", raw.start().atStartOfDay(ZoneOffset.UTC).toInstant(), errors);
    if (raw.groups().isEmpty() || raw.groups().size() > MAX_GROUPS) {
      errors.add("rotation.groups", "length", new Text("Give 1 to 100 groups.", "请填写 1 至 100 个组。"));
    }
    List<List<PersonRef>> groups = new ArrayList<>();
    for (int i = 0; i < Math.min(raw.groups().size(), MAX_GROUPS); i++) {
      groups.add(people("rotation.groups." + i + ".members", raw.groups().get(i), user, errors));
    }
    return new Rotation(raw.start(), raw.every(), raw.handover(), groups);
  }

  private static Source source(Source raw, FieldErrors errors) {
    String schedule = raw.schedule().strip();
    if (schedule.isEmpty() || Texts.length(schedule) > MAX_SCHEDULE) {
      errors.add(
          "source.schedule", "length", new Text("Give 1 to 200 characters.", "请填写 1 至 200 个字符。"));
    } else {
      errors.checkPrintable("source.schedule", schedule);
    }
    return new Source(raw.id(), schedule);
  }

  /** Checks whether a source is there: asked where it is entered, for it may go later. */
  static void checkSource(Source source, List<String> present) {
    if (!present.contains(source.id())) {
      throw ProblemException.invalid(
          "source.id",
          "unknown-value",
          new Text("No plugin that runs offers this source.", "没有运行中的插件提供该来源。"));
    }
  }

  /** Nobody in a group is a turn in which nobody is on duty, which may be wanted. */
  private static List<PersonRef> people(
      String field, List<PersonRef> raw, Predicate<String> user, FieldErrors errors) {
    return PersonRules.clean(field, raw, MAX_MEMBERS, user, errors);
  }

  private static void checkYear(String field, Instant at, FieldErrors errors) {
    if (!isInRange(at)) {
      errors.add(field, "out-of-range", RANGE);
    }
  }

  private static boolean isInRange(Instant at) {
    // years of instants far away do not fit a date
    return !at.isBefore(Instant.EPOCH)
        && at.isBefore(Instant.EPOCH.atZone(ZoneOffset.UTC).withYear(LAST_YEAR + 1).toInstant());
  }

  /** The end of a plan, where it may be made. */
  static Instant end(Instant from, Optional<Instant> to) {
    if (!isInRange(from)) {
      throw ProblemException.invalid("from", "out-of-range", RANGE);
    }
    Instant end = to.orElseGet(() -> from.plus(Duration.ofDays(7)));
    if (!from.isBefore(end)) {
      throw ProblemException.invalid(
          "to", "order", new Text("It must be after from.", "须晚于 from。"));
    }
    if (end.isAfter(from.plus(Rotas.LONGEST_PLAN))) {
      throw ProblemException.invalid(
          "to", "out-of-range", new Text("A plan has at most 92 days.", "最多查询 92 天。"));
    }
    return end;
  }
}
