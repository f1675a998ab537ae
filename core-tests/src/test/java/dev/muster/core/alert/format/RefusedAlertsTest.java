package dev.muster.core.alert.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.core.hook.AlertFormatHooks;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no alert, and what is too much of it. */
class RefusedAlertsTest extends AlertFormatsFixture {
  private static List<AlertFormat> formats() {
    return List.of(
        AlertFormat.ALERTMANAGER,
        AlertFormat.GRAFANA,
        AlertFormat.PAGERDUTY,
        AlertFormat.CLOUDEVENTS,
        AlertFormat.JSON);
  }

  private static void refuses(ProblemCode code, AlertFormat format, String json) {
    assertThatThrownBy(() -> read(format, json))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.detail().zhCn()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("formats")
  void refusesWhatIsNoJsonOrNoAlert(AlertFormat format) {
    for (String body :
        List.of(
            "",
            "{",
            "null",
            "12",
            "\"x\"",
            "{}",
            "[]",
            "[1]",
            "{}{}",
            "{\"alerts\":[{}]}",
            "[[]]")) {
      refuses(ProblemCode.MALFORMED, format, body);
    }
  }

  @Test
  void saysWhatToDoWithAPayloadOfOnesOwn() {
    assertThatThrownBy(() -> read(AlertFormat.ALERTMANAGER, "{\"text\":\"Disk is full\"}"))
        .hasMessageContaining("the member alerts is missing")
        .hasMessageContaining("format json");
  }

  @ParameterizedTest
  @CsvSource({
    "alertmanager,application/cloudevents+json,",
    "json,text/plain,",
    "pagerduty,'',",
    "cloudevents,text/xml,",
    "json,application/json,gzip"
  })
  void refusesOtherMediaTypes(AlertFormat format, String type, String encoding) {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", type);
    if (encoding != null) {
      headers.put("content-encoding", encoding);
    }
    assertThatThrownBy(() -> read(format, "{}", headers))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
  }

  /** What repeats a piece of text up to the limit of a body, and counts what is taken of it. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] piece;
    private long read;

    Endless(String start, String piece) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.piece = piece.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
      long at = read++;
      if (at > AlertReceiver.MAX_BODY) {
        throw new ProblemException(ProblemCode.TOO_LARGE, new Text("Too large.", "过大。"));
      }
      return at < start.length
          ? start[(int) at]
          : piece[(int) ((at - start.length) % piece.length)];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[|{},",
        "[|[],",
        "{\"alerts\":[|{},",
        "|[",
        "|{\"a\":",
        "{\"alerts\":[|{\"labels\":{}},",
        "{\"title\":\"|x",
        "{|\"a\":1,",
        "[|1,"
      })
  void endsAtOnceWhereNothingCanBecomeOfIt(String shape) {
    String[] parts = shape.split("\\|", -1);
    for (AlertFormat format : formats()) {
      Endless body = new Endless(parts[0], parts[1]);
      assertThatThrownBy(
              () ->
                  new AlertFormats(new AlertFormatHooks(new CountedMetrics()))
                      .read(
                          new Content(
                              format,
                              name ->
                                  Optional.of("application/json")
                                      .filter(it -> name.equals("content-type")),
                              body)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.code()).isIn(ProblemCode.MALFORMED, ProblemCode.TOO_LARGE));
      if (!shape.contains("title")) { // a text that nobody asks for is read over
        assertThat(body.read).as("%s %s", format, shape).isLessThan(2_000_000);
      }
    }
  }

  @Test
  void takesAThousandAlertsOfACall() {
    String alert = "{\"title\":\"A\",\"alertKey\":\"%d\"},";
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < 1000; i++) {
      list.append(String.format(alert, i));
    }
    String body = list.substring(0, list.length() - 1);

    assertThat(read(AlertFormat.JSON, body + "]").groups()).hasSize(1000);
    refuses(ProblemCode.TOO_LARGE, AlertFormat.JSON, body + ",{\"title\":\"one more\"}]");
  }

  @Test
  void countsWhatItLeavesOutOfALargeGroup() {
    StringBuilder body =
        new StringBuilder("{\"status\":\"firing\",\"groupKey\":\"g\",\"alerts\":[");
    for (int i = 0; i < 1200; i++) {
      body.append("{\"status\":\"firing\",\"labels\":{\"n\":\"").append(i).append("\"}},");
    }
    body.setLength(body.length() - 1);

    AlertGroup group = group(AlertFormat.ALERTMANAGER, body.append("]}").toString());

    assertThat(group.alerts()).hasSize(1000);
    assertThat(group.more()).isEqualTo(200);
  }

  @Test
  void keepsLabelsWithinBounds() {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      labels.append("\"l").append(i).append("\":\"").append("v".repeat(2000)).append("\",");
    }
    String body =
        "{\"title\":\"A\\u0000\\u202e\",\"labels\":{\""
            + "n".repeat(200)
            + "\":\"x\","
            + labels
            + "\"z\":[1]}}";

    AlertItem alert = group(AlertFormat.JSON, body).alerts().get(0);

    assertThat(alert.title()).isEqualTo("A");
    assertThat(alert.labels()).hasSize(64);
    assertThat(alert.labels().keySet()).allMatch(name -> name.length() <= 100);
    assertThat(alert.labels().values()).allMatch(value -> value.length() == 1000);
  }
}
