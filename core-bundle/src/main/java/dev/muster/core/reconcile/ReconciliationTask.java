package dev.muster.core.reconcile;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemException;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Problem;
import dev.muster.api.Reconciliations.State;
import dev.muster.api.Versioned;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.form.Descriptors;
import dev.muster.core.form.Forms;
import dev.muster.core.platform.connection.Checks;
import dev.muster.core.reconcile.AddressBook.Unread;
import dev.muster.core.reconcile.AddressBook.Whose;
import dev.muster.core.reconcile.Comparison.Scope;
import dev.muster.core.reconcile.RunRecord.Step;
import dev.muster.core.signin.AddressBookPeople;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.Deprovisioning;
import dev.muster.spi.hook.IdentitySourceEvent.Reconciliation;
import dev.muster.spi.hook.IdentitySourceEvent.ReconciliationStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on runs, some of one in each commit. With what was read or applied goes the place that the
 * run has come to, and the commit rests on the place before: nothing is counted or applied twice,
 * by whatever nodes and however often they die.
 */
@Component(service = {ReconciliationTask.class, TaskHandler.class})
public final class ReconciliationTask implements TaskHandler<ReconciliationTask.Of> {
  private static final Logger LOG = LoggerFactory.getLogger(ReconciliationTask.class);

  private static final TaskType<Of> TYPE =
      TaskType.of(
          "reconciliation",
          Of.class,
          Pace.REMOTE,
          new TaskType.Retry(Duration.ofSeconds(5), Duration.ofMinutes(5), Integer.MAX_VALUE));

  /** How often in a row nothing comes of it before a run has failed: for about ten minutes. */
  static final int MOST_TRIES = 8;

  /** Others have tasks too. */
  private static final Duration ONE_RUN = Duration.ofSeconds(5);

  /** Left of a run when it may still ask for the cause of a failure. */
  private static final Duration CAUSE = Duration.ofSeconds(18);

  private static final String NO_ANSWER = "The platform's address book does not answer.";

  private final Changes changes;
  private final TaskQueue queue;
  private final IdentitySources sources;
  private final Descriptors descriptors;
  private final AddressBook book;
  private final Accounts accounts;
  private final Comparison comparison;
  private final Applying applying;
  private final Problems problems;
  private final Repository<RunRecord> runs;
  private final Repository<PartRecord> parts;
  private final Repository<ChunkRecord> chunks;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public ReconciliationTask(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TaskQueue queue,
      @Reference IdentitySources sources,
      @Reference Forms forms,
      @Reference Checks checks,
      @Reference AddressBook book,
      @Reference AddressBookPeople people,
      @Reference Accounts accounts,
      @Reference Deprovisioning deprovisioning,
      @Reference InstantSource clock) {
    this.changes = changes;
    this.queue = queue;
    this.sources = sources;
    this.descriptors = forms.descriptors();
    this.book = book;
    this.accounts = accounts;
    this.comparison = new Comparison(accounts, people, deprovisioning);
    this.problems = new Problems(checks);
    this.runs = storage.repository(RunRecord.SCHEMA);
    this.parts = storage.repository(PartRecord.SCHEMA);
    this.chunks = storage.repository(ChunkRecord.SCHEMA);
    this.applying = new Applying(accounts, people, comparison, deprovisioning, chunks);
    this.clock = clock;
  }

  /** The task's payload: which run. */
  record Of(String run) {}

  /** Has a run worked on, with the commit that makes that necessary. */
  void add(UnitOfWork work, String tenant, String run, RunRecord record) {
    queue.add(
        work,
        new TaskQueue.New<>(TYPE, tenant, record.source(), new Of(run)),
        taskId(run, record.state()),
        clock.instant());
  }

  /** Whether a task works on a run: the one that reads goes on where what it found is applied. */
  boolean isKnown(String run) {
    return queue.isKnown(taskId(run, State.READING)) || queue.isKnown(taskId(run, State.APPLYING));
  }

  private static String taskId(String run, State state) {
    return TYPE.name() + "." + run + (state == State.APPLYING ? ".apply" : ".read");
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    String tenant = task.tenant();
    String run = task.payload().run();
    long end = System.nanoTime() + ONE_RUN.toNanos();
    Optional<Reading> reading = Optional.empty();
    boolean isFirst = true;
    do {
      Optional<RunRecord> found =
          runs.find(tenant, run).map(Stored::value).filter(RunRecord::isWorkedOn);
      if (found.isEmpty()) {
        return Result.done();
      }
      RunRecord record = found.get();
      try {
        IdentitySource source = source(tenant, record);
        if (record.state() == State.APPLYING) {
          apply(tenant, run, record, source);
        } else {
          Reading on = reading.orElseGet(() -> reading(tenant, run, source));
          reading = Optional.of(on);
          if (!read(tenant, run, record, on)) {
            // another node was faster: what this one remembers is not what is stored
            return new Result.Unfinished();
          }
        }
      } catch (Unread e) {
        return unread(task, record, e, isFirst);
      } catch (ProblemException e) {
        return unread(task, record, Unread.of(e), isFirst);
      }
      isFirst = false;
    } while (System.nanoTime() - end < 0);
    return new Result.Unfinished();
  }

