package dev.muster.core.reconcile;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Reconciliations;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.form.Descriptors;
import dev.muster.core.form.Forms;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.hook.IdentitySourceEvent.ReconciliationStage;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reconciliations, kept in the store: any node may go on with what another one has begun. */
@Component(service = {Reconciliations.class, StoredReconciliations.class})
public final class StoredReconciliations implements Reconciliations {
  /** Behind whatever begins with a run's id. */
  private static final String BEYOND = "\u0002";

  private static final int CHUNKS_AT_A_TIME = 5;

  /** How long after it began what a run found is still applied. */
  static final Duration MOST_WAITING = Duration.ofDays(1);

  /** Where a page of differences begins: kind, document, place in it. */
  private static final Pattern CURSOR =
      Pattern.compile("([A-Z]{1,20})\\.([0-9]{7})\\.([0-9]{1,3})");

  private final Changes changes;
  private final IdentitySources sources;
  private final Descriptors descriptors;
  private final Accounts accounts;
  private final ReconciliationTask task;
  private final Repository<RunRecord> runs;
  private final Repository<ChunkRecord> chunks;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredReconciliations(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference IdentitySources sources,
      @Reference Forms forms,
      @Reference Accounts accounts,
      @Reference ReconciliationTask task,
      @Reference InstantSource clock) {
    this.changes = changes;
    this.sources = sources;
    this.descriptors = forms.descriptors();
    this.accounts = accounts;
    this.task = task;
    this.runs = storage.repository(RunRecord.SCHEMA);
    this.chunks = storage.repository(ChunkRecord.SCHEMA);
    this.clock = clock;
  }

  @Override
  public String start(Caller caller, String tenant, String source, boolean apply) {
    return start(caller, tenant, source, apply, false);
  }

  /**
   * Begins a run.
   *
   * @param replaces whether one that waits makes room: what it found is older
   */
  String start(Caller caller, String tenant, String source, boolean apply, boolean replaces) {
    IdentitySource found = require(tenant, source);
    if (descriptors.inUse(found.platform()).directory().isEmpty()) {
      throw ProblemException.invalid(
          "platform",
          "no-address-book",
          new Text("The platform has no address book.", "该平台没有通讯录。"));
    }
    String id = accounts.newId();
    changes.run(
        caller,
        tenant,
        work -> {
          Instant now = clock.instant();
          runs.findBy(tenant, RunRecord.RUNNING, source)
              .ifPresent(other -> makeRoom(work, other, replaces, now));
          RunRecord begun = RunRecord.begun(source, apply, caller, now);
          work.add(runs.create(tenant, id, begun));
          task.add(work, tenant, id, begun);
          work.emit(ReconciliationTask.event(id, begun, ReconciliationStage.STARTED));
        });
    return id;
  }

  private void makeRoom(ChangeSet work, Stored<RunRecord> other, boolean replaces, Instant now) {
    RunRecord it = other.value();
    if (isOrphan(other)) {
      work.add(runs.replace(other, it.failed(Problems.of(Problems.STOPPED), now)));
    } else if (replaces && it.state() == State.WAITING) {
      work.add(runs.replace(other, it.ended(State.DISCARDED, now)));
      work.emit(ReconciliationTask.event(other.key().id(), it, ReconciliationStage.DISCARDED));
    } else {
      throw new ProblemException(
          ProblemCode.IN_USE,
          it.state() == State.WAITING
              ? new Text(
                  "The differences of another run wait. Apply or discard them first.",
                  "另一次比对发现的差异尚未处理，请先应用或放弃。")
              : new Text(
                  "Another run of this source goes on. Wait until it has ended.",
                  "该身份源已有比对正在进行，请等待其完成。"));
    }
  }

  /** An administrator has deleted the task behind it. */
  private boolean isOrphan(Stored<RunRecord> run) {
    return run.value().isWorkedOn() && !task.isKnown(run.key().id());
  }

  private IdentitySource require(String tenant, String source) {
    return sources
        .find(tenant, source)
        .map(Versioned::value)
        .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
  }

  @Override
  public Page<Reconciliation> list(
      String tenant, String source, int limit, Optional<String> after) {
    IdentitySource found = require(tenant, source);
    Page<Stored<RunRecord>> page = runs.page(tenant, RunRecord.allOf(found), true, limit, after);
    return new Page<>(page.items().stream().map(this::view).toList(), page.next());
  }

  /** When the last run of a source began. */
  Optional<Instant> lastStart(String tenant, String source) {
    return runs
        .query(tenant, RunRecord.allOf(require(tenant, source)), true, 1, Optional.empty())
        .items()
        .stream()
        .findFirst()
        .map(run -> run.value().startedAt());
  }

