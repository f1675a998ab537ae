package dev.muster.core.userimport;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReaderTest {
  private static CsvReader of(byte[] bytes) {
    return new CsvReader(new ByteArrayInputStream(bytes));
  }

  private static List<List<String>> read(String text) {
    CsvReader reader = of(text.getBytes(StandardCharsets.UTF_8));
    List<List<String>> rows = new ArrayList<>();
    for (Optional<List<String>> row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(row.get());
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", "\r"})
  void readsLinesWhateverEndsThem(String end) {
    String text = "a,b" + end + end + "1,李" + end + "3,";
    assertThat(read(text)).containsExactly(List.of("a", "b"), List.of("1", "李"), List.of("3", ""));
    assertThat(read(text + end)).hasSize(3);
  }

  @Test
  void readsWhatQuotesHold() {
    assertThat(read("\"a\",\"b,c\",\"d\"\"e\",\"f\r\ng\"\r\n\"\",x\"y,\" z \""))
        .containsExactly(List.of("a", "b,c", "d\"e", "f\r\ng"), List.of("", "x\"y", " z "));
    assertThat(read("\"\"\r\n")).containsExactly(List.of(""));
    assertThat(read("a\n,\n")).containsExactly(List.of("a"), List.of("", ""));
  }

  @Test
  void knowsWhereALineBegins() {
    CsvReader reader = of("h\n\n\"a\nb\"\nc\r\rd".getBytes(StandardCharsets.UTF_8));
    List<Integer> lines = new ArrayList<>();
    while (reader.next().isPresent()) {
      lines.add(reader.line());
    }
    assertThat(lines).containsExactly(1, 3, 5, 7);
  }

  @Test
  void readsOverAByteOrderMarkAtTheBeginningAlone() {
    assertThat(read("\uFEFFa,\uFEFFb")).containsExactly(List.of("a", "\uFEFFb"));
    assertThat(read("\uFEFF")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GBK", "UTF-16", "ISO-8859-1"})
  void refusesWhatIsNotWrittenInUtf8(String charset) {
    byte[] bytes = "name\n李é\n".getBytes(Charset.forName(charset));
    assertProblem(
        ProblemCode.ENCODING,
        () -> {
          CsvReader reader = of(bytes);
          while (reader.next().isPresent()) {
            // until it stumbles
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n\"b", "a\n\"b\"c", "a\n\"b\" ,c"})
  void refusesQuotesThatMakeNoSense(String text) {
    assertInvalid("", "malformed-csv", () -> read(text));
  }

  @Test
  void boundsCellsAndLines() {
    assertThat(read("x".repeat(CsvReader.MAX_CELL))).hasSize(1);
    assertInvalid("", "malformed-csv", () -> read("x".repeat(CsvReader.MAX_CELL + 1)));
    assertInvalid("", "malformed-csv", () -> read("\"" + "x\n".repeat(CsvReader.MAX_CELL)));
    assertThat(read(",".repeat(CsvReader.MAX_CELLS - 1))).hasSize(1);
    assertInvalid("", "malformed-csv", () -> read(",".repeat(CsvReader.MAX_CELLS)));
  }
}
