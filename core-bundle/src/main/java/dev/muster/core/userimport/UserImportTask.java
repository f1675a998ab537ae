package dev.muster.core.userimport;

import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.UserImports.Counts;
import dev.muster.api.UserImports.Line;
import dev.muster.api.UserImports.Result;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.user.LinePassword;
import dev.muster.core.user.UserRows;
import dev.muster.core.user.UserRows.Batch;
import dev.muster.core.user.UserRows.Outcome;
import dev.muster.core.userimport.ImportRecord.Part;
import dev.muster.core.userimport.ImportRecord.Place;
import dev.muster.core.userimport.ImportRecord.Report;
import dev.muster.core.userimport.ImportRecord.Row;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.storage.DocumentKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings in the lines of an import, a batch in each commit. With the users goes the place that the
 * import has come to, and the commit rests on the place before: no line is brought in twice, by
 * whatever nodes and however often they die.
 */
@Component(service = {UserImportTask.class, TaskHandler.class})
public final class UserImportTask implements TaskHandler<UserImportTask.Of> {
  /** How many refused lines a report has; what is above is counted. */
  static final int MOST_REFUSED = 10_000;

  /** How many skipped ones, so that they leave room for those that matter. */
  static final int MOST_SKIPPED = 1_000;

  private static final TaskType<Of> TYPE =
      TaskType.of("user-import", Of.class, Pace.LOCAL, TaskType.Retry.ALWAYS);

  /** A line takes at most four changes, one with a password six, and a commit a thousand. */
  private static final int BATCH = 200;

  /** How many of them may have a password: to hash one is work on purpose. */
  static final int MOST_PASSWORDS = 20;

  private static final String BUSY =
      "Too many passwords are being checked at the moment. The import goes on by itself.";

  private final Storage storage;
  private final Changes changes;
  private final TaskQueue queue;
  private final UserRows rows;
  private final SealedPasswords passwords;
  private final Repository<ImportRecord> imports;
  private final Repository<Part> parts;
  private final Repository<Report> reports;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public UserImportTask(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TaskQueue queue,
      @Reference UserRows rows,
      @Reference SealedPasswords passwords,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.changes = changes;
    this.queue = queue;
    this.rows = rows;
    this.passwords = passwords;
    this.imports = storage.repository(ImportRecord.SCHEMA);
    this.parts = storage.repository(Part.SCHEMA);
    this.reports = storage.repository(Report.SCHEMA);
    this.clock = clock;
  }

  /** The task's payload: which import. */
  record Of(String importId) {}

  /** Begins an import with the commit that makes it run. */
  void add(UnitOfWork work, String tenant, String id) {
    queue.add(work, TaskQueue.New.of(TYPE, tenant, new Of(id)), taskId(id), clock.instant());
  }

  /** Whether the task of an import is there. */
  boolean isKnown(String id) {
    return queue.isKnown(taskId(id));
  }

  private static String taskId(String id) {
    return TYPE.name() + "." + id;
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    String tenant = task.tenant();
    String id = task.payload().importId();
    int loaded = -1;
    List<Row> part = List.of();
    do {
      Optional<Stored<ImportRecord>> read = imports.find(tenant, id);
      if (read.isEmpty()) {
        return Result.done();
      }
      ImportRecord now = read.get().value();
      if (now.state() != ImportRecord.State.RUNNING) {
        removeParts(tenant, id, now.parts());
        return Result.done();
      }
      if (now.place().part() != loaded) {
        loaded = now.place().part();
        part =
            parts.find(tenant, Part.id(id, loaded)).map(it -> it.value().rows()).orElse(List.of());
      }
      Piece piece = piece(task, now, part);
      if (piece.isBusy()) {
        return new Result.Retry(BUSY);
      }
      batch(tenant, id, now.place(), piece);
    } while (!task.deadline().passed());
    return new Result.Unfinished();
  }

  /**
   * The lines that one commit brings in.
   *
   * @param part the part in which they lie
   * @param first the first of them
   * @param end the one behind the last
   * @param passwords theirs, by line
   */
  private record Piece(List<Row> part, int first, int end, Map<Integer, LinePassword> passwords) {
    /** Whether nothing of it can be done now. */
    boolean isBusy() {
      return first == end && first < part.size();
    }
  }

