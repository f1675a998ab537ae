package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final String HOSTILE =
      "a \"quoted\"\nforged line\t\\ 中文 \u0000\u001b[31m\u0085\u2028\u2029\u202e\u2066\u200f";

  /** What ends a line or changes how a terminal shows it. */
  private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\t]]");

  @Test
  void oneJsonObjectALineWhateverTheMessageHolds() throws IOException {
    String line = new String(new JsonLines().encode(event(HOSTILE)), StandardCharsets.UTF_8);

    assertThat(line).endsWith("}\n").hasLineCount(1);
    assertThat(line.substring(0, line.length() - 1)).doesNotContainPattern(BREAKING);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asText()).isEqualTo(HOSTILE);
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("logger").asText()).isEqualTo("dev.muster.test");
    assertThat(json.get("correlationId").asText()).isEqualTo("c-1");
    assertThat(Instant.parse(json.get("time").asText())).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(json.get("exception").asText()).contains("IllegalStateException: broken");
  }

  @Test
  void textShowsALineBreakInsteadOfMakingOne() {
    String text = new String(new TextLines().encode(event(HOSTILE)), StandardCharsets.UTF_8);

    assertThat(text.lines().findFirst().orElseThrow())
        .contains("WARN test: a \"quoted\"\\nforged line")
        .doesNotContainPattern(BREAKING)
        .endsWith("[c-1]");
  }

  private static LoggingEvent event(String message) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.muster.test"),
            Level.WARN,
            message,
            new IllegalStateException("broken"),
            null);
    event.setInstant(Instant.ofEpochMilli(1_000));
    event.setMDCPropertyMap(Map.of("correlationId", "c-1"));
    return event;
  }
}
