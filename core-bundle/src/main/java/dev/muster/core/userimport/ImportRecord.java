package dev.muster.core.userimport;

import dev.muster.api.Caller;
import dev.muster.api.UserImports.Counts;
import dev.muster.api.UserImports.Line;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An import as it is stored; the id is the document's.
 *
 * @param state how it stands
 * @param dryRun whether nothing is changed
 * @param by on whose behalf
 * @param columns what the cells of its lines are
 * @param total how many lines it has
 * @param parts in how many parts these lie
 * @param place the line that is next
 * @param counts what became of the lines before it
 * @param createdAt when it began
 * @param endedAt when it ended
 * @param expiresAt when the document ends; empty while it runs
 */
record ImportRecord(
    State state,
    boolean dryRun,
    Caller by,
    List<String> columns,
    int total,
    int parts,
    Place place,
    Counts counts,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<Instant> expiresAt) {
  /** The unique index of what takes the tenant's one place. */
  static final String RUNNING = "running";

  static final Schema<ImportRecord> SCHEMA =
      new Schema<>("user-import", ImportRecord.class, ImportRecord::indexes, it -> it.expiresAt());

  /** Longer than an upload may take: the node that reads the table has died. */
  static final Duration LONGEST_READING = Duration.ofMinutes(5);

  private static final Duration IN_SIGHT = Duration.ofDays(30);

  /** How it stands. */
  enum State {
    /** Its table is being read. */
    READING,
    RUNNING,
    DONE,
    STOPPED
  }

  /** A line: the part that it lies in, and which of that. */
  record Place(int part, int row) {
    static final Place FIRST = new Place(0, 0);
  }

  /** Copies. */
  ImportRecord {
    columns = List.copyOf(columns);
  }

  static ImportRecord reading(boolean dryRun, Caller by, Instant now) {
    return new ImportRecord(
        State.READING,
        dryRun,
        by,
        List.of(),
        0,
        0,
        Place.FIRST,
        Counts.NONE,
        now,
        Optional.empty(),
        Optional.of(now.plus(LONGEST_READING)));
  }

  ImportRecord running(List<String> names, int lines, int inParts) {
    return new ImportRecord(
        State.RUNNING,
        dryRun,
        by,
        names,
        lines,
        inParts,
        place,
        counts,
        createdAt,
        endedAt,
        Optional.empty());
  }

  ImportRecord at(Place next, Counts soFar) {
    return new ImportRecord(
        state, dryRun, by, columns, total, parts, next, soFar, createdAt, endedAt, expiresAt);
  }

  ImportRecord ended(State how, Instant now) {
    return new ImportRecord(
        how,
        dryRun,
        by,
        columns,
        total,
        parts,
        place,
        counts,
        createdAt,
        Optional.of(now),
        Optional.of(now.plus(IN_SIGHT)));
  }

  private List<IndexEntry> indexes() {
    return state == State.READING || state == State.RUNNING
        ? List.of(IndexEntry.unique(RUNNING, ""))
        : List.of();
  }

  /**
   * Lines of a table that wait.
   *
   * @param rows the lines
   * @param expiresAt when they are worth nothing any more, should nobody have removed them
   */
  record Part(List<Row> rows, Instant expiresAt) {
    static final Schema<Part> SCHEMA =
        new Schema<>(
            "user-import-part", Part.class, it -> List.of(), it -> Optional.of(it.expiresAt()));

    static final Duration LONGEST = Duration.ofDays(7);

    /** Copies. */
    Part {
      rows = List.copyOf(rows);
    }

    static String id(String importId, int part) {
      return String.format(Locale.ROOT, "%s.%07d", importId, part);
    }
  }

  /**
   * A line.
   *
   * @param line where it begins in the file
   * @param cells its cells, as it is stored without a password
   * @param password the password, sealed
   */
  record Row(int line, List<String> cells, Optional<String> password) {
    /** Copies. */
    Row {
      cells = List.copyOf(cells);
    }

    /** One without a password, or as it was read. */
    Row(int line, List<String> cells) {
      this(line, cells, Optional.empty());
    }

    /** Tells no cell: one may be a password. */
    @Override
    public String toString() {
      return "Row[line=" + line + "]";
    }
  }

  /** Lines of a report, of one batch. */
  record Report(String importId, List<Line> lines, Instant expiresAt) {
    static final String OF_IMPORT = "import";

    static final Schema<Report> SCHEMA =
        new Schema<>(
            "user-import-report",
            Report.class,
            it -> List.of(IndexEntry.of(OF_IMPORT, it.importId())),
            it -> Optional.of(it.expiresAt()));

    /** Copies. */
    Report {
      lines = List.copyOf(lines);
    }

    static Report of(String importId, List<Line> lines, Instant now) {
      return new Report(importId, lines, now.plus(IN_SIGHT));
    }

    static String id(String importId, int firstLine) {
      return String.format(Locale.ROOT, "%s.%010d", importId, firstLine);
    }
  }
}
