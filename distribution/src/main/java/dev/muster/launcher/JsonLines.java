package dev.muster.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: time, level, logger, thread, message, the MDC's fields, exception. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final int MOST_OF_AN_EXCEPTION = 16_000;

  @Override
  public byte @Nullable [] headerBytes() {
    return null;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    line.append("{\"time\":\"").append(Instant.ofEpochMilli(event.getTimeStamp())).append('"');
    field(line, "level", event.getLevel().toString());
    field(line, "logger", event.getLoggerName());
    field(line, "thread", event.getThreadName());
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      field(line, entry.getKey(), entry.getValue());
    }
    field(line, "message", event.getFormattedMessage());
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      String trace = ThrowableProxyUtil.asString(failure);
      field(line, "exception", trace.substring(0, Math.min(trace.length(), MOST_OF_AN_EXCEPTION)));
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return null;
  }

  private static void field(StringBuilder line, String name, @Nullable String value) {
    line.append(",\"");
    quote(line, name);
    line.append("\":\"");
    quote(line, String.valueOf(value));
    line.append('"');
  }

  /** RFC 8259, section 7. */
  private static void quote(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> append(line, c);
      }
    }
  }

  /**
   * Readers of logs take other characters than {@code \n} for the end of a line too, and some
   * reverse what is beside them or are a terminal's orders.
   */
  static void append(StringBuilder line, char c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          line.append(String.format("\\u%04x", (int) c));
      default -> line.append(c);
    }
  }
}
