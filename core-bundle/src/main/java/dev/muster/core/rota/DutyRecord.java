package dev.muster.core.rota;

import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.core.hook.RotaSourceHooks.Fault;
import dev.muster.core.person.PersonRecord;
import dev.muster.core.rota.RotaRecord.SourceRecord;
import dev.muster.core.store.Schema;
import dev.muster.spi.Text;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a rota's source was read, as it is stored; its id is the rota's.
 *
 * @param source which source and schedule that was: the rota may have another one by now
 * @param askedAt when it was asked last
 * @param answer what it said last
 * @param failure why it did not answer then
 */
record DutyRecord(
    SourceRecord source,
    Instant askedAt,
    Optional<AnswerRecord> answer,
    Optional<FailureRecord> failure) {
  static final Schema<DutyRecord> SCHEMA = Schema.of("rota-duty", DutyRecord.class);

  record AnswerRecord(
      Instant at, Instant from, Instant until, List<StretchRecord> stretches, int leftOut) {
    static AnswerRecord of(KnownDuty duty, Instant at) {
      return new AnswerRecord(
          at,
          duty.from(),
          duty.until(),
          duty.stretches().stream().map(StretchRecord::of).toList(),
          duty.leftOut());
    }

    KnownDuty duty() {
      return new KnownDuty(
          from, until, stretches.stream().map(StretchRecord::stretch).toList(), leftOut);
    }
  }

  record StretchRecord(Instant start, Instant end, List<PersonRecord> members, boolean overlap) {
    static StretchRecord of(Stretch stretch) {
      return new StretchRecord(
          stretch.start(), stretch.end(), PersonRecord.all(stretch.members()), stretch.overlap());
    }

    Stretch stretch() {
      return new Stretch(start, end, PersonRecord.refs(members), overlap);
    }
  }

  /** With the kinds of failures since then. */
  record FailureRecord(Instant since, String en, String zhCn, Optional<Set<Fault>> faults) {
    Text problem() {
      return new Text(en, zhCn);
    }
  }

  static DutyRecord none(SourceRecord source, Instant askedAt) {
    return new DutyRecord(source, askedAt, Optional.empty(), Optional.empty());
  }

  DutyRecord answered(KnownDuty duty, Instant at) {
    return new DutyRecord(source, at, Optional.of(AnswerRecord.of(duty, at)), Optional.empty());
  }

  /** What it said last stays. */
  DutyRecord failed(Text why, Fault fault, Instant at) {
    Instant since = failure.map(FailureRecord::since).orElse(at);
    Set<Fault> faults = EnumSet.of(fault);
    faults.addAll(faults());
    return new DutyRecord(
        source,
        at,
        answer,
        Optional.of(new FailureRecord(since, why.en(), why.zhCn(), Optional.of(faults))));
  }

  /** In which ways it has failed since it answered last. */
  Set<Fault> faults() {
    return failure.flatMap(FailureRecord::faults).orElseGet(Set::of);
  }

  Optional<KnownDuty> duty() {
    return answer.map(AnswerRecord::duty);
  }

  Reading reading() {
    return new Reading(
        answer.map(AnswerRecord::at),
        failure.map(FailureRecord::since),
        failure.map(FailureRecord::problem),
        answer.map(AnswerRecord::leftOut).orElse(0));
  }
}