  /**
   * Hashes what has to be hashed before the commit, which may have to be made again; where time is
   * over, no more than one.
   */
  private Piece piece(Run<Of> task, ImportRecord now, List<Row> part) {
    String tenant = task.tenant();
    int first = now.place().row();
    int end = Math.min(part.size(), first + BATCH);
    DocumentKey key = parts.key(tenant, Part.id(task.payload().importId(), now.place().part()));
    Map<Integer, LinePassword> found = new HashMap<>();
    for (int at = first; at < end; at++) {
      Row row = part.get(at);
      Optional<Secret> plain = passwords.open(key, row);
      if (plain.isPresent()) {
        Optional<LinePassword> looked =
            found.isEmpty() || (found.size() < MOST_PASSWORDS && !task.deadline().passed())
                ? rows.looked(tenant, cells(now.columns(), row), plain.get(), now.dryRun())
                : Optional.empty();
        if (looked.isEmpty()) {
          return new Piece(part, first, at, found);
        }
        found.put(at, looked.get());
      }
    }
    return new Piece(part, first, end, found);
  }

  private void batch(String tenant, String id, Place place, Piece piece) {
    imports
        .find(tenant, id)
        .ifPresent(
            first ->
                changes.run(
                    first.value().by(),
                    tenant,
                    work ->
                        imports
                            .find(tenant, id)
                            .filter(read -> read.value().state() == ImportRecord.State.RUNNING)
                            .filter(read -> read.value().place().equals(place))
                            .ifPresent(read -> batch(work, tenant, read, piece))));
  }

  private void batch(ChangeSet work, String tenant, Stored<ImportRecord> read, Piece piece) {
    ImportRecord before = read.value();
    Instant now = clock.instant();
    if (before.place().part() == before.parts()) {
      work.add(imports.replace(read, before.ended(ImportRecord.State.DONE, now)));
      return;
    }
    List<Row> part = piece.part();
    if (part.isEmpty()) {
      // what was to be brought in has expired: nobody came to it for days
      work.add(imports.replace(read, before.ended(ImportRecord.State.STOPPED, now)));
      return;
    }
    Batch batch = rows.batch(work, tenant, before.dryRun());
    List<Line> lines = new ArrayList<>();
    Counts counts = before.counts();
    int at = before.place().row();
    while (at < piece.end()) {
      Row row = part.get(at);
      Optional<Outcome> outcome =
          row.cells().size() == before.columns().size()
              ? batch.take(
                  cells(before.columns(), row), Optional.ofNullable(piece.passwords().get(at)))
              : Optional.of(wrongNumber(before.columns(), row));
      if (outcome.isEmpty()) {
        break;
      }
      counts = counts.plus(outcome.get().result());
      reported(row.line(), outcome.get(), counts).ifPresent(lines::add);
      at++;
    }
    batch.end();
    Place next =
        at < part.size()
            ? new Place(before.place().part(), at)
            : new Place(before.place().part() + 1, 0);
    String id = read.key().id();
    work.add(imports.replace(read, before.at(next, counts)));
    if (!lines.isEmpty()) {
      work.add(
          reports.create(tenant, Report.id(id, lines.get(0).line()), Report.of(id, lines, now)));
    }
  }

  private static Map<String, String> cells(List<String> columns, Row row) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), row.cells().get(i));
    }
    return cells;
  }

  private static Outcome wrongNumber(List<String> columns, Row row) {
    int has = row.cells().size();
    return Outcome.refused(
        new FieldProblem(
            "",
            "number-of-cells",
            new Text(
                "It has " + has + " cells, and line 1 names " + columns.size() + ".",
                "此行有 " + has + " 个单元格，而第 1 行有 " + columns.size() + " 列。")));
  }

  private static Optional<Line> reported(int line, Outcome outcome, Counts counts) {
    boolean isKept =
        switch (outcome.result()) {
          case CREATED, CHANGED -> false;
          case SKIPPED -> counts.skipped() <= MOST_SKIPPED;
          case REFUSED -> counts.refused() <= MOST_REFUSED;
        };
    return isKept
        ? outcome
            .problem()
            .map(
                why ->
                    new Line(
                        line,
                        outcome.result(),
                        Optional.of(why.field()).filter(field -> !field.isEmpty()),
                        why.code(),
                        why.message()))
        : Optional.empty();
  }

  /** Of an import that no task works on any more. */
  void removeParts(String tenant, String id, int count) {
    for (int first = 0; first < count; first += BATCH) {
      UnitOfWork work = new UnitOfWork();
      for (int i = first; i < Math.min(count, first + BATCH); i++) {
        work.add(parts.delete(tenant, Part.id(id, i)));
      }
      storage.commit(work);
    }
  }
}
