package dev.muster.core.rota;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.Rotation;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rota.Turn;
import dev.muster.api.warroom.Rota.When.Once;
import dev.muster.api.warroom.Rota.When.Repeated;
import dev.muster.core.person.PersonRecord;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A rota as it is stored; its id is the document's. */
record RotaRecord(
    String displayName,
    String timeZone,
    List<ShiftRecord> shifts,
    Optional<RotationRecord> rotation,
    Optional<SourceRecord> source,
    Instant createdAt) {
  static final String COLLECTION = "rota";
  static final Schema<RotaRecord> SCHEMA = Schema.of(COLLECTION, RotaRecord.class);

  /** One of the two. */
  record ShiftRecord(
      Optional<RepeatedRecord> repeated, Optional<OnceRecord> once, List<PersonRecord> members) {
    static ShiftRecord of(Shift shift) {
      List<PersonRecord> members = PersonRecord.all(shift.members());
      if (shift.when() instanceof Once when) {
        return new ShiftRecord(
            Optional.empty(), Optional.of(new OnceRecord(when.start(), when.end())), members);
      }
      Repeated when = (Repeated) shift.when();
      return new ShiftRecord(
          Optional.of(new RepeatedRecord(when.start(), when.end(), new TreeSet<>(when.days()))),
          Optional.empty(),
          members);
    }

    Shift shift() {
      return new Shift(
          once.<Rota.When>map(it -> new Once(it.start, it.end))
              .orElseGet(() -> repeated.orElseThrow().when()),
          PersonRecord.refs(members));
    }
  }

  /** Times of day are those of clocks. */
  record RepeatedRecord(LocalTime start, LocalTime end, Set<DayOfWeek> days) {
    Rota.When when() {
      return new Repeated(start, end, days);
    }
  }

  record OnceRecord(Instant start, Instant end) {}

  record RotationRecord(
      LocalDate start, Turn every, LocalTime handover, List<List<PersonRecord>> groups) {
    static RotationRecord of(Rotation rotation) {
      return new RotationRecord(
          rotation.start(),
          rotation.every(),
          rotation.handover(),
          rotation.groups().stream().map(PersonRecord::all).toList());
    }

    Rotation rotation() {
      return new Rotation(start, every, handover, groups.stream().map(PersonRecord::refs).toList());
    }
  }

  record SourceRecord(String id, String schedule) {
    static SourceRecord of(Source source) {
      return new SourceRecord(source.id(), source.schedule());
    }

    Source source() {
      return new Source(id, schedule);
    }
  }

  static RotaRecord of(Settings settings, Instant createdAt) {
    return new RotaRecord(
        settings.displayName(),
        settings.timeZone().getId(),
        settings.shifts().stream().map(ShiftRecord::of).toList(),
        settings.rotation().map(RotationRecord::of),
        settings.source().map(SourceRecord::of),
        createdAt);
  }

  Settings settings() {
    return new Settings(
        displayName,
        ZoneId.of(timeZone),
        shifts.stream().map(ShiftRecord::shift).toList(),
        rotation.map(RotationRecord::rotation),
        source.map(SourceRecord::source));
  }

  static Versioned<Rota> rota(Stored<RotaRecord> stored) {
    RotaRecord record = stored.value();
    return new Versioned<>(
        new Rota(stored.key().id(), record.settings(), record.createdAt), stored.version());
  }
}
