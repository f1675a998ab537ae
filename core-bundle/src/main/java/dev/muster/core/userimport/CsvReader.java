package dev.muster.core.userimport;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines of comma-separated cells (RFC 4180) in UTF-8, with or without a byte order mark,
 * whatever ends the lines. A quote inside a cell that begins without one is a quote. Of one thread.
 */
final class CsvReader {
  /** The longest cell, in characters: a quote that nobody closed ends here. */
  static final int MAX_CELL = 4_000;

  /** The most cells of a line. */
  static final int MAX_CELLS = 100;

  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final Reader in;
  private int next;
  private int line = 1;
  private int began = 1;

  /**
   * Reads its first character.
   *
   * @throws ProblemException {@code ENCODING}
   */
  CsvReader(InputStream in) {
    // with a decoder that reports what it cannot read, rather than replacing it
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    advance();
    if (next == BYTE_ORDER_MARK) {
      advance();
    }
  }

  /** On which line of the file the cells begin that were read last. */
  int line() {
    return began;
  }

  /**
   * Reads the cells of the next line that is not empty.
   *
   * @return the cells, or empty at the end
   * @throws ProblemException {@code ENCODING}, {@code INVALID_VALUE}
   */
  Optional<List<String>> next() {
    while (next == '\r' || next == '\n') {
      endLine();
    }
    if (next == END) {
      return Optional.empty();
    }
    began = line;
    List<String> cells = new ArrayList<>();
    while (true) {
      if (cells.size() == MAX_CELLS) {
        throw malformed(new Text("more than " + MAX_CELLS + " cells", "超过 " + MAX_CELLS + " 个单元格"));
      }
      cells.add(next == '"' ? quoted() : plain());
      if (next != ',') {
        break;
      }
      advance();
    }
    endLine();
    return Optional.of(cells);
  }

  private String plain() {
    StringBuilder cell = new StringBuilder();
    while (next != ',' && next != '\r' && next != '\n' && next != END) {
      add(cell);
    }
    return cell.toString();
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    advance();
    while (true) {
      if (next == END) {
        throw malformed(new Text("a quote is not closed", "引号未闭合"));
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          break;
        }
      }
      if (next == '\n') {
        line++;
      }
      add(cell);
    }
    if (next != ',' && next != '\r' && next != '\n' && next != END) {
      throw malformed(new Text("something follows a closing quote", "结束引号后有多余内容"));
    }
    return cell.toString();
  }

  private void add(StringBuilder cell) {
    if (cell.length() == MAX_CELL) {
      throw malformed(
          new Text(
              "a cell of more than " + MAX_CELL + " characters", "单元格超过 " + MAX_CELL + " 个字符"));
    }
    cell.append((char) next);
    advance();
  }

  private void endLine() {
    if (next == '\r') {
      advance();
      if (next != '\n') {
        line++;
        return;
      }
    }
    if (next == '\n') {
      line++;
      advance();
    }
  }

  private void advance() {
    try {
      next = in.read();
    } catch (CharacterCodingException e) {
      Text message =
          new Text(
              "The file is not written in UTF-8. Save it as CSV in UTF-8 and try again.",
              "文件不是 UTF-8 编码，请另存为 UTF-8 编码的 CSV 后重试。");
      throw new ProblemException(
          ProblemCode.ENCODING,
          message,
          List.of(new ProblemException.FieldProblem("", "encoding", message)),
          Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProblemException malformed(Text what) {
    return ProblemException.invalid(
        "",
        "malformed-csv",
        new Text(
            "Line " + began + ": " + what.en() + ".", "第 " + began + " 行：" + what.zhCn() + "。"));
  }
}