  @Override
  public Optional<Reconciliation> find(String tenant, String source, String id) {
    return read(tenant, source, id).map(this::view);
  }

  private Optional<Stored<RunRecord>> read(String tenant, String source, String id) {
    return sources
        .find(tenant, source)
        .flatMap(it -> runs.find(tenant, id).filter(run -> run.value().isOf(it.value())));
  }

  private Reconciliation view(Stored<RunRecord> run) {
    if (!isOrphan(run)) {
      return RunRecord.view(run);
    }
    // a task that is done goes after its run has ended: read once more
    return runs.find(run.key().partition(), run.key().id())
        .map(
            again ->
                again.value().isWorkedOn()
                    ? again.map(it -> it.failed(Problems.of(Problems.STOPPED), it.startedAt()))
                    : again)
        .map(RunRecord::view)
        .orElseGet(() -> RunRecord.view(run));
  }

  @Override
  public Page<Difference> differences(
      String tenant,
      String source,
      String id,
      Optional<Kind> kind,
      int limit,
      Optional<String> after) {
    if (read(tenant, source, id).isEmpty()) {
      throw ProblemException.notFound(Resource.RECONCILIATION);
    }
    Repository.checkLimit(limit);
    Cursor from = after.map(StoredReconciliations::cursor).orElse(new Cursor("", 0));
    String prefix = kind.map(each -> Schema.join(id, each.name())).orElse(id);
    String first = after.isPresent() ? Schema.join(id, from.place()) : prefix;
    List<Difference> found = new ArrayList<>();
    int skip = from.offset();
    Optional<String> next = Optional.empty();
    do {
      Page<Stored<ChunkRecord>> page =
          chunks.query(
              tenant,
              new Query.Range(ChunkRecord.BY_PLACE, first, prefix + BEYOND),
              false,
              CHUNKS_AT_A_TIME,
              next);
      for (Stored<ChunkRecord> stored : page.items()) {
        ChunkRecord chunk = stored.value();
        List<ChunkRecord.Row> rows =
            chunk.rows().subList(Math.min(skip, chunk.rows().size()), chunk.rows().size());
        for (ChunkRecord.Row row : rows) {
          if (found.size() == limit) {
            return new Page<>(found, Optional.of(cursor(chunk, skip)));
          }
          found.add(row.view(chunk.kind()));
          skip++;
        }
        skip = 0;
      }
      next = page.next();
    } while (next.isPresent());
    return new Page<>(found, Optional.empty());
  }

  private record Cursor(String place, int offset) {}

  private static Cursor cursor(String text) {
    Matcher parts = CURSOR.matcher(text);
    if (!parts.matches()) {
      throw Repository.unknownCursor();
    }
    return new Cursor(
        Schema.join(parts.group(1), parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  private static String cursor(ChunkRecord chunk, int offset) {
    return "%s.%07d.%d".formatted(chunk.kind().name(), chunk.number(), offset);
  }

  @Override
  public void apply(Caller caller, String tenant, String source, String id) {
    decide(
        caller,
        tenant,
        source,
        id,
        (work, run) -> {
          if (clock.instant().isAfter(run.startedAt().plus(MOST_WAITING))) {
            throw new ProblemException(
                ProblemCode.IN_USE,
                new Text(
                    "What the run found is older than a day. Discard it and begin another run.",
                    "比对结果已超过一天，请放弃后重新比对。"));
          }
          RunRecord applying = run.applying(caller);
          task.add(work, tenant, id, applying);
          return applying;
        });
  }

  @Override
  public void discard(Caller caller, String tenant, String source, String id) {
    decide(
        caller,
        tenant,
        source,
        id,
        (work, run) -> {
          work.emit(ReconciliationTask.event(id, run, ReconciliationStage.DISCARDED));
          return run.ended(State.DISCARDED, clock.instant());
        });
  }

  private void decide(
      Caller caller,
      String tenant,
      String source,
      String id,
      BiFunction<ChangeSet, RunRecord, RunRecord> decision) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RunRecord> run =
              read(tenant, source, id)
                  .orElseThrow(() -> ProblemException.notFound(Resource.RECONCILIATION));
          if (run.value().state() != State.WAITING) {
            throw new ProblemException(
                ProblemCode.IN_USE,
                new Text("The run does not wait for a decision.", "该次比对当前无需处理。"));
          }
          work.add(runs.replace(run, decision.apply(work, run.value())));
        });
  }
}
