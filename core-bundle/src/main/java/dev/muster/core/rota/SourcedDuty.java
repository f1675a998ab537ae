package dev.muster.core.rota;

import dev.muster.api.Caller;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rotas.Next;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.api.warroom.Rotas.Present;
import dev.muster.core.change.Changes;
import dev.muster.core.hook.RotaSourceHooks;
import dev.muster.core.hook.RotaSourceHooks.Answer;
import dev.muster.core.hook.RotaSourceHooks.Fault;
import dev.muster.core.hook.RotaSourceHooks.Question;
import dev.muster.core.rota.RotaRecord.SourceRecord;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Who is on duty by the schedules of others. Sources are asked outside of every commit; what they
 * say is stored, so that it is there for every node, after a restart, and while they fail.
 */
@Component(service = SourcedDuty.class)
public final class SourcedDuty {
  private static final Text NOT_OF_NOW =
      new Text("The source does not say who is on duty now.", "该来源未给出当前的值班成员。");

  private static final Text TOO_LARGE =
      new Text(
          "The source answers with more than can be kept: the IDs of its people are too long.",
          "该来源返回的内容过大，无法保存：其成员的 ID 过长。");

  private final RotaSourceHooks sources;
  private final Repository<RotaRecord> rotas;
  private final Repository<DutyRecord> duties;
  private final Changes changes;
  private final PeopleTurns turns;
  private final SourceFailures failures;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public SourcedDuty(
      @Reference RotaSourceHooks sources,
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.sources = sources;
    this.rotas = storage.repository(RotaRecord.SCHEMA);
    this.duties = storage.repository(DutyRecord.SCHEMA);
    this.changes = changes;
    this.turns = new PeopleTurns(clock);
    this.failures = new SourceFailures(clock);
    this.clock = clock;
  }

  List<String> ids() {
    return sources.ids();
  }

  /** What was read of a rota's source; nothing of one that it had before. */
  Optional<DutyRecord> kept(String tenant, String rota, SourceRecord source) {
    return duties
        .find(tenant, rota)
        .map(Stored::value)
        .filter(record -> record.source().equals(source));
  }

  Optional<KnownDuty> known(String tenant, String rota, SourceRecord source) {
    return kept(tenant, rota, source).flatMap(DutyRecord::duty);
  }

  /** Forgets what was read, with a commit after which it is of no use. */
  void forget(UnitOfWork work, String tenant, String rota) {
    work.add(duties.delete(tenant, rota));
  }

  /** Asks a rota's source, unless that was done a moment ago, and keeps what becomes of it. */
  void ask(String tenant, String rota, Deadline deadline) {
    Optional<SourceRecord> source = source(tenant, rota);
    Instant now = clock.instant();
    if (source.isEmpty()
        || deadline.left().compareTo(SourceBounds.LEAST) < 0
        || kept(tenant, rota, source.get())
            .filter(it -> it.askedAt().isAfter(now.minus(SourceBounds.FRESH)))
            .isPresent()) {
      return;
    }
    Question question =
        new Question(
            tenant,
            source.get().schedule(),
            now.minus(SourceBounds.BEHIND),
            now.plus(SourceBounds.AHEAD));
    Answer<Optional<KnownDuty>> answer =
        sources.ask(
            source.get().id(),
            question,
            plan ->
                KnownDuty.of(plan, question.from(), question.to())
                    .map(it -> it.cut(SourceBounds.MOST_KEPT, now)),
            deadline);
    Answer<KnownDuty> present = ofNow(answer, now);
    boolean isNews =
        changes.make(
            Caller.SYSTEM,
            tenant,
            work -> {
              boolean isNewFault = keep(work, tenant, rota, source.get(), now, present);
              return () -> isNewFault;
            });
    if (isNews && present instanceof Answer.Missing<KnownDuty> missing) {
      failures.log(tenant, rota, source.get().id(), missing);
    }
  }

  /** What does not speak of the present takes no place of what does, or did last. */
  private static Answer<KnownDuty> ofNow(Answer<Optional<KnownDuty>> answer, Instant now) {
    if (answer instanceof Answer.Missing<Optional<KnownDuty>> missing) {
      return new Answer.Missing<>(missing.why(), missing.fault(), missing.cause());
    }
    return ((Answer.Given<Optional<KnownDuty>>) answer)
        .value()
        .filter(duty -> duty.speaksOf(now))
        .map(SourcedDuty::ofOneDocument)
        .orElseGet(() -> new Answer.Missing<>(NOT_OF_NOW, Fault.OTHER_TIME));
  }

  private static Answer<KnownDuty> ofOneDocument(KnownDuty duty) {
    return duty.bytes() <= SourceBounds.MOST_BYTES
        ? new Answer.Given<>(duty)
        : new Answer.Missing<>(TOO_LARGE, Fault.UNANSWERED);
  }

  private Optional<SourceRecord> source(String tenant, String rota) {
    return rotas.find(tenant, rota).flatMap(read -> read.value().source());
  }

  /** Returns whether the source failed in a way that is new since it answered last. */
  private boolean keep(
      UnitOfWork work,
      String tenant,
      String id,
      SourceRecord source,
      Instant at,
      Answer<KnownDuty> answer) {
    Optional<Stored<RotaRecord>> rota =
        rotas.find(tenant, id).filter(it -> it.value().source().filter(source::equals).isPresent());
    if (rota.isEmpty()) {
      return false;
    }
    Optional<Stored<DutyRecord>> stored = duties.find(tenant, id);
    DutyRecord before =
        stored
            .map(Stored::value)
            .filter(record -> record.source().equals(source))
            .orElseGet(() -> DutyRecord.none(source, at));
    DutyRecord after = after(before, answer, at);
    work.add(rotas.require(rota.get()));
    work.add(
        stored
            .map(read -> duties.replace(read, after))
            .orElseGet(() -> duties.create(tenant, id, after)));
    return !before.faults().containsAll(after.faults());
  }

