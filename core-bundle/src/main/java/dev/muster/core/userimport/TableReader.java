package dev.muster.core.userimport;

import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.api.UserImports;
import dev.muster.core.check.Texts;
import dev.muster.core.user.UserRows;
import dev.muster.core.userimport.ImportRecord.Row;
import dev.muster.spi.Text;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Reads a table of users from the first line to the last, some at a time. Of one thread. */
final class TableReader {
  /** The most lines. */
  static final int MAX_ROWS = 1_000_000;

  private static final List<String> COLUMNS =
      Stream.of(UserImports.COLUMNS, UserImports.WRITE_ONLY).flatMap(List::stream).toList();
  private static final String KNOWN = String.join(", ", COLUMNS);
  private static final int PIECE_ROWS = 2_000;

  /**
   * Far from the most bytes of a document: one line more, of cells as long as may be, still fits.
   */
  private static final int PIECE_BYTES = 500_000;

  private static final int MAX_SHOWN = 100;
  private static final int MOST_ERRORS = 50;

  private final CsvReader csv;
  private final ToIntFunction<Row> stored;
  private final List<String> columns;
  private int total;

  /**
   * Reads the names of the columns.
   *
   * @param in the file
   * @param stored how many bytes a line takes as it is stored
   * @throws ProblemException {@code ENCODING}, {@code INVALID_VALUE}
   */
  TableReader(InputStream in, ToIntFunction<Row> stored) {
    this.stored = stored;
    this.csv = new CsvReader(in);
    this.columns =
        csv.next()
            .orElseThrow(
                () ->
                    ProblemException.invalid("", "empty", new Text("The file is empty.", "文件为空。")));
    check();
  }

  List<String> columns() {
    return columns;
  }

  /** How many lines were read. */
  int total() {
    return total;
  }

  private void check() {
    List<FieldProblem> errors = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      String shown = Texts.cut(Texts.oneLine(column), MAX_SHOWN);
      if (!COLUMNS.contains(column)) {
        errors.add(
            new FieldProblem(
                shown,
                "unknown-column",
                new Text(
                    "Line 1 names a column that is none: give " + KNOWN + ".",
                    "第 1 行包含未知的列，可用的列：" + KNOWN + "。")));
      } else if (!seen.add(column)) {
        errors.add(
            new FieldProblem(
                shown, "repeated", new Text("Line 1 names this column twice.", "第 1 行重复了此列。")));
      }
    }
    if (errors.isEmpty() && UserRows.KEYS.stream().noneMatch(seen::contains)) {
      errors.add(
          new FieldProblem(
              "",
              "required",
              new Text(
                  "One of the columns has to say who it is: username, id or externalId.",
                  "至少需要一列用于识别用户：username、id 或 externalId。")));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors.subList(0, Math.min(MOST_ERRORS, errors.size())));
    }
  }

  /**
   * Reads some lines.
   *
   * @return the lines; none at the end
   * @throws ProblemException {@code ENCODING}, {@code INVALID_VALUE}
   */
  List<Row> piece() {
    List<Row> rows = new ArrayList<>();
    int bytes = 0;
    while (rows.size() < PIECE_ROWS && bytes < PIECE_BYTES) {
      Optional<List<String>> cells = csv.next();
      if (cells.isEmpty()) {
        break;
      }
      if (++total > MAX_ROWS) {
        throw ProblemException.invalid(
            "",
            "too-many-lines",
            new Text("The file has more than a million lines. Divide it.", "文件超过一百万行，请拆分后再导入。"));
      }
      Row row = new Row(csv.line(), cells.get());
      rows.add(row);
      bytes += stored.applyAsInt(row);
    }
    return rows;
  }
}
