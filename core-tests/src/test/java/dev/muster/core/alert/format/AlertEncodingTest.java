package dev.muster.core.alert.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.AlertReceiver.Content;
import dev.muster.core.hook.AlertFormatHooks;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.alert.AlertMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is exchanged in UTF-8 (RFC 8259, section 8.1): nothing else is guessed at. */
class AlertEncodingTest {
  private static final String TITLE = "{\"title\":\"企业😀\"}";

  private static AlertMessage read(AlertFormat format, byte[] body) {
    return read(format, "application/json", body);
  }

  private static AlertMessage read(AlertFormat format, String type, byte[] body) {
    return new AlertFormats(new AlertFormatHooks(new CountedMetrics()))
        .read(
            new Content(
                format,
                name -> Optional.of(type).filter(it -> name.equals("content-type")),
                new ByteArrayInputStream(body)));
  }

  private static void refuses(byte[] body) {
    for (AlertFormat format : AlertFormat.OWN) {
      assertThatThrownBy(() -> read(format, body))
          .as(format.id())
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.MALFORMED));
    }
  }

  /**
   * A Latin-1 letter, longer forms than needed, a surrogate, half a letter, what is no beginning.
   */
  @ParameterizedTest
  @ValueSource(strings = {"e9", "c0af", "c080", "e080af", "eda080", "f4908080", "e4bc", "80", "ff"})
  void refusesBytesThatAreNotUtf8(String bytes) {
    String text = new String(HexFormat.of().parseHex(bytes), StandardCharsets.ISO_8859_1);

    for (String body :
        new String[] {"{\"title\":\"%s\"}", "{\"title\":\"A\",\"nobodyAsksForIt\":[\"%s\"]}"}) {
      byte[] sent = body.formatted(text).getBytes(StandardCharsets.ISO_8859_1);
      refuses(sent);
      assertThatThrownBy(() -> read(AlertFormat.JSON, sent)).hasMessageContaining("UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030"})
  void refusesOtherEncodings(String charset) {
    refuses(TITLE.getBytes(Charset.forName(charset)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-16",
        "application/json;charset=\"GB18030\"",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; CHARSET=ISO-8859-1"
      })
  void refusesABodyThatIsSaidToBeInAnotherEncoding(String type) {
    byte[] body = "{\"title\":\"A\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read(AlertFormat.JSON, type, body))
        .hasMessageContaining("UTF-8")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
        "application/json; charset=us-ascii; v=1"
      })
  void readsABodyThatIsSaidToBeInUtf8(String type) {
    byte[] body = TITLE.getBytes(StandardCharsets.UTF_8);

    assertThat(read(AlertFormat.JSON, type, body).groups()).hasSize(1);
  }

  @Test
  void readsUtf8WithAByteOrderMarkToo() {
    for (String mark : new String[] {"", "\uFEFF"}) {
      assertThat(
              read(AlertFormat.JSON, (mark + TITLE).getBytes(StandardCharsets.UTF_8))
                  .groups()
                  .get(0)
                  .title())
          .isEqualTo("企业😀");
    }
  }
}