  private static DutyRecord after(DutyRecord before, Answer<KnownDuty> answer, Instant at) {
    if (answer instanceof Answer.Missing<KnownDuty> missing) {
      return before.failed(missing.why(), missing.fault(), at);
    }
    return before.answered(((Answer.Given<KnownDuty>) answer).value(), at);
  }

  /** Who is on duty now and next, by what was read. */
  Present dutyNow(String tenant, String rota, Source source, Instant now) {
    Optional<DutyRecord> kept = kept(tenant, rota, SourceRecord.of(source));
    Optional<Reading> reading = Optional.of(kept.map(DutyRecord::reading).orElse(Reading.NONE));
    return kept.flatMap(DutyRecord::duty)
        .map(
            duty ->
                new Present(
                    duty.at(now),
                    duty.hasBegun(now),
                    duty.nextChange(now, Instant.MAX).map(next -> new Next(next, duty.at(next))),
                    reading))
        .orElseGet(() -> new Present(List.of(), false, Optional.empty(), reading));
  }

  /**
   * Who is on duty in a time: by what was read, or by the source itself where that does not say. A
   * source that fails is asked no more often than that.
   */
  Plan dutyDuring(String tenant, String rota, Source source, Instant from, Instant to) {
    Optional<DutyRecord> kept = kept(tenant, rota, SourceRecord.of(source));
    Optional<KnownDuty> known = kept.flatMap(DutyRecord::duty);
    Instant now = clock.instant();
    boolean isToAsk =
        kept.filter(it -> it.askedAt().isAfter(now.minus(SourceBounds.RECENT)))
            .filter(
                it ->
                    it.failure().isPresent()
                        || known.filter(duty -> duty.covers(from, to)).isPresent())
            .isEmpty();
    return isToAsk ? asked(tenant, source, kept, from, to) : planOfKept(kept, from, to);
  }

  /** Who is on duty by a source that no rota has yet. */
  Plan dutyBy(String tenant, Source source, Instant from, Instant to) {
    return asked(tenant, source, Optional.empty(), from, to);
  }

  /** What a source says to somebody who waits for it, in their turn; without, what is kept. */
  private Plan asked(
      String tenant, Source source, Optional<DutyRecord> kept, Instant from, Instant to) {
    Function<Runnable, Answer<Optional<KnownDuty>>> ask =
        ended ->
            sources.ask(
                source.id(),
                new Question(tenant, source.schedule(), from, to),
                plan ->
                    KnownDuty.of(plan, from, to).map(it -> it.cut(SourceBounds.MOST_SHOWN, from)),
                Deadline.in(SourceBounds.WAITED),
                ended);
    Optional<Long> registration = sources.registration(source.id());
    // one that is not there is asked nothing
    Optional<Answer<Optional<KnownDuty>>> asked =
        registration.isPresent()
            ? turns.take(tenant, registration.get(), ask)
            : Optional.of(ask.apply(() -> {}));
    Instant now = clock.instant();
    if (asked.isEmpty()) {
      return planOfKept(kept, from, to).withRetry(now.plus(SourceBounds.PAUSE));
    }
    Answer<Optional<KnownDuty>> answer = asked.get();
    DutyRecord before = kept.orElseGet(() -> DutyRecord.none(SourceRecord.of(source), now));
    if (answer instanceof Answer.Missing<Optional<KnownDuty>> missing) {
      if (kept.isEmpty()) {
        failures.logPreview(tenant, source.id(), missing);
      }
      DutyRecord failed = before.failed(missing.why(), missing.fault(), now);
      return planOfKept(Optional.of(failed), from, to);
    }
    Optional<KnownDuty> given = ((Answer.Given<Optional<KnownDuty>>) answer).value();
    // one that knows nothing of that time has not failed: it may well know the present
    return given.isEmpty() && kept.isPresent()
        ? planOfKept(kept, from, to)
        : planOf(given, read(now, given), from, to);
  }

  private static Reading read(Instant now, Optional<KnownDuty> given) {
    return new Reading(
        Optional.of(now),
        Optional.empty(),
        Optional.empty(),
        given.map(KnownDuty::leftOut).orElse(0));
  }

  private Plan planOfKept(Optional<DutyRecord> kept, Instant from, Instant to) {
    Reading reading = kept.map(DutyRecord::reading).orElse(Reading.NONE);
    return planOf(kept.flatMap(DutyRecord::duty), reading, from, to);
  }

  private Plan planOf(Optional<KnownDuty> known, Reading reading, Instant from, Instant to) {
    List<Stretch> stretches =
        known.map(duty -> reachingToNow(duty).during(from, to)).orElseGet(List::of);
    return new Plan(from, to, stretches, Optional.of(reading), Optional.empty());
  }

  /** The same with the present, for which counts what is known, until it is read again. */
  private KnownDuty reachingToNow(KnownDuty duty) {
    Instant now = clock.instant();
    Instant before = now.minus(KnownDuty.AROUND);
    Instant after = now.plus(SourceReadings.EVERY);
    boolean isBeginNear = duty.from().isAfter(before) && duty.hasBegun(now);
    return duty.within(
        isBeginNear ? before : duty.from(), duty.until().isBefore(after) ? after : duty.until());
  }
}