  private IdentitySource source(String tenant, RunRecord record) throws Unread {
    boolean isTooOld = clock.instant().isAfter(record.startedAt().plus(PartRecord.LONGEST_READING));
    if (record.state() == State.READING && isTooOld) {
      throw Unread.of(Problems.STOPPED, "It took too long");
    }
    Optional<Versioned<IdentitySource>> source = sources.find(tenant, record.source());
    if (source.isEmpty()) {
      throw Unread.of(Problems.SOURCE_DELETED, "The source is gone");
    }
    return source.get().value();
  }

  private Reading reading(String tenant, String run, IdentitySource source) {
    Reading.Of of =
        new Reading.Of(
            tenant,
            run,
            source,
            descriptors.inUse(source.platform()),
            id -> sources.find(tenant, id).isPresent());
    return new Reading(book, comparison, accounts, parts, of);
  }

  /** False where the run has come further meanwhile. */
  private boolean read(String tenant, String run, RunRecord record, Reading reading) throws Unread {
    Batch batch = reading.next(record);
    return changes.make(
        record.by(),
        tenant,
        work -> {
          Optional<Stored<RunRecord>> stored = at(tenant, run, record);
          stored.ifPresent(
              read -> {
                RunRecord after = batch.store(work, parts, chunks, tenant, run);
                work.add(runs.replace(read, concluded(work, run, after)));
              });
          return stored::isPresent;
        });
  }

  private Optional<Stored<RunRecord>> at(String tenant, String run, RunRecord record) {
    return runs.find(tenant, run)
        .filter(read -> read.value().state() == record.state())
        .filter(read -> read.value().place().equals(record.place()));
  }

  /** What becomes of a run that has read everything. */
  private RunRecord concluded(ChangeSet work, String run, RunRecord record) {
    if (record.place().step() != Step.APPLY) {
      return record;
    }
    if (record.found().counts().effective() == 0) {
      return done(work, run, record);
    }
    if (record.apply() && record.found().isUnusual()) {
      work.emit(event(run, record, ReconciliationStage.STOPPED));
      return record.waiting();
    }
    return record.apply() ? record.applying(record.by()) : record.waiting();
  }

  private RunRecord done(ChangeSet work, String run, RunRecord record) {
    work.emit(event(run, record, ReconciliationStage.APPLIED));
    return record.ended(State.DONE, clock.instant());
  }

  /** What is recorded of a run. */
  static Reconciliation event(String run, RunRecord record, ReconciliationStage stage) {
    Counts counts = record.found().counts();
    return new Reconciliation(
        record.source(),
        run,
        stage,
        counts.created(),
        counts.changed(),
        counts.disabled(),
        counts.enabled());
  }

  private void apply(String tenant, String run, RunRecord record, IdentitySource source)
      throws Unread {
    Whose whose = new Whose(tenant, source.id(), record.app().orElseThrow());
    book.require(whose);
    Scope scope =
        new Scope(
            tenant, source, record.company().orElseThrow(), descriptors.inUse(source.platform()));
    Instant now = clock.instant();
    Optional<Applying.Part> part =
        applying.decide(
            run,
            record,
            scope,
            now,
            id ->
                book.ask(
                    whose,
                    AddressBook.Part.PERSON,
                    Optional.empty(),
                    (directory, platform, deadline) -> directory.person(id, deadline)));
    changes.run(
        record.decidedBy(),
        tenant,
        work ->
            at(tenant, run, record)
                .ifPresent(
                    read -> {
                      RunRecord before = read.value();
                      RunRecord after =
                          part.map(it -> applying.apply(work, run, before, it, scope, now))
                              .orElseGet(() -> done(work, run, before));
                      work.add(runs.replace(read, after));
                    }));
  }

  /** A part that cannot be read is a failure of all of it: a shorter list would disable people. */
  private Result unread(Run<Of> task, RunRecord record, Unread fault, boolean isFirst) {
    boolean isTriedAgain =
        fault.retryable() && (record.state() == State.APPLYING || task.attempts() + 1 < MOST_TRIES);
    if (isTriedAgain) {
      LOG.info("The address book of {} goes on later: {}", record.source(), fault.getMessage());
      return isFirst ? new Result.Retry(NO_ANSWER) : new Result.Unfinished();
    }
    if (task.deadline().left().compareTo(CAUSE) < 0) {
      return new Result.Unfinished();
    }
    LOG.warn(
        "The reconciliation of {} has failed at {}: {}",
        record.source(),
        fault.part().id(),
        fault.getMessage());
    fail(task.tenant(), task.payload().run(), problems.of(task.tenant(), record.source(), fault));
    return Result.done();
  }

  private void fail(String tenant, String run, Problem problem) {
    changes.run(
        Caller.SYSTEM,
        tenant,
        work ->
            runs.find(tenant, run)
                .filter(read -> read.value().isWorkedOn())
                .ifPresent(
                    read -> {
                      work.add(runs.replace(read, read.value().failed(problem, clock.instant())));
                      work.emit(event(run, read.value(), ReconciliationStage.FAILED));
                    }));
  }
}
